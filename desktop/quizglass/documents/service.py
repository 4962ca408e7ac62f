"""Opens, renders and reads documents in worker processes. Importing this loads no PyMuPDF."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from typing import Any, Final

from quizglass.cancellation import CancelToken
from quizglass.documents.limits import MEMORY_BYTES, TIMEOUT_S
from quizglass.documents.request_queue import Job, RequestQueue
from quizglass.documents.requests import R, RenderPage, Request
from quizglass.documents.worker_thread import WorkerThread
from quizglass.errors import Cancelled

_CANCEL_POLL_S: Final = 0.05
_FIRST_PICTURE_S: Final = 1.0
"""How long the other workers leave the processor to the first one, so that the first page is soon on the screen."""


class DocumentService:
    """A small pool of worker processes. Safe to use from any thread.

    Futures give a request's result or raise an `AppError`; their callbacks run on threads of this service. Every
    request says all that a worker needs, so that whichever worker is free, or new, can answer it.
    """

    def __init__(self, *, workers: int = 2, timeout_s: float = TIMEOUT_S, memory_bytes: int = MEMORY_BYTES) -> None:
        self._timeout_s = timeout_s
        self._queue = RequestQueue(workers)
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

    def start(self) -> None:
        """Begin to start the first worker and return at once. The others start when there is work for them."""
        with self._starting:
            if self._started:
                return
            self._started = True
        for thread in self._threads:
            thread.start()

    def submit(self, request: Request[R], *, urgent: bool = True) -> Future[R]:
        """Queue ``request``: ahead of all others, or with ``urgent=False`` behind them.

        ``cancel()`` of the future drops a request that still waits.
        """
        future: Future[R] = Future()
        if not self._queue.put(Job(request, future, urgent)):
            future.set_exception(Cancelled())
            return future
        if not self._first_picture.is_set() and isinstance(request, RenderPage):
            future.add_done_callback(lambda _: self._first_picture.set())
        self.start()
        return future

    def call(self, request: Request[R], cancel: CancelToken | None = None, *, urgent: bool = True) -> R:
        """Do ``request`` and wait for it.

        Raises:
            AppError: why it cannot be done; `Cancelled` once ``cancel`` was set.
        """
        future = self.submit(request, urgent=urgent)
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
        for job in self._queue.close():
            job.future.cancel()
        self._first_picture.set()
        for thread in self._threads:
            thread.stop()

    def __enter__(self) -> DocumentService:
        self.start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def _wait_for_turn(self) -> bool:
        self._queue.wait_for_work()
        self._first_picture.wait(_FIRST_PICTURE_S)
        return self._queue.wait_until_crowded()
