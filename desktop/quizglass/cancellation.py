"""Stopping work that is under way, from another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from quizglass.errors import Cancelled


class CancelToken:
    """Set once, seen everywhere. Safe to use from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._watchers: list[Callable[[], None]] = []

    def cancel(self) -> None:
        with self._lock:
            self._event.set()
            watchers, self._watchers = self._watchers, []
        for watcher in watchers:
            watcher()

    @contextmanager
    def watched(self, on_cancel: Callable[[], None]) -> Iterator[None]:
        """Call ``on_cancel`` on the cancelling thread, or at once, when `cancel` comes before the block ends."""
        with self._lock:
            waits = not self._event.is_set()
            if waits:
                self._watchers.append(on_cancel)
        if not waits:
            on_cancel()
        try:
            yield
        finally:
            with self._lock:
                if on_cancel in self._watchers:
                    self._watchers.remove(on_cancel)

    @property
    def cancelled(self) -> bool:
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise `Cancelled` once `cancel` was called."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, timeout_s: float) -> bool:
        """Wait for `cancel`, at most ``timeout_s`` seconds; True when it came."""
        return self._event.wait(timeout_s)
