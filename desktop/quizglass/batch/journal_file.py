"""The one SQLite file of all runs: its tables, and a connection that loses nothing in a power cut."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from quizglass.errors import JournalUnavailable

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
# What a person corrects outlives the answer that it corrects: asked again, the page may say the same once more.
_SECOND_SCHEMA = """
ALTER TABLE runs ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN plan TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN tally TEXT NOT NULL DEFAULT '';
CREATE TABLE corrections (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, hash TEXT NOT NULL, page INTEGER NOT NULL,
    asked TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (run, hash, page, asked)) WITHOUT ROWID;
"""
_STEPS = (_SCHEMA, _SECOND_SCHEMA)
"""A step that was released never changes; new ones are appended."""
_BUSY_TIMEOUT_S = 5.0


def connect(path: Path) -> sqlite3.Connection:
    """A connection for any thread, one at a time; the file is made when there is none.

    Raises:
        JournalUnavailable: it cannot be read or written, or a newer program wrote it.
    """
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
        try:
            _prepare(db)
        except BaseException:
            db.close()
            raise
        return db


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise what SQLite and the disk have to say as `JournalUnavailable`."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise JournalUnavailable(name=path.name) from error


def _prepare(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")  # a power cut after a commit loses nothing
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")
    if _version(db) > len(_STEPS):
        raise sqlite3.DatabaseError("of a newer version")
    if _version(db) < len(_STEPS):
        _migrate(db)


def _migrate(db: sqlite3.Connection) -> None:
    with transaction(db):  # another process may be at it, too
        for number in range(_version(db), len(_STEPS)):
            for statement in filter(str.strip, _STEPS[number].split(";")):
                db.execute(statement)
        db.execute(f"PRAGMA user_version = {len(_STEPS)}")


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
