"""Requests that wait for a worker: newest urgent first, then the background in its order."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from quizglass.cancellation import CancelToken
from quizglass.documents.requests import Request


@dataclass(frozen=True, slots=True)
class Job:
    """A request with the future that waits for it.

    ``on_progress`` gets 0..1 while a worker is at it; ``cancel`` ends it even then, at the price of the worker.
    """

    request: Request[Any]
    future: Future[Any]
    urgent: bool
    on_progress: Callable[[float], None] | None = None
    cancel: CancelToken | None = None


class RequestQueue:
    """Hands jobs to workers, who are known by their rank from 0. Safe to use from any thread.

    What is on the screen now matters more than what was there a moment ago, so the newest urgent job goes first. An
    urgent job goes to the lowest idle rank (it is likely to have the document and page at hand), a background job to
    the highest; and one worker is always left for urgent ones.
    """

    def __init__(self, workers: int) -> None:
        self._changed = threading.Condition()
        self._urgent: list[Job] = []
        self._background: deque[Job] = deque()
        self._idle: set[int] = set()
        self._background_running = 0
        self._most_background = max(1, workers - 1)
        self._closed = False

    @property
    def idle(self) -> frozenset[int]:
        """The workers that wait for a job."""
        with self._changed:
            return frozenset(self._idle)

    def put(self, job: Job) -> bool:
        """Let ``job`` wait; False when the queue is closed."""
        with self._changed:
            if self._closed:
                return False
            (self._urgent if job.urgent else self._background).append(job)
            self._changed.notify_all()
            return True

    @property
    def closed(self) -> bool:
        with self._changed:
            return self._closed

    def take(self, rank: int, most_s: float | None = None) -> Job | None:
        """Wait for a job for worker ``rank``, at most ``most_s`` seconds. Follow it by `done`.

        None when the queue is closed, or when there was nothing to do for so long.
        """
        with self._changed:
            self._idle.add(rank)
            while not self._closed:
                job = self._next_for(rank)
                if job is not None:
                    self._idle.discard(rank)
                    self._background_running += not job.urgent
                    self._changed.notify_all()
                    return job
                if not self._changed.wait(most_s):
                    return None
            return None

    def done(self, job: Job) -> None:
        """The worker that took ``job`` is free again."""
        with self._changed:
            self._background_running -= not job.urgent
            self._changed.notify_all()

    def wait_for_work(self) -> None:
        """Wait until the first job has come."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self._urgent or self._background or self._background_running)

    def wait_until_crowded(self) -> bool:
        """Wait until a job waits while no worker is idle; False when the queue is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or ((self._urgent or self._background) and not self._idle))
            return not self._closed

    def close(self) -> list[Job]:
        """Give out no more; what had waited comes back."""
        with self._changed:
            self._closed = True
            waiting = [*self._urgent, *self._background]
            self._urgent.clear()
            self._background.clear()
            self._changed.notify_all()
            return waiting

    def _next_for(self, rank: int) -> Job | None:
        if rank == min(self._idle):
            while self._urgent:
                job = self._urgent.pop()
                if job.future.set_running_or_notify_cancel():
                    return job
        if rank == max(self._idle) and self._background_running < self._most_background and not self._urgent:
            while self._background:
                job = self._background.popleft()
                if job.future.set_running_or_notify_cancel():
                    return job
        return None
