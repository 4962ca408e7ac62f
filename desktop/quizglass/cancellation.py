"""Stopping work that is under way, from another thread."""

from __future__ import annotations

import threading

from quizglass.errors import Cancelled


class CancelToken:
    """Set once, seen everywhere. Safe to use from any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        self._event.set()

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
