"""The parent's side of the document workers: a small pool of child processes, newest request first.

Every request is self-contained. A child that hangs is killed, one that dies is replaced; either costs the request it
was at, and nothing else. Importing this loads no PyMuPDF.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

from quizglass.cancellation import CancelToken
from quizglass.documents import wire
from quizglass.documents.limits import TIMEOUT_S
from quizglass.documents.requests import R, Request
from quizglass.errors import Cancelled, PageTimeout, WorkerDied

_CANCEL_POLL_S = 0.05


class DocumentService:
    """Opens, renders and reads documents in worker processes. Safe to use from any thread.

    Futures give the request's result or raise an `AppError`; their callbacks run on a thread of this service.
    """

    def __init__(self, *, workers: int = 2, timeout_s: float = TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._waiting = threading.Condition()
        self._urgent: deque[tuple[Request[Any], Future[Any]]] = deque()
        self._background: deque[tuple[Request[Any], Future[Any]]] = deque()
        self._workers = [_Worker(self, number) for number in range(workers)]
        self._closed = False

    @property
    def timeout_s(self) -> float:
        return self._timeout_s

    def start(self) -> None:
        """Begin to start the first worker; returns at once. The others start when there is work for them."""
        self._workers[0].start()

    def submit(self, request: Request[R], *, urgent: bool = True) -> Future[R]:
        """Queue ``request``. Urgent requests go first, the newest of them before older ones."""
        future: Future[R] = Future()
        with self._waiting:
            if self._closed:
                future.set_exception(Cancelled())
                return future
            (self._urgent if urgent else self._background).append((request, future))
            self._waiting.notify()
        self._wake()
        return future

    def call(self, request: Request[R], cancel: CancelToken | None = None, *, urgent: bool = True) -> R:
        """Do ``request`` and wait for it.

        Raises:
            AppError: what went wrong, or `Cancelled`.
        """
        future = self.submit(request, urgent=urgent)
        while cancel is not None:
            with suppress(TimeoutError):
                return future.result(timeout=_CANCEL_POLL_S)
            if cancel.cancelled:
                future.cancel()
                raise Cancelled
        return future.result()

    def close(self) -> None:
        """Drop what waits, end the workers. Can be called twice."""
        with self._waiting:
            self._closed = True
            dropped = [*self._urgent, *self._background]
            self._urgent.clear()
            self._background.clear()
            self._waiting.notify_all()
        for _, future in dropped:
            future.cancel()
        for worker in self._workers:
            worker.stop()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The children that run at this moment."""
        return tuple(pid for worker in self._workers if (pid := worker.process_id) is not None)

    def _wake(self) -> None:
        """Start one more worker when every running one is busy."""
        for worker in self._workers:
            if not worker.started:
                if all(other.busy for other in self._workers if other.started):
                    worker.start()
                return

    def next_request(self) -> tuple[Request[Any], Future[Any]] | None:
        """Wait for work; None when the service closes. Called by the workers' threads."""
        with self._waiting:
            while True:
                if self._closed:
                    return None
                if self._urgent:
                    return self._urgent.pop()
                if self._background:
                    return self._background.popleft()
                self._waiting.wait()


class _Worker:
    """One child process and the thread that feeds it."""

    def __init__(self, service: DocumentService, number: int) -> None:
        self._service = service
        self._name = f"document-worker-{number}"
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count()
        self.busy = False

    @property
    def started(self) -> bool:
        return self._thread is not None

    @property
    def process_id(self) -> int | None:
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def start(self) -> None:
        if self._thread is None:
            self._process = _spawn()
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout=5)
        self._forget_process()

    def _run(self) -> None:
        while (work := self._service.next_request()) is not None:
            request, future = work
            if not future.set_running_or_notify_cancel():
                continue
            self.busy = True
            try:
                self._do(request, future)
            finally:
                self.busy = False

    def _do(self, request: Request[Any], future: Future[Any]) -> None:
        if self._process is None or self._process.poll() is not None:
            self._forget_process()
            self._process = _spawn()
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        expired = threading.Event()

        def expire() -> None:
            expired.set()
            process.kill()

        timer = threading.Timer(self._service.timeout_s, expire)
        timer.daemon = True
        timer.start()
        try:
            number = next(self._numbers)
            wire.send(process.stdin, (number, request))
            replied, good, value = wire.receive(process.stdout)
            if replied != number:
                raise wire.WireError("an answer to another request")
        except wire.WireError:
            process.kill()
            self._forget_process()
            name = Path(request.source.path).name
            timeout = PageTimeout(name=name, seconds=f"{self._service.timeout_s:g}")
            future.set_exception(timeout if expired.is_set() else WorkerDied(name=name))
        else:
            future.set_result(value) if good else future.set_exception(value)
        finally:
            timer.cancel()

    def _forget_process(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):
                    if stream is not None:
                        stream.close()
            process.wait()


def _spawn() -> subprocess.Popen[bytes]:
    environment = dict(os.environ, PYTHONIOENCODING="utf-8")
    command = [sys.executable, "-m", "quizglass.documents.worker"]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=os.name != "nt"
    )
