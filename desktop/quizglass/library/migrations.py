"""The library's schema as numbered steps. A step that was released never changes; new ones are appended.

Every step runs in a transaction of its own and notes its number in ``migrations``.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import TypeAlias

Migration: TypeAlias = Callable[[sqlite3.Connection], None]


def m0001_documents_and_questions(db: sqlite3.Connection) -> None:
    # Paths are bytes: a file name need not be valid text.
    db.execute(
        """
        CREATE TABLE documents (
            hash TEXT PRIMARY KEY,
            path BLOB NOT NULL,
            name TEXT NOT NULL,
            page_count INTEGER NOT NULL,
            first_opened REAL NOT NULL,
            last_opened REAL NOT NULL,
            recent INTEGER NOT NULL DEFAULT 1,
            view_state TEXT
        ) STRICT
        """
    )
    # outcome is NULL while the answer runs. pages, region and earlier are JSON.
    db.execute(
        """
        CREATE TABLE questions (
            id TEXT PRIMARY KEY,
            document TEXT NOT NULL REFERENCES documents (hash) ON DELETE CASCADE,
            asked_at REAL NOT NULL,
            text TEXT NOT NULL,
            pages TEXT NOT NULL,
            region TEXT,
            model TEXT NOT NULL,
            language TEXT NOT NULL,
            earlier TEXT NOT NULL,
            answer TEXT,
            outcome TEXT,
            answer_page INTEGER,
            answered_by TEXT NOT NULL DEFAULT '',
            confidence REAL,
            error TEXT,
            seconds_open REAL NOT NULL DEFAULT 0,
            seconds_first_text REAL NOT NULL DEFAULT 0,
            seconds_total REAL NOT NULL DEFAULT 0,
            deleted_at REAL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX questions_by_document ON questions (document, asked_at)")
    db.execute(
        """
        CREATE TABLE evidence (
            question TEXT NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            page INTEGER NOT NULL,
            boxes TEXT NOT NULL,
            text TEXT NOT NULL,
            source TEXT NOT NULL,
            PRIMARY KEY (question, position)
        ) STRICT, WITHOUT ROWID
        """
    )


def m0002_recognized_texts(db: sqlite3.Connection) -> None:
    # Pages may be read of a document that was never asked: there need be no row of it. region is "" for the whole page,
    # else JSON; content is what `recognized_texts.packed` makes.
    db.execute(
        """
        CREATE TABLE recognized_texts (
            document TEXT NOT NULL,
            page INTEGER NOT NULL,
            region TEXT NOT NULL,
            reader TEXT NOT NULL,
            content BLOB NOT NULL,
            PRIMARY KEY (document, page, region)
        ) STRICT
        """
    )


def m0003_regions(db: sqlite3.Connection) -> None:
    # Where a region goes on over page borders: JSON, one rectangle for each of the question's pages after the first.
    db.execute("ALTER TABLE questions ADD COLUMN continued TEXT NOT NULL DEFAULT '[]'")
    # The regions that were left on a document. parts is JSON: [page, x0, y0, x1, y1] page by page.
    db.execute(
        """
        CREATE TABLE regions (
            document TEXT NOT NULL REFERENCES documents (hash) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            name TEXT NOT NULL,
            parts TEXT NOT NULL,
            active INTEGER NOT NULL,
            PRIMARY KEY (document, number)
        ) STRICT, WITHOUT ROWID
        """
    )


def m0004_pictures_seen(db: sqlite3.Connection) -> None:
    # JSON: width and height in pixels of the picture that an engine was shown; NULL where it read words.
    db.execute("ALTER TABLE questions ADD COLUMN seen TEXT")


MIGRATIONS: tuple[Migration, ...] = (
    m0001_documents_and_questions,
    m0002_recognized_texts,
    m0003_regions,
    m0004_pictures_seen,
)


@contextlib.contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; on the disk when the block ends. ``db`` must be in autocommit mode."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # SQLite rolls back by itself when the disk is full
            db.execute("ROLLBACK")
        raise


def applied(db: sqlite3.Connection) -> int:
    """The number of the newest step in ``db``, 0 for a new file."""
    known = db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'").fetchone()
    if known is None:
        return 0
    newest = db.execute("SELECT max(number) FROM migrations").fetchone()[0]
    return int(newest or 0)


def migrate(db: sqlite3.Connection, steps: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Apply the steps that ``db`` lacks. ``db`` must be in autocommit mode."""
    for number, step in enumerate(steps, start=1):
        # The transaction waits for another process that migrates the same file; then nothing is left to do here.
        with transaction(db):
            if applied(db) < number:
                db.execute(
                    "CREATE TABLE IF NOT EXISTS migrations"
                    " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at REAL NOT NULL) STRICT"
                )
                step(db)
                db.execute("INSERT INTO migrations VALUES (?, ?, ?)", (number, step.__name__, time.time()))
