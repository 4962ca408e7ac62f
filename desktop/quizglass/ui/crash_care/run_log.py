"""One log a run, held while the program runs: one that nobody holds was left behind by a crash. No Qt.

The log holds what `faulthandler` writes when native code crashes and where faults came from; nothing of a document.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from quizglass.file_lock import FileLock

_MOST_KEPT = 5
_MOST_SHOWN = 20_000
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Crash:
    """A run that did not end by itself. ``log`` is "" when it was ended from outside (killed, power cut).

    ``began`` is in seconds since 1970. ``again`` says that the run before it ended so too, shortly before.
    """

    began: float
    log: str
    again: bool = False


class RunLog:
    """The log of this run. Where the folder cannot be written, faults go to standard error as without it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / f"run-{time.strftime(_STAMP)}-{os.getpid()}.log"
        self._file: IO[str] | None = None
        self._lock = FileLock(self._path)

    def begin(self) -> Crash | None:
        """Log from now on; the run before, if that was a crash."""
        crash = self._find_crash()
        if self._lock.acquire():
            with contextlib.suppress(OSError):
                self._file = self._path.open("a", encoding="utf-8")
        if self._file is not None:
            faulthandler.enable(self._file)
        elif sys.stderr is not None:  # a Windows program without a console has none
            faulthandler.enable()
        return crash

    def note(self, trace: str) -> None:
        """Add where a fault came from."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                print(time.strftime("%H:%M:%S"), trace, sep="\n", file=self._file, flush=True)

    def close(self) -> None:
        """This run ends by itself."""
        faulthandler.disable()
        if self._file is not None:
            self._file.close()
            self._file = None
        self._lock.release()
        with contextlib.suppress(OSError):
            if self._path.stat().st_size:
                self._path.replace(self._folder / self._path.name.replace("run-", "faults-"))
                _keep_newest(self._folder, "faults-*.log")
            else:
                self._path.unlink()

    def _find_crash(self) -> Crash | None:
        """Take over the logs that nobody holds; the newest tells of the crash."""
        crash: Crash | None = None
        for path in sorted(self._folder.glob("run-*.log")):
            lock = FileLock(path)
            if not lock.acquire():
                continue
            lock.release()
            with contextlib.suppress(OSError):
                log = path.read_text(encoding="utf-8", errors="replace")[:_MOST_SHOWN]
                crash = Crash(_began(path), log, again=self._crashed_lately())
                path.replace(self._folder / path.name.replace("run-", "crash-"))
        _keep_newest(self._folder, "crash-*.log")
        return crash

    def _crashed_lately(self) -> bool:
        return any(time.time() - _began(path) < _LATELY_S for path in self._folder.glob("crash-*.log"))


_LATELY_S = 120.0


def _began(path: Path) -> float:
    with contextlib.suppress(ValueError, OverflowError):
        return time.mktime(time.strptime("-".join(path.stem.split("-")[1:3]), _STAMP))
    return 0.0


def _keep_newest(folder: Path, pattern: str) -> None:
    with contextlib.suppress(OSError):
        for old in sorted(folder.glob(pattern))[:-_MOST_KEPT]:
            old.unlink()
