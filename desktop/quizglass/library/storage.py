"""Opening the library's file so that nothing in it is lost: checks, settings of SQLite, backups, migrations."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from quizglass.errors import LibraryDamaged, LibraryTooNew, LibraryUnavailable
from quizglass.library.migrations import MIGRATIONS, Migration, applied, migrate
from quizglass.text.folding import fold

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_SIDE_FILES = ("", "-wal", "-shm")
_BUSY_TIMEOUT_S = 5.0


def open_file(path: Path, steps: tuple[Migration, ...] = MIGRATIONS) -> LibraryDamaged | None:
    """Make sure that ``path`` is a whole library of this version's schema.

    A damaged file is renamed and a new one begun; the error that says so is returned, because the program goes on.

    Raises:
        LibraryTooNew: a newer version of the program wrote the file. It is left alone.
        LibraryUnavailable: it cannot be read or written at all.
    """
    with translated(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        damage = None
        if not _is_whole(path):
            damage = LibraryDamaged(backup=str(_set_aside(path)))
        with contextlib.closing(connect(path)) as db:
            number = applied(db)
            if number > len(steps):
                raise LibraryTooNew(name=path.name)
            if 0 < number < len(steps):
                _back_up(db, path, number)
            migrate(db, steps)
        return damage


def connect(path: Path) -> sqlite3.Connection:
    """A connection in autocommit mode that any thread may use (one at a time)."""
    db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    try:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # a power cut after a commit loses nothing
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten in the file
        # SQLite itself ignores the case of Latin letters only.
        db.create_function("fold", 1, lambda text: fold(text or ""), deterministic=True)
    except BaseException:
        db.close()
        raise
    return db


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Errors of SQLite and of the file system become `LibraryUnavailable`."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise LibraryUnavailable(name=path.name) from error


def side_copies(path: Path) -> list[Path]:
    """Backups and damaged files that were set aside, with their journals. They hold what the library held."""
    return sorted(path.parent.glob(f"{path.stem}.*-*{path.suffix}*"))


def backups(path: Path) -> list[Path]:
    return sorted(path.parent.glob(f"{path.stem}.backup-*{path.suffix}*"))


def _is_whole(path: Path) -> bool:
    if not path.exists():
        return True
    try:
        with contextlib.closing(connect(path)) as db:
            return [row[0] for row in db.execute("PRAGMA quick_check(1)")] == ["ok"]
    except sqlite3.DatabaseError as error:
        # The low byte is the primary code. Locked, read-only or out of disk is not damage.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            return False
        raise


def _set_aside(path: Path) -> Path:
    """Rename the file and its journals; what they hold can still be recovered by other means."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    for side in _SIDE_FILES:
        journal = path.with_name(path.name + side)
        if journal.exists():
            journal.replace(aside.with_name(aside.name + side))
    return aside


def _back_up(db: sqlite3.Connection, path: Path, number: int) -> None:
    """Copy the whole file before its schema changes; only the newest copy is kept."""
    copy = path.with_name(f"{path.stem}.backup-{number:04d}{path.suffix}")
    partial = copy.with_name(copy.name + ".partial")
    with contextlib.closing(sqlite3.connect(partial)) as target:
        db.backup(target)
    partial.replace(copy)
    for old in backups(path):
        if old != copy:
            old.unlink()
