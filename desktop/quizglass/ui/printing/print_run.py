"""A print that is under way, seen from the window: how far it is, how it ended, and how to stop it."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled
from quizglass.ui.printing.print_job import PrintJob
from quizglass.ui.services import Services


class PrintRun(QObject):
    """Signals, all in the window's thread:
    progressed(int): pages done.
    finished(tuple[int, ...]): all is printed but for these pages, which could not be drawn.
    failed(AppError)
    stopped()
    """

    progressed = Signal(int)
    finished = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, services: Services, job: PrintJob, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.job = job
        self._services = services
        self._cancel = CancelToken()

    def start(self) -> None:
        services, cancel, job = self._services, self._cancel, self.job
        on_progress = services.relay.relayed(self._on_progress)

        def work() -> tuple[int, ...]:
            # Loaded here: the library for printers is needed by nothing else.
            from quizglass.ui.printing.printing import Printing

            return Printing(services.documents, job, on_progress, cancel).run()

        thread = ThreadPoolExecutor(1, thread_name_prefix="printing")
        future: Future[tuple[int, ...]] = thread.submit(work)
        thread.shutdown(wait=False)
        future.add_done_callback(self._on_thread_done)
        services.relay.deliver(future, self.finished.emit, self.failed.emit, self)

    def stop(self) -> None:
        """End soon; `stopped` tells when."""
        self._cancel.cancel()

    def _on_progress(self, done: int) -> None:
        if isValid(self):
            self.progressed.emit(done)

    def _on_thread_done(self, future: Future[tuple[int, ...]]) -> None:
        if isinstance(future.exception(), Cancelled):
            self._services.relay.post(self._on_stopped)

    def _on_stopped(self) -> None:
        # The dialog may be gone before the thread has seen that it is to stop.
        if isValid(self):
            self.stopped.emit()
