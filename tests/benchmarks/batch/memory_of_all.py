"""How much memory this process and its children have."""

from __future__ import annotations

import threading
from contextlib import suppress

import psutil

_MIB = 2**20
_EVERY_S = 0.5


def memory_mib() -> float:
    """Resident, of all of them together: what they share counts for each."""
    this = psutil.Process()
    total = 0
    for process in (this, *this.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            total += process.memory_info().rss
    return total / _MIB


class MostMemory:
    """``mib`` is the most that was seen between the beginning and the end of the ``with``."""

    def __init__(self) -> None:
        self.mib = 0.0
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> MostMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._end.wait(_EVERY_S):
            self.mib = max(self.mib, memory_mib())
