"""The file that holds the open tabs: replaced whole, with a backup; what is broken is set aside and never lost."""

from __future__ import annotations

import contextlib
import json
import os
import time
from pathlib import Path

from quizglass.file_lock import FileLock
from quizglass.ui.restoring.kept_session import KeptSession, from_json, to_json

_MOST_BYTES = 16 * 2**20
_MOST_BROKEN = 3


class SessionFile:
    """One process at a time owns the session of a folder: a second window neither restores nor overwrites it."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "session.json"
        self.backup = folder / "session.backup.json"
        self._partial = folder / "session.json.partial"
        self._lock = FileLock(folder / "session.lock")

    def claim(self) -> bool:
        """Own the session until `release`; False where another process does, or nothing can be written."""
        return self._lock.acquire()

    def release(self) -> None:
        self._lock.release()

    def read(self) -> KeptSession | None:
        """The session, or the backup where it is broken or missing; None where neither can be used."""
        for file in (self.path, self.backup):
            try:
                return _read(file)
            except OSError:
                continue
            except (ValueError, RecursionError):
                self._set_aside(file)
        return None

    def write(self, session: KeptSession) -> None:
        """Put ``session`` in place of the old one, which becomes the backup.

        Raises:
            OSError: it cannot be written; the old one is as it was.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            # Names of files that are no text survive as escaped surrogates.
            _write_through(self._partial, json.dumps(to_json(session), ensure_ascii=True).encode("ascii"))
            with contextlib.suppress(FileNotFoundError):
                self.path.replace(self.backup)
            self._partial.replace(self.path)
        except BaseException:
            with contextlib.suppress(OSError):
                self._partial.unlink(missing_ok=True)
            raise
        _sync_folder(self.path.parent)

    def forget(self) -> None:
        """Leave nothing of any session.

        Raises:
            OSError: something cannot be deleted.
        """
        for file in (self.path, self.backup, self._partial, *self._broken()):
            file.unlink(missing_ok=True)

    def forget_backup(self) -> None:
        """Leave only the session as it is now.

        Raises:
            OSError: something cannot be deleted.
        """
        for file in (self.backup, *self._broken()):
            file.unlink(missing_ok=True)

    def _set_aside(self, file: Path) -> None:
        stamp = time.strftime("%Y%m%d-%H%M%S")
        # Where even that cannot be done, the next `write` makes the broken file the backup.
        with contextlib.suppress(OSError):
            file.replace(file.with_name(f"session.broken-{stamp}-{file.stem}.json"))
            for old in self._broken()[:-_MOST_BROKEN]:
                old.unlink()

    def _broken(self) -> list[Path]:
        return sorted(self.path.parent.glob("session.broken-*.json"))


def _read(file: Path) -> KeptSession:
    with file.open("rb") as source:
        content = source.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ValueError("too large to be a session")
    return from_json(json.loads(content))


def _write_through(file: Path, content: bytes) -> None:
    """Write so that a power cut right after it loses nothing."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the renaming last, where the system can."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
