"""Opens, renders and reads documents in worker processes. Importing this loads no PyMuPDF."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from typing import Any, Final

from quizglass.cancellation import CancelToken
from quizglass.documents.limits import (
    MEMORY_BYTES,
    READING_IDLE_S,
    READING_MEMORY_BYTES,
    READING_TIMEOUT_S,
    TIMEOUT_S,
)
from quizglass.documents.request_queue import Job, RequestQueue
from quizglass.documents.requests import AnnotatePdf, JoinPdfs, MakeSearchable, R, RecognizePage, RenderPage, Request
from quizglass.documents.worker_thread import WorkerThread
from quizglass.errors import Cancelled

_CANCEL_POLL_S: Final = 0.05
_FIRST_PICTURE_S: Final = 1.0
"""How long the other workers leave the processor to the first one, so that the first page is soon on the screen."""


class DocumentService:
    """A small pool of worker processes. Safe to use from any thread.

    Futures give a request's result or raise an `AppError`; their callbacks run on threads of this service. Every
    request says all that a worker needs, so that whichever worker is free, or new, can answer it.

    What takes seconds (reading the picture of a page) has a worker of its own, which starts when it is first needed:
    showing pages never waits for it.
    """

    def __init__(
        self,
        *,
        workers: int = 2,
        timeout_s: float = TIMEOUT_S,
        memory_bytes: int = MEMORY_BYTES,
        reading_timeout_s: float = READING_TIMEOUT_S,
        reading_idle_s: float = READING_IDLE_S,
    ) -> None:
        self._timeout_s = timeout_s
        self._queue = RequestQueue(workers)
        self._reading = RequestQueue(1)
        self._first_picture = threading.Event()
        self._threads = [
            WorkerThread(
                rank,
                self._queue,
                timeout_s=timeout_s,
                memory_bytes=memory_bytes,
                wait_for_turn=self._wait_for_turn if rank else lambda: True,
            )
            for rank in range(workers)
        ]
        self._reader = WorkerThread(
            0,
            self._reading,
            timeout_s=max(timeout_s, reading_timeout_s),
            memory_bytes=max(memory_bytes, READING_MEMORY_BYTES),
            wait_for_turn=self._wait_for_reading,
            idle_s=reading_idle_s,
        )
        self._starting = threading.Lock()
        self._started = False

    @property
    def timeout_s(self) -> float:
        """Seconds after which a request is given up and its worker killed."""
        return self._timeout_s

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The worker processes that run at this moment."""
        return tuple(pid for thread in self._threads if (pid := thread.process_id) is not None)

    @property
    def reader_process_id(self) -> int | None:
        """The process that reads pictures, while it runs."""
        return self._reader.process_id

    def start(self) -> None:
        """Begin to start the first worker and return at once. The others start when there is work for them."""
        with self._starting:
            if self._started:
                return
            self._started = True
        for thread in (*self._threads, self._reader):
            thread.start()

    def submit(
        self,
        request: Request[R],
        *,
        urgent: bool = True,
        on_progress: Callable[[float], None] | None = None,
        cancel: CancelToken | None = None,
    ) -> Future[R]:
        """Queue ``request``: ahead of all others, or with ``urgent=False`` behind them.

        ``cancel()`` of the future drops a request that still waits; requests that take long tell ``on_progress`` 0..1
        on a thread of this service, and the token ``cancel`` ends them even while the worker is at it.
        """
        future: Future[R] = Future()
        takes_long = isinstance(request, RecognizePage | MakeSearchable | AnnotatePdf | JoinPdfs)
        queue = self._reading if takes_long else self._queue
        if not queue.put(Job(request, future, urgent, on_progress, cancel if takes_long else None)):
            future.set_exception(Cancelled())
            return future
        if not self._first_picture.is_set() and isinstance(request, RenderPage):
            future.add_done_callback(lambda _: self._first_picture.set())
        self.start()
        return future

    def call(
        self,
        request: Request[R],
        cancel: CancelToken | None = None,
        *,
        urgent: bool = True,
        on_progress: Callable[[float], None] | None = None,
    ) -> R:
        """Do ``request`` and wait for it.

        Raises:
            AppError: why it cannot be done; `Cancelled` once ``cancel`` was set.
        """
        future = self.submit(request, urgent=urgent, on_progress=on_progress, cancel=cancel)
        try:
            while cancel is not None:
                with suppress(TimeoutError):
                    return future.result(timeout=_CANCEL_POLL_S)
                if cancel.cancelled:
                    future.cancel()
                    raise Cancelled
            return future.result()
        except CancelledError:
            # The service was closed while this waited.
            raise Cancelled from None

    def close(self) -> None:
        """Drop what waits and end the workers, whatever they do. May be called twice."""
        for job in (*self._queue.close(), *self._reading.close()):
            job.future.cancel()
        self._first_picture.set()
        for thread in (*self._threads, self._reader):
            thread.stop()

    def __enter__(self) -> DocumentService:
        self.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _wait_for_reading(self) -> bool:
        self._reading.wait_for_work()
        return True

    def _wait_for_turn(self) -> bool:
        self._queue.wait_for_work()
        self._first_picture.wait(_FIRST_PICTURE_S)
        return self._queue.wait_until_crowded()
