"""The thread that feeds one worker process, and puts a new one in its place when it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from quizglass.documents.request_queue import Job, RequestQueue
from quizglass.documents.requests import PageRequest
from quizglass.documents.worker_process import WorkerGone, WorkerHung, WorkerProcess
from quizglass.errors import AppError, Cancelled, PageTimeout, WorkerDied


class WorkerThread:
    """Takes jobs of rank ``rank`` from ``queue`` until that is closed.

    ``wait_for_turn`` blocks until this worker is wanted; False means that it never will be. A request during which
    the process dies or hangs fails, and no other; a process that died while idle is replaced unseen. After
    ``idle_s`` seconds without work the process ends, to give its memory back, and a new one starts with the next job.
    """

    def __init__(
        self,
        rank: int,
        queue: RequestQueue,
        *,
        timeout_s: float,
        memory_bytes: int,
        wait_for_turn: Callable[[], bool],
        idle_s: float | None = None,
    ) -> None:
        self._rank = rank
        self._queue = queue
        self._timeout_s = timeout_s
        self._memory_bytes = memory_bytes
        self._wait_for_turn = wait_for_turn
        self._idle_s = idle_s
        self._process: WorkerProcess | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=f"document-worker-{rank}", daemon=True)

    @property
    def process_id(self) -> int | None:
        process = self._process
        return process.pid if process is not None and process.alive else None

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the process, whatever it does, and then the thread. The queue must have been closed."""
        self._stopping = True
        process = self._process
        if process is not None:
            process.kill()
        if self._thread.ident is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=5)

    def _run(self) -> None:
        if not self._wait_for_turn():
            return
        self._get_ready()
        while (job := self._next_job()) is not None:
            try:
                self._do(job)
            finally:
                self._queue.done(job)
        if self._process is not None:
            self._process.close()

    def _next_job(self) -> Job | None:
        """None when the queue is closed."""
        job = self._queue.take(self._rank, self._idle_s)
        if job is None and not self._queue.closed:
            self._bury()
            job = self._queue.take(self._rank)
        return job

    def _get_ready(self) -> None:
        """Start a process ahead of the next job. One that cannot start is told of when there is a job to fail."""
        try:
            self._living_process().wait_until_ready()
        except (WorkerGone, OSError):
            self._bury()

    def _do(self, job: Job) -> None:
        if _is_cancelled(job):
            job.future.set_exception(Cancelled())
            return
        try:
            process = self._living_process()
            with _killed_on_cancel(process, job):
                result = process.ask(job.request, job.on_progress)
        except AppError as error:
            job.future.set_exception(error)
        except (WorkerGone, OSError) as error:
            self._bury()
            job.future.set_exception(self._explained(job, error))
            if not self._stopping:
                self._get_ready()
        else:
            job.future.set_result(result)

    def _explained(self, job: Job, error: Exception) -> AppError:
        if self._stopping or _is_cancelled(job):
            return Cancelled()
        params: dict[str, object] = {"name": Path(job.request.source.path).name}
        if isinstance(job.request, PageRequest):
            params["page"] = job.request.page + 1
        if isinstance(error, WorkerHung):
            return PageTimeout(**params, seconds=f"{self._timeout_s:g}")
        return WorkerDied(**params)

    def _living_process(self) -> WorkerProcess:
        if self._process is not None and not self._process.alive:
            self._bury()
        if self._process is None:
            self._process = WorkerProcess(timeout_s=self._timeout_s, memory_bytes=self._memory_bytes)
            if self._stopping:
                self._process.kill()
        return self._process

    def _bury(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.close()


def _is_cancelled(job: Job) -> bool:
    return job.cancel is not None and job.cancel.cancelled


def _killed_on_cancel(process: WorkerProcess, job: Job) -> AbstractContextManager[None]:
    return nullcontext() if job.cancel is None else job.cancel.watched(process.kill)
