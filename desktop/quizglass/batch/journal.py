"""What a run has done so far, on disk before it goes on: after a power cut nothing is asked twice and nothing is lost.

One SQLite file for all runs. A run is known by the file that its answers are for; an answer by the content of the
document, its page and what was asked, so that a document may be moved or renamed meanwhile.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from quizglass.batch.plan import Plan
from quizglass.batch.row import Row, Status
from quizglass.errors import JournalUnavailable
from quizglass.geometry import PageRect

_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (id INTEGER PRIMARY KEY, target TEXT NOT NULL, begun REAL NOT NULL, ended REAL);
CREATE TABLE IF NOT EXISTS files (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, path TEXT NOT NULL, hash TEXT, pages INTEGER NOT NULL,
    error TEXT NOT NULL, PRIMARY KEY (run, path)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS answers (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, hash TEXT NOT NULL, page INTEGER NOT NULL,
    asked TEXT NOT NULL, status TEXT NOT NULL, answer TEXT NOT NULL, evidence_text TEXT NOT NULL,
    evidence_boxes TEXT NOT NULL, model TEXT NOT NULL, confidence REAL, seconds REAL NOT NULL, error TEXT NOT NULL,
    PRIMARY KEY (run, hash, page, asked)) WITHOUT ROWID;
"""
_BUSY_TIMEOUT_S = 5.0
_VERSION = 1


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file that was opened: its content and how many pages it has; or why it could not be."""

    hash: str | None
    pages: int
    error: str = ""


class Journal:
    """One run's part of the file. Any thread may use it, one at a time. Every method raises `JournalUnavailable` when
    the file cannot be read or written.
    """

    def __init__(self, path: Path, db: sqlite3.Connection, run: int) -> None:
        self._path, self._db, self._run = path, db, run

    @classmethod
    def open(cls, path: Path, target: str, *, resume: bool) -> Self:
        """The journal of the run for ``target``: the one that was begun with ``resume``, else a new one.

        An answer that failed or was cancelled is forgotten: it is asked again.
        """
        with _translated(path):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
            try:
                _prepare(db)
                run = _begin(db, target, resume=resume)
            except BaseException:
                db.close()
                raise
        return cls(path, db, run)

    @staticmethod
    def has_unfinished(path: Path, target: str) -> bool:
        """Whether a run for ``target`` was begun and has not come to its end."""
        if not path.is_file():
            return False
        with _translated(path), contextlib.closing(sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S)) as db:
            _prepare(db)
            found = db.execute("SELECT 1 FROM runs WHERE target = ? AND ended IS NULL", (target,)).fetchone()
        return found is not None

    def close(self) -> None:
        with _translated(self._path):
            self._db.close()

    def end(self) -> None:
        """Note that the run is at its end."""
        self._write("UPDATE runs SET ended = ? WHERE id = ?", (time.time(), self._run))

    def know_file(self, path: str, known: KnownFile) -> None:
        self._write(
            "INSERT OR REPLACE INTO files (run, path, hash, pages, error) VALUES (?, ?, ?, ?, ?)",
            (self._run, path, known.hash, known.pages, known.error),
        )

    def answered(self, document: str, page: int) -> set[str]:
        """The keys of what was answered on the page, which counts from 0."""
        with _translated(self._path):
            rows = self._db.execute(
                "SELECT asked FROM answers WHERE run = ? AND hash = ? AND page = ?", (self._run, document, page)
            )
            return {str(asked) for (asked,) in rows}

    def record(self, document: str, asked: str, row: Row) -> None:
        """Keep ``row``: it is on disk when this returns."""
        boxes = json.dumps([box.as_tuple() for box in row.evidence_boxes])
        self._write(
            "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(self._run, document, row.page - 1, asked, row.status.value, row.answer, row.evidence_text, boxes),
                *(row.model, row.confidence, row.seconds, row.error),
            ),
        )

    def rows(self, plan: Plan) -> Iterator[Row]:
        """Every row that ``plan`` asks for, in its order; one that is not answered yet is queued."""
        for path in plan.files:
            known = self._file(path)
            if known is None:
                continue
            if known.error:
                for question in plan.questions:
                    yield Row(path, 0, plan.region, question, "", Status.FAILED, model=plan.model, error=known.error)
                continue
            for page in plan.pages_of(known.pages):
                for question in plan.questions:
                    yield self._row(plan, path, known, page, question)

    def _file(self, path: str) -> KnownFile | None:
        with _translated(self._path):
            found = self._db.execute(
                "SELECT hash, pages, error FROM files WHERE run = ? AND path = ?", (self._run, path)
            ).fetchone()
        return KnownFile(*found) if found else None

    def _row(self, plan: Plan, path: str, known: KnownFile, page: int, question: str) -> Row:
        with _translated(self._path):
            found = self._db.execute(
                "SELECT status, answer, evidence_text, evidence_boxes, model, confidence, seconds, error FROM answers"
                " WHERE run = ? AND hash = ? AND page = ? AND asked = ?",
                (self._run, known.hash, page, plan.key(question)),
            ).fetchone()
        if found is None:
            return Row(path, page + 1, plan.region, question, "", Status.QUEUED, model=plan.model)
        status, answer, text, boxes, model, confidence, seconds, error = found
        places = tuple(PageRect(*box) for box in json.loads(boxes))
        return Row(
            path,
            page + 1,
            plan.region,
            question,
            answer,
            Status(status),
            text,
            places,
            model,
            confidence,
            seconds,
            error,
        )

    def _write(self, sql: str, values: tuple[object, ...]) -> None:
        with _translated(self._path):
            self._db.execute(sql, values)


def _prepare(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")  # a power cut after a commit loses nothing
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")
    if db.execute("PRAGMA user_version").fetchone()[0] > _VERSION:
        raise sqlite3.DatabaseError("of a newer version")
    db.executescript(_SCHEMA)
    db.execute(f"PRAGMA user_version = {_VERSION}")


def _begin(db: sqlite3.Connection, target: str, *, resume: bool) -> int:
    if resume:
        found = db.execute("SELECT id FROM runs WHERE target = ? ORDER BY id DESC LIMIT 1", (target,)).fetchone()
        if found:
            again = (Status.FAILED.value, Status.CANCELLED.value)
            db.execute("DELETE FROM answers WHERE run = ? AND status IN (?, ?)", (found[0], *again))
            db.execute("UPDATE runs SET ended = NULL WHERE id = ?", found)
            return int(found[0])
    db.execute("DELETE FROM runs WHERE target = ?", (target,))
    made = db.execute("INSERT INTO runs (target, begun) VALUES (?, ?)", (target, time.time()))
    assert made.lastrowid is not None
    return made.lastrowid


@contextlib.contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise JournalUnavailable(name=path.name) from error
