"""What a run has done so far, on disk before it goes on: after a power cut nothing is asked twice and nothing is lost.

A run is known by what its answers are for (a file, a window's list); an answer by the content of the document, its page
and what was asked, so that a document may be moved or renamed meanwhile.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from quizglass.batch import plan as plans
from quizglass.batch.journal_file import connect, transaction, translated
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.row import Row, Status
from quizglass.errors import RunInProgress
from quizglass.file_lock import FileLock
from quizglass.geometry import PageRect

_ANSWER = (
    "SELECT status, answer, evidence_text, evidence_boxes, model, confidence, seconds, error FROM answers"
    " WHERE run = ? AND hash = ? AND page = ? AND asked = ?"
)


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that was opened: its content and how many pages it has. Without ``hash`` it never could be.

    ``error`` says why, or why it cannot be any more, or why there is nothing to ask of it.
    """

    hash: str | None
    pages: int
    error: str = ""


class Journal:
    """One run's part of the file. Any thread may use it, one at a time. Every method raises `JournalUnavailable` when
    the file cannot be read or written.
    """

    def __init__(self, path: Path, run: int, db: sqlite3.Connection, lock: FileLock | None = None) -> None:
        self._path, self.run, self._db, self._lock = path, run, db, lock

    @classmethod
    def open(cls, path: Path, target: str, *, resume: bool, plan: Plan | None = None, name: str = "") -> Self:
        """The journal of the run for ``target``: the one that was begun with ``resume``, else a new one.

        An answer that failed or was cancelled is forgotten: it is asked again. The run is this process's until
        `close`.

        Raises:
            RunInProgress: another process works on it.
        """
        lock = FileLock(path.parent / "runs" / f"{hashlib.sha256(target.encode()).hexdigest()[:32]}.lock")
        db = connect(path)
        try:
            if not lock.acquire():
                raise RunInProgress(name=name or Path(target).name)
            with translated(path), transaction(db):
                run = _begin(db, target, resume=resume, plan=plan, name=name)
        except BaseException:
            db.close()
            lock.release()
            raise
        return cls(path, run, db, lock)

    @classmethod
    def of_run(cls, path: Path, run: int) -> Self:
        """The journal of a run that was begun, to read from and to correct, whoever works on it."""
        return cls(path, run, connect(path))

    @staticmethod
    def has_unfinished(path: Path, target: str) -> bool:
        """Whether a run for ``target`` was begun and has not come to its end."""
        if not path.is_file():
            return False
        with contextlib.closing(connect(path)) as db, translated(path):
            found = db.execute("SELECT 1 FROM runs WHERE target = ? AND ended IS NULL", (target,)).fetchone()
        return found is not None

    def close(self) -> None:
        try:
            with translated(self._path):
                self._db.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def end(self) -> None:
        """Note that the run is at its end."""
        self._write("UPDATE runs SET ended = ? WHERE id = ?", (time.time(), self.run))

    def know_file(self, path: str, known: KnownFile) -> bool:
        """Keep what is known of a file; whether nothing was."""
        is_new = self.known_file(path) is None
        self._write(
            "INSERT OR REPLACE INTO files (run, path, hash, pages, error) VALUES (?, ?, ?, ?, ?)",
            (self.run, _stored(path), known.hash, known.pages, known.error),
        )
        return is_new

    def answered(self, document: str, page: int) -> dict[str, Status]:
        """The keys of what was answered on the page, which counts from 0, and how."""
        with translated(self._path):
            rows = self._db.execute(
                "SELECT asked, status FROM answers WHERE run = ? AND hash = ? AND page = ?", (self.run, document, page)
            )
            return {str(asked): Status(status) for asked, status in rows}

    def record(self, document: str, asked: str, row: Row) -> None:
        """Keep ``row``: it is on disk when this returns."""
        boxes = json.dumps([box.as_tuple() for box in row.evidence_boxes])
        self._write(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self.run, document, row.page - 1, asked, row.status.value, row.answer, row.evidence_text, boxes),
                *(row.model, row.confidence, row.seconds, row.error),
            ),
        )

    def correct(self, plan: Plan, row: Row, text: str | None) -> bool:
        """Keep ``text`` in the place of the row's answer; None takes it back. False: its file is not known."""
        known = self.known_file(row.file)
        if known is None or known.hash is None:
            return False
        place = (self.run, known.hash, row.page - 1, plan.key(PlannedQuestion(row.question, row.region)))
        if text is None:
            self._write("DELETE FROM corrections WHERE run = ? AND hash = ? AND page = ? AND asked = ?", place)
        else:
            self._write("INSERT OR REPLACE INTO corrections VALUES (?, ?, ?, ?, ?)", (*place, text))
        return True

    def forget_failed(self) -> None:
        """Have what failed or was cancelled asked again."""
        with translated(self._path):
            _forget_failed(self._db, self.run)

    def rows(self, plan: Plan) -> Iterator[Row]:
        """Every row that ``plan`` asks for, in its order; one that is not answered yet is queued."""
        for path in plan.files:
            known = self.known_file(path)
            if known is None:
                continue
            pages = plan.pages_of(known.pages)
            if not pages:
                yield from _of_whole_file(plan, path, known)
            for page in pages:
                for asked in plan.questions:
                    row = self._row(plan, path, known, page, asked)
                    is_lost = known.error and row.status is Status.QUEUED
                    yield replace(row, status=Status.FAILED, error=known.error) if is_lost else row

    def known_file(self, path: str) -> KnownFile | None:
        with translated(self._path):
            found = self._db.execute(
                "SELECT hash, pages, error FROM files WHERE run = ? AND path = ?", (self.run, _stored(path))
            ).fetchone()
        return KnownFile(*found) if found else None

    def _row(self, plan: Plan, path: str, known: KnownFile, page: int, asked: PlannedQuestion) -> Row:
        place = (self.run, known.hash, page, plan.key(asked))
        with translated(self._path):
            found = self._db.execute(_ANSWER, place).fetchone()
            corrected = self._db.execute(
                "SELECT text FROM corrections WHERE run = ? AND hash = ? AND page = ? AND asked = ?", place
            ).fetchone()
        correction = str(corrected[0]) if corrected else None
        if found is None:
            row = Row(path, page + 1, asked.region, asked.text, "", Status.QUEUED, model=plan.model)
        else:
            status, answer, text, boxes, *rest = found
            places = tuple(PageRect(*box) for box in json.loads(boxes))
            row = Row(path, page + 1, asked.region, asked.text, answer, Status(status), text, places, *rest)
        return row if correction is None else replace(row, correction=correction)

    def _write(self, sql: str, values: tuple[object, ...]) -> None:
        with translated(self._path):
            self._db.execute(sql, values)


def _of_whole_file(plan: Plan, path: str, known: KnownFile) -> Iterator[Row]:
    """Of one that could not be opened, or of which nothing was chosen."""
    status = Status.FAILED if known.hash is None else Status.NOT_FOUND
    for asked in plan.questions:
        yield Row(path, 0, asked.region, asked.text, "", status, model=plan.model, error=known.error)


def _begin(db: sqlite3.Connection, target: str, *, resume: bool, plan: Plan | None, name: str) -> int:
    written = json.dumps(plans.to_json(plan)) if plan is not None else ""
    if resume:
        found = db.execute("SELECT id FROM runs WHERE target = ? ORDER BY id DESC LIMIT 1", (target,)).fetchone()
        if found:
            _forget_failed(db, found[0])
            db.execute("UPDATE runs SET ended = NULL, plan = ? WHERE id = ?", (written, found[0]))
            return int(found[0])
    db.execute("DELETE FROM runs WHERE target = ?", (target,))
    made = db.execute(
        "INSERT INTO runs (target, begun, name, plan) VALUES (?, ?, ?, ?)", (target, time.time(), name, written)
    )
    assert made.lastrowid is not None
    return made.lastrowid


def _forget_failed(db: sqlite3.Connection, run: int) -> None:
    again = (Status.FAILED.value, Status.CANCELLED.value)
    db.execute("DELETE FROM answers WHERE run = ? AND status IN (?, ?)", (run, *again))


def _stored(path: str) -> str | bytes:
    """SQLite takes text that can be encoded; a name with other bytes is kept as those."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return path.encode(errors="surrogateescape")
    return path
