"""Work on models that takes minutes: each on a thread of its own, with progress, and stopped at any time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from quizglass.cancellation import CancelToken
from quizglass.errors import AppError
from quizglass.models.downloading.rate import DownloadProgress
from quizglass.ui.relay import Relay

T = TypeVar("T")
_BETWEEN_S = 0.1
"""Progress is told so often at most."""


@dataclass(slots=True)
class Job:
    """``kind`` says what is done: download, verify, import. ``progress`` is how far it is, in bytes or in thousandths.

    ``stopping`` is set once it was told to stop.
    """

    kind: str
    name: str
    progress: DownloadProgress = field(default_factory=lambda: DownloadProgress(0, 0))
    cancel: CancelToken = field(default_factory=CancelToken)
    stopping: bool = False


class Jobs(QObject):
    """One job for each model at a time. ``changed`` gives the model's id when its job began, went on or ended."""

    changed = Signal(str)

    def __init__(self, relay: Relay) -> None:
        super().__init__()
        self._relay = relay
        self._jobs: dict[str, Job] = {}
        self._threads: set[threading.Thread] = set()
        self._closed = False

    def of(self, model_id: str) -> Job | None:
        return self._jobs.get(model_id)

    def running(self, kind: str) -> dict[str, Job]:
        """What is done now of this kind, by the ids."""
        return {model_id: job for model_id, job in self._jobs.items() if job.kind == kind}

    def start(
        self,
        model_id: str,
        job: Job,
        work: Callable[[Callable[[DownloadProgress], None], CancelToken], T],
        on_result: Callable[[T], object],
        on_error: Callable[[AppError], object],
    ) -> None:
        """Begin ``work``; the outcome comes in the window's thread, after a stop none does."""
        if model_id in self._jobs or self._closed:
            return
        self._jobs[model_id] = job
        future: Future[T] = Future()
        future.add_done_callback(self._relay.relayed(lambda _: self._ended(model_id)))
        self._relay.deliver(
            future,
            lambda result: None if job.stopping else on_result(result),
            lambda error: None if job.stopping else on_error(error),
            self,
        )
        told = _Paced(self._relay.relayed(lambda progress: self._advance(model_id, job, progress)))

        def run() -> None:
            try:
                future.set_result(work(told, job.cancel))
            except BaseException as error:  # noqa: BLE001 - whoever waits hears of any end
                future.set_exception(error)
            self._threads.discard(thread)

        thread = threading.Thread(target=run, name=f"{job.kind} {model_id}")
        self._threads.add(thread)
        thread.start()
        self.changed.emit(model_id)

    def stop(self, model_id: str) -> None:
        job = self._jobs.get(model_id)
        if job is not None:
            job.stopping = True
            job.cancel.cancel()
            self.changed.emit(model_id)

    def close(self) -> None:
        """Stop everything and wait for that; what had come of a download is kept."""
        self._closed = True
        for job in self._jobs.values():
            job.cancel.cancel()
        for thread in list(self._threads):
            thread.join()

    def _advance(self, model_id: str, job: Job, progress: DownloadProgress) -> None:
        if self._jobs.get(model_id) is job:
            job.progress = progress
            self.changed.emit(model_id)

    def _ended(self, model_id: str) -> None:
        self._jobs.pop(model_id, None)
        self.changed.emit(model_id)


class _Paced:
    """Passes on what is told, not more often than anyone can see."""

    def __init__(self, tell: Callable[[DownloadProgress], None]) -> None:
        self._tell = tell
        self._next = 0.0

    def __call__(self, progress: DownloadProgress) -> None:
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _BETWEEN_S
            self._tell(progress)


def as_progress(tell: Callable[[DownloadProgress], None], total_bytes: int) -> Callable[[float], None]:
    """For work that tells its share of 0..1."""
    return lambda share: tell(DownloadProgress(round(share * total_bytes), total_bytes))
