"""A limit on how long a block may take, kept by one thread for all blocks of its owner.

`threading.Timer` starts a thread for each: for a request of two milliseconds that is a tenth of it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf


class TimeLimit:
    """Calls ``act`` on its own thread when a block takes too long. One block at a time."""

    def __init__(self, act: Callable[[], None]) -> None:
        self._act = act
        self._changed = threading.Condition()
        self._ends_at: float | None = None
        self._passed = False
        self._wakes_at = inf
        self._is_closed = False
        self._thread: threading.Thread | None = None

    @property
    def passed(self) -> bool:
        """True when the last block took too long."""
        return self._passed

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """``act`` is called once when the block is not left in time."""
        self._begin(time.monotonic() + seconds)
        try:
            yield
        finally:
            with self._changed:
                self._ends_at = None

    def close(self) -> None:
        """Let the thread go."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()

    def _begin(self, ends_at: float) -> None:
        with self._changed:
            self._ends_at, self._passed = ends_at, False
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="time-limit", daemon=True)
                self._thread.start()
            elif ends_at < self._wakes_at:
                self._changed.notify()

    def _watch(self) -> None:
        """Sleep to the end of the block that is known; mostly it was left long ago and another has begun."""
        while self._waited():
            self._act()

    def _waited(self) -> bool:
        """True when a block took too long, False when there will be no more."""
        with self._changed:
            while not self._is_closed:
                left = None if self._ends_at is None else self._ends_at - time.monotonic()
                if left is not None and left <= 0:
                    self._ends_at, self._passed = None, True
                    return True
                self._wakes_at = inf if self._ends_at is None else self._ends_at
                self._changed.wait(left)
        return False
