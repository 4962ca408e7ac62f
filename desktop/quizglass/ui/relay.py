"""The one bridge from other threads into the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from quizglass.errors import AppError, Cancelled

T = TypeVar("T")
P = ParamSpec("P")


class Relay(QObject):
    """Runs calls in the window's thread, in the order in which they were posted. After `close`, nothing runs."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed = False
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Have ``call`` run soon in the window's thread. Safe from any thread."""
        if not self._closed:
            self._posted.emit(call)

    def relayed(self, callback: Callable[P, object]) -> Callable[P, None]:
        """``callback`` for use on another thread: calling it posts the call."""

        def post(*args: P.args, **kwargs: P.kwargs) -> None:
            self.post(lambda: _ignore_result(callback(*args, **kwargs)))

        return post

    def deliver(
        self,
        future: Future[T],
        on_result: Callable[[T], object],
        on_error: Callable[[AppError], object] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Give the outcome of ``future`` to one of the two, in the window's thread; a cancelled one to neither.

        Where ``owner`` is gone by then, nobody waits for it any more.
        What is not an `AppError` is a fault of the program: it reaches `sys.excepthook`.
        """

        def finish() -> None:
            if owner is not None and not isValid(owner):
                return
            try:
                result = future.result()
            except (CancelledError, Cancelled):
                return
            except AppError as error:
                if on_error is not None:
                    on_error(error)
                return
            on_result(result)

        future.add_done_callback(lambda _: self.post(finish))

    def close(self) -> None:
        self._closed = True

    def _run(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()


def _ignore_result(_: object) -> None:
    """A posted call gives nothing back."""
