"""Small work that touches the disk, one thing at a time, away from the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from quizglass.errors import AppError
from quizglass.ui.relay import Relay

T = TypeVar("T")


class Background:
    """One thread for the library and the settings file; results come back through the relay."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="background")
        self._closed = False

    def run(
        self,
        work: Callable[[], T],
        on_result: Callable[[T], object] = lambda _: None,
        on_error: Callable[[AppError], object] | None = None,
    ) -> Future[T]:
        """Do ``work`` after all earlier work. The outcome is given to one of the two in the window's thread.

        After `close` nothing is done any more, and the future is cancelled.
        """
        if self._closed:
            never: Future[T] = Future()
            never.cancel()
            return never
        future = self._thread.submit(work)
        self._relay.deliver(future, on_result, on_error)
        return future

    def close(self) -> None:
        """Finish what was begun."""
        self._closed = True
        self._thread.shutdown(wait=True)
