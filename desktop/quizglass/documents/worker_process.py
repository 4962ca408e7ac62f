"""The parent's hold on one worker process: start it, put a request to it, kill it when it hangs."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, Final

from quizglass.documents import frames, replies
from quizglass.documents.limits import MEMORY_BYTES, START_TIMEOUT_S
from quizglass.documents.requests import Request
from quizglass.documents.time_limit import TimeLimit
from quizglass.documents.worker_launch import launch
from quizglass.errors import AppError

_PIPE_BYTES: Final = 2**20
"""A picture passes in a few large steps instead of fifty small ones, where the system lets a pipe grow."""


class WorkerGone(Exception):
    """The process ended, or said something that is not a reply."""


class WorkerHung(WorkerGone):
    """The process took longer than allowed and was killed."""


class WorkerProcess:
    """One child, serving one request at a time. One thread uses it; `kill` may be called from any."""

    def __init__(self, *, timeout_s: float, memory_bytes: int = MEMORY_BYTES) -> None:
        self._timeout_s = timeout_s
        self._memory_bytes = memory_bytes
        self._greeted = False
        self._process = launch()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests: IO[bytes] = self._process.stdin
        self._replies: IO[bytes] = self._process.stdout
        _widen(self._replies)
        self._limit = TimeLimit(self.kill)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        """Tell the worker its limits and wait until it has loaded what it needs.

        Raises:
            WorkerGone: it could not start.
        """
        if not self._greeted:
            with self._killed_after(START_TIMEOUT_S):
                frames.write_frame(self._requests, pickle.dumps((self._memory_bytes, self._timeout_s)))
                frames.read_frame(self._replies)
            self._greeted = True

    def ask(self, request: Request[Any], on_progress: Callable[[float], None] | None = None) -> Any:
        """Put ``request`` and wait for its result; ``on_progress`` gets 0..1 on the way if the worker tells.

        Raises:
            AppError: what the worker says is wrong.
            WorkerHung: it took too long; the process is dead now.
            WorkerGone: it died; the process is dead now.
        """
        self.wait_until_ready()
        with self._killed_after(self._timeout_s):
            frames.write_frame(self._requests, pickle.dumps(request, protocol=5))
            while isinstance(result := replies.unpack(*frames.read_frame(self._replies)), float):
                if on_progress is not None:
                    on_progress(result)
        if isinstance(result, AppError):
            raise result
        return result

    def kill(self) -> None:
        with suppress(OSError):
            self._process.kill()

    def close(self) -> None:
        """Kill it and free its pipes. Only for the thread that uses it."""
        self.kill()
        self._limit.close()
        for stream in (self._requests, self._replies):
            # A request that was half written cannot be flushed any more.
            with suppress(OSError):
                stream.close()
        self._process.wait()

    @contextmanager
    def _killed_after(self, seconds: float) -> Iterator[None]:
        """Kill the process when the block takes longer: that ends every wait for it, on every system."""
        try:
            with self._limit.within(seconds):
                yield
        except (EOFError, OSError, ValueError, replies.NotAReply) as error:
            self.kill()
            raise (WorkerHung if self._limit.passed else WorkerGone) from error


def _widen(pipe: IO[bytes]) -> None:
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
