"""What is remembered: documents, questions, answers, texts of pictures. One SQLite file, written at once."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from quizglass.answers import Answer, Evidence, Outcome, Question
from quizglass.errors import LibraryDamaged
from quizglass.geometry import PageRect
from quizglass.library import recognized_texts, rows, storage
from quizglass.library.migrations import transaction
from quizglass.library.records import AnswerRecord, KeptRegion, KnownDocument, ViewState
from quizglass.pages import RecognizedText
from quizglass.text.folding import fold

_UNDO_S = 3600.0
_SELECT_ANSWERS = "SELECT q.*, d.path AS path FROM questions q JOIN documents d ON d.hash = q.document"


class Library:
    """Get one by `Library.open`. Every method may be called from any thread and raises `LibraryUnavailable` when the
    file cannot be read or written (disk full, taken away).

    Readers have a connection of their own: in WAL mode they never wait for a writer's commit to reach the disk.
    """

    def __init__(self, path: Path, damage: LibraryDamaged | None) -> None:
        self.damage = damage
        """Set when the file was damaged: it was put aside and this library is new."""
        self._path = path
        self._writer, self._reader = storage.connect(path), storage.connect(path)
        self._write_lock, self._read_lock = threading.RLock(), threading.RLock()
        self._deleted: set[str] = set()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open or begin the library at ``path``.

        Answers that a crash left running become stopped, with the text that had arrived. What was deleted over an
        hour ago and not brought back is removed for good.

        Raises:
            LibraryTooNew: a newer version of the program wrote the file.
            LibraryUnavailable: the file cannot be read or written.
        """
        damage = storage.open_file(path)
        with storage.translated(path):
            library = cls(path, damage)
        try:
            library._tidy_after_last_time()
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """End: what was deleted here cannot be brought back any more. Calling it again does nothing."""
        with self._write_lock, self._read_lock, contextlib.suppress(sqlite3.ProgrammingError):
            self._writer.execute("SELECT 1")  # raises when closed already
            with storage.translated(self._path):
                # Another window has an undo of its own for what was deleted there.
                self._writer.executemany("DELETE FROM questions WHERE id = ?", [(name,) for name in self._deleted])
                self._reader.close()
                self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._writer.close()

    # Documents ------------------------------------------------------------------------------------------------------

    def remember_document(self, document_hash: str, path: str, page_count: int) -> None:
        """Note that the document was opened now, at ``path``."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO documents (hash, path, name, page_count, first_opened, last_opened)"
                " VALUES (:hash, :path, :name, :count, :now, :now) ON CONFLICT (hash) DO UPDATE SET"
                " path = :path, name = :name, page_count = :count, last_opened = :now, recent = 1",
                {
                    "hash": document_hash,
                    "path": os.fsencode(path),
                    "name": rows.document_name(path),
                    "count": page_count,
                    "now": time.time(),
                },
            )

    def document(self, document_hash: str) -> KnownDocument | None:
        found = self._read("SELECT * FROM documents WHERE hash = ?", (document_hash,))
        return rows.known_document(found[0]) if found else None

    def recent_documents(self, limit: int = 20) -> list[KnownDocument]:
        """The last opened ones, newest first, until `clear_recent`."""
        found = self._read("SELECT * FROM documents WHERE recent ORDER BY last_opened DESC LIMIT ?", (limit,))
        return [rows.known_document(row) for row in found]

    def clear_recent(self, document_hash: str | None = None) -> None:
        """Empty the list of recent documents, or take one out of it. Answers stay."""
        with self._writing() as db:
            if document_hash is None:
                db.execute("UPDATE documents SET recent = 0")
            else:
                db.execute("UPDATE documents SET recent = 0 WHERE hash = ?", (document_hash,))

    def view_state(self, document_hash: str) -> ViewState | None:
        found = self._read("SELECT view_state FROM documents WHERE hash = ?", (document_hash,))
        return rows.view_state_of(found[0][0]) if found and found[0][0] else None

    def set_view_state(self, document_hash: str, state: ViewState) -> None:
        with self._writing() as db:
            text = rows.view_state_json(state)
            db.execute("UPDATE documents SET view_state = ? WHERE hash = ?", (text, document_hash))

    def regions(self, document_hash: str) -> list[KeptRegion]:
        """The regions that were left on the document, by number."""
        found = self._read("SELECT * FROM regions WHERE document = ? ORDER BY number", (document_hash,))
        return [rows.kept_region(row) for row in found]

    def keep_regions(self, document_hash: str, regions: Sequence[KeptRegion]) -> None:
        """Keep these regions of a document that is remembered, and no others."""
        with self._writing() as db:
            db.execute("DELETE FROM regions WHERE document = ?", (document_hash,))
            if self.document(document_hash) is not None:
                kept = [rows.region_row(document_hash, region) for region in regions]
                db.executemany("INSERT INTO regions VALUES (?, ?, ?, ?, ?)", kept)

    # Questions ------------------------------------------------------------------------------------------------------

    def record_question(self, question_id: str, document_hash: str, question: Question) -> None:
        """Keep a question before it is answered. When this returns it is on the disk; its password never is."""
        row = rows.question_row(question_id, document_hash, question, time.time())
        columns = ", ".join(row)
        places = ", ".join(f":{column}" for column in row)
        with self._writing() as db:
            if self.document(document_hash) is None:
                self.remember_document(document_hash, question.document.path, 0)
            db.execute(f"INSERT INTO questions ({columns}) VALUES ({places})", row)  # noqa: S608 - our own names

    def checkpoint(self, question_id: str, text: str) -> None:
        """Keep all that has arrived of a running answer, in case it is the last."""
        with self._writing() as db:
            db.execute("UPDATE questions SET answer = ? WHERE id = ?", (rows.storable(text), question_id))

    def finish(self, question_id: str, answer: Answer) -> None:
        """Keep the final answer. A question that was forgotten meanwhile stays forgotten."""
        row = rows.answer_row(question_id, answer)
        values = ", ".join(f"{column} = :{column}" for column in row if column != "id")
        with self._writing() as db:
            changed = db.execute(f"UPDATE questions SET {values} WHERE id = :id", row)  # noqa: S608 - our own names
            if changed.rowcount:
                db.execute("DELETE FROM evidence WHERE question = ?", (question_id,))
                places = [rows.evidence_row(question_id, n, place) for n, place in enumerate(answer.evidence)]
                db.executemany("INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)", places)

    def answer(self, question_id: str) -> AnswerRecord | None:
        found = self._answers("q.id = ? AND q.deleted_at IS NULL", (question_id,))
        return found[0] if found else None

    def answers_of(self, document_hash: str) -> list[AnswerRecord]:
        """All questions to a document, newest last."""
        return self._answers("q.document = ? AND q.deleted_at IS NULL ORDER BY q.asked_at, q.rowid", (document_hash,))

    def all_answers(self, search: str = "", limit: int = 1000) -> list[AnswerRecord]:
        """Questions to every document, newest first, whose question, answer or file name has all words of ``search``.

        Case, ё and е, and the shape of quotes and dashes make no difference.
        """
        words = fold(search).split()
        told = "fold(q.text || ' ' || coalesce(q.answer, '') || ' ' || d.name)"
        conditions = ["q.deleted_at IS NULL", *(f"instr({told}, ?) > 0" for _ in words)]
        clause = " AND ".join(conditions) + " ORDER BY q.asked_at DESC, q.rowid DESC LIMIT ?"
        return self._answers(clause, (*words, limit))

    # Pictures of pages ----------------------------------------------------------------------------------------------

    def recognized_text(
        self, document_hash: str, page: int, reader: str, region: PageRect | None = None
    ) -> RecognizedText | None:
        """What ``reader`` read from the picture of a page, or of its part ``region``; None when it is not kept."""
        found = self._read(
            "SELECT content FROM recognized_texts WHERE document = ? AND page = ? AND region = ? AND reader = ?",
            (document_hash, page, recognized_texts.place_of(region), reader),
        )
        return recognized_texts.unpacked(found[0]["content"], reader) if found else None

    def pages_recognized(self, document_hash: str, reader: str) -> frozenset[int]:
        """The pages whose whole picture ``reader`` has read, from 0."""
        found = self._read(
            "SELECT page FROM recognized_texts WHERE document = ? AND region = '' AND reader = ?",
            (document_hash, reader),
        )
        return frozenset(row["page"] for row in found)

    def keep_recognized_text(
        self, document_hash: str, page: int, text: RecognizedText, region: PageRect | None = None
    ) -> None:
        """Keep what was read, in place of what another reader read there. The document need not be known."""
        place = recognized_texts.place_of(region)
        row = (document_hash, page, place, text.reader, recognized_texts.packed(text))
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO recognized_texts VALUES (?, ?, ?, ?, ?)", row)

    # Deleting -------------------------------------------------------------------------------------------------------

    def delete(self, question_id: str) -> None:
        """Take a question out of sight. `undo_delete` brings it back until the library is closed."""
        with self._writing() as db:
            db.execute("UPDATE questions SET deleted_at = ? WHERE id = ?", (time.time(), question_id))
            self._deleted.add(question_id)

    def undo_delete(self, question_id: str) -> bool:
        """Bring a deleted question back with its answer; False when it is gone for good."""
        with self._writing() as db:
            changed = db.execute("UPDATE questions SET deleted_at = NULL WHERE id = ?", (question_id,))
            self._deleted.discard(question_id)
            return changed.rowcount > 0

    def forget_document(self, document_hash: str) -> None:
        """Remove a document with its questions and texts for good, from the journal and the backups too."""
        with self._writing() as db:
            db.execute("DELETE FROM documents WHERE hash = ?", (document_hash,))
            db.execute("DELETE FROM recognized_texts WHERE document = ?", (document_hash,))
        self._wipe_journal()
        self._unlink(storage.backups(self._path))

    def forget_everything(self) -> None:
        """Remove all documents, questions, answers and texts for good, with backups and damaged files set aside."""
        with self._writing() as db:
            db.execute("DELETE FROM documents")
            db.execute("DELETE FROM recognized_texts")
        with self._write_lock, storage.translated(self._path):
            self._writer.execute("VACUUM")
        self._wipe_journal()
        self._unlink(storage.side_copies(self._path))

    # Inside ---------------------------------------------------------------------------------------------------------

    def _tidy_after_last_time(self) -> None:
        # Another window may be answering right now: its `finish` will overwrite "stopped".
        with self._writing() as db:
            db.execute("UPDATE questions SET outcome = ? WHERE outcome IS NULL", (Outcome.STOPPED.value,))
            db.execute("DELETE FROM questions WHERE deleted_at < ?", (time.time() - _UNDO_S,))

    def _answers(self, clause: str, values: Sequence[object]) -> list[AnswerRecord]:
        with self._read_lock, storage.translated(self._path):
            self._reader.execute("BEGIN")  # questions and their evidence of one moment
            try:
                found = self._reader.execute(f"{_SELECT_ANSWERS} WHERE {clause}", values).fetchall()
                return [rows.answer_record(row, self._evidence(row["id"])) for row in found]
            finally:
                self._reader.execute("COMMIT")

    def _evidence(self, question_id: str) -> list[Evidence]:
        found = self._reader.execute("SELECT * FROM evidence WHERE question = ? ORDER BY position", (question_id,))
        return [rows.evidence_of(row) for row in found]

    def _read(self, query: str, values: Sequence[object]) -> list[sqlite3.Row]:
        with self._read_lock, storage.translated(self._path):
            return self._reader.execute(query, values).fetchall()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction, on the disk when the block ends. Blocks inside a block belong to the outer one."""
        with self._write_lock, storage.translated(self._path):
            if self._writer.in_transaction:
                yield self._writer
            else:
                with transaction(self._writer):
                    yield self._writer

    def _wipe_journal(self) -> None:
        """What was deleted is overwritten in the file; this takes it out of the write-ahead log as well."""
        with self._write_lock, self._read_lock, storage.translated(self._path):
            self._writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _unlink(self, files: list[Path]) -> None:
        with storage.translated(self._path):
            for file in files:
                file.unlink(missing_ok=True)
