"""Runs of the window: they wait for one another, pause and go on, and use the model between questions by hand.

Two threads meet here. People's wishes come on one, slice after slice of the work on the model's; a wish is noted at
once and the work follows within a slice.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from quizglass.answering.page_reader import DocumentPages
from quizglass.batch import kept_runs
from quizglass.batch.journal import Journal
from quizglass.batch.journal_file import connect
from quizglass.batch.plan import Plan
from quizglass.batch.row import Row
from quizglass.batch.run import Run, RunState, Tally
from quizglass.batch.runner import Runner
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, Cancelled, trace_without_text
from quizglass.models.engine import Engine

log = logging.getLogger(__name__)

TARGETS: Final = "window:"
"""How the targets of its runs begin: those of the command line are files."""
_TELLS_AFTER_S = 2.0
"""Before that, the time left would be a guess."""


@dataclass(slots=True)
class _Job:
    """A run that is worked on. ``begun`` and ``share`` are when and where it was taken up."""

    run: int
    journal: Journal
    cancel: CancelToken
    runner: Runner | None = None
    slices: Iterator[None] = field(default_factory=lambda: iter(()))
    begun: float = field(default_factory=time.monotonic)
    share: float | None = None


class RunQueue:
    """``wake`` has `slice` called, again and again until it says that nothing is left; ``changed`` tells that a run
    came, went or changed its state, ``progressed`` and ``answered`` what one has done. They may come on either thread.
    """

    def __init__(
        self,
        file: Path,
        *,
        wake: Callable[[], None],
        changed: Callable[[], None],
        progressed: Callable[[int], None],
        answered: Callable[[int, Row], None],
    ) -> None:
        self._file = file
        self._wake, self._changed, self._progressed, self._answered = wake, changed, progressed, answered
        self._runs: dict[int, Run] = {}
        self._passwords: dict[str, str] = {}
        self._job: _Job | None = None
        self._is_awake = False
        self._halted = False
        self._lock = threading.RLock()

    @property
    def runs(self) -> tuple[Run, ...]:
        """Newest first."""
        with self._lock:
            return tuple(self._runs[run] for run in sorted(self._runs, reverse=True))

    def run(self, run_id: int) -> Run | None:
        with self._lock:
            return self._runs.get(run_id)

    @property
    def passwords(self) -> Mapping[str, str]:
        """Of documents of all runs, by path, as far as they were given since the program began."""
        with self._lock:
            return dict(self._passwords)

    def learn_password(self, path: str, password: str) -> None:
        """The next time that a run goes on it opens the document with it. Never on disk."""
        with self._lock:
            self._passwords[path] = password

    # What people wish. Every method raises `JournalUnavailable` ------------------------------------------------------

    def load(self) -> None:
        """Add the runs of earlier times. What was under way is paused, and counted anew."""
        found = kept_runs.kept_runs(self._file, TARGETS)
        counted = [kept_runs.recounted(self._file, run) if run.ended is None else run for run in found]
        with self._lock:
            self._runs = {run.id: run for run in counted} | self._runs
        self._changed()

    def start(self, plan: Plan, name: str, passwords: Mapping[str, str]) -> Run:
        """Have ``plan`` carried out when those before it are. ``passwords``, by path, are never on disk."""
        target = TARGETS + uuid.uuid4().hex
        with contextlib.closing(Journal.open(self._file, target, resume=False, plan=plan, name=name)) as journal:
            run = Run(journal.run, name, plan, RunState.QUEUED, begun=time.time(), target=target)
        run = replace(run, tally=Tally("", 0, 0, files=len(plan.files)))
        with self._lock:
            self._runs[run.id] = run
            self._passwords |= passwords
        self._keep(run)
        self._wake_up()
        self._changed()
        return run

    def pause(self, run_id: int) -> None:
        self._wish(run_id, RunState.PAUSED, {RunState.QUEUED, RunState.RUNNING})

    def stop(self, run_id: int) -> None:
        """For good; what was answered stays."""
        self._wish(run_id, RunState.STOPPED, {RunState.QUEUED, RunState.RUNNING, RunState.PAUSED})

    def go_on(self, run_id: int) -> None:
        """With what is not answered, and with what failed."""
        self._wish(run_id, RunState.QUEUED, {RunState.PAUSED, RunState.STOPPED, RunState.ENDED})
        self._wake_up()

    def remove(self, run_id: int) -> None:
        """Forget the run and its answers."""
        self.stop(run_id)
        with self._lock:
            self._runs.pop(run_id, None)
        with self._connected() as db:
            kept_runs.remove(db, self._file, run_id)
        self._changed()

    def rows(self, run_id: int) -> tuple[Row, ...]:
        """All rows of the run's plan, in its order."""
        run = self.run(run_id)
        if run is None:
            return ()
        with contextlib.closing(Journal.of_run(self._file, run_id)) as journal:
            return tuple(journal.rows(run.plan))

    def correct(self, run_id: int, row: Row, text: str | None) -> None:
        """Put ``text`` in the place of the row's answer; None takes that back."""
        run = self.run(run_id)
        if run is not None:
            with contextlib.closing(Journal.of_run(self._file, run_id)) as journal:
                journal.correct(run.plan, row, text)

    def close(self) -> None:
        """Once no slice is worked on any more: what is under way goes on another time."""
        job, self._job = self._job, None
        if job is not None:
            self._leave(job)
            with self._lock:
                run = self._runs.get(job.run)
            if run is not None:
                self._keep(run)

    # On the model's thread ------------------------------------------------------------------------------------------

    def slice(self, engine: Callable[[str, CancelToken], Engine], pages: DocumentPages) -> bool:
        """Work on a few pages of the first run that waits; whether there is more to do."""
        job = self._job or self._take_up(engine, pages)
        if job is None:
            return False
        self._job = job
        try:
            next(job.slices)
            return True
        except StopIteration:
            self._settle(job, RunState.ENDED)
        except Cancelled:
            self._settle(job)
        except AppError as error:
            self._settle(job, RunState.PAUSED, error)
        except Exception as error:  # noqa: BLE001 - one run must not end the others
            log.error("a run failed\n%s", trace_without_text(error))  # noqa: TRY400 - messages may quote a page
            self._settle(job, RunState.PAUSED, AppError())
        return True

    def give_way(self) -> None:
        """A question waits for the model: end the slice soon. On any thread."""
        job = self._job
        if job is not None and job.runner is not None:
            job.runner.give_way()

    def halt(self) -> None:
        """The program ends: end the slice now. On any thread."""
        self._halted = True
        job = self._job
        if job is not None:
            job.cancel.cancel()

    def _take_up(self, engine: Callable[[str, CancelToken], Engine], pages: DocumentPages) -> _Job | None:
        with self._lock:
            waiting = [run for run in self._runs.values() if run.state is RunState.QUEUED]
            if not waiting:
                self._is_awake = False
                return None
            run = min(waiting, key=lambda run: run.id)
            run = replace(run, state=RunState.RUNNING, error=None, ended=None, seconds_left=None)
            self._runs[run.id] = run
            passwords = self.passwords
        self._changed()
        try:
            journal = Journal.open(self._file, run.target, resume=True, plan=run.plan, name=run.name)
        except AppError as error:
            self._note(run.id, state=RunState.PAUSED, error=error)
            self._changed()
            return self._take_up(engine, pages)
        job = _Job(run.id, journal, CancelToken())
        job.runner = Runner(
            run.plan,
            journal,
            pages,
            lambda: engine(run.plan.model, job.cancel),
            cancel=job.cancel,
            tell=lambda tally: self._tell(job, tally),
            kept=lambda row: self._answered(run.id, row),
            passwords=passwords,
        )
        job.slices = job.runner.slices()
        self._keep_quietly(run.id)
        return job

    def _tell(self, job: _Job, tally: Tally) -> None:
        now = time.monotonic()
        if job.share is None:  # what was done before took no time
            job.begun, job.share = now, tally.share
        passed, gone = now - job.begun, tally.share - job.share
        left = passed * (1 - tally.share) / gone if gone > 0 and passed >= _TELLS_AFTER_S else None
        self._note(job.run, tally=tally, seconds_left=left)
        self._progressed(job.run)

    def _settle(self, job: _Job, state: RunState | None = None, error: AppError | None = None) -> None:
        """The job is over. Without ``state`` somebody wished it, and has noted that."""
        self._job = None
        self._leave(job)
        with self._lock:
            run = self._runs.get(job.run)
            if run is not None and run.state is RunState.RUNNING and not self._halted:
                state = state or RunState.PAUSED
                ended = time.time() if state is RunState.ENDED else None
                self._note(job.run, state=state, error=error, seconds_left=None, ended=ended)
        self._keep_quietly(job.run)
        self._changed()

    def _leave(self, job: _Job) -> None:
        job.slices = iter(())
        try:
            job.journal.close()
        except AppError as error:
            log.warning("a journal was not closed: %s", error.code)

    # Noting ---------------------------------------------------------------------------------------------------------

    def _wish(self, run_id: int, state: RunState, where: set[RunState]) -> None:
        with self._lock:
            run = self._runs.get(run_id)
            if run is None or run.state not in where:
                return
            self._note(run_id, state=state, error=None, seconds_left=None, interrupted=False)
            job = self._job
        if job is not None and job.run == run_id:
            job.cancel.cancel()
        self._keep(self._runs[run_id])
        self._changed()

    def _wake_up(self) -> None:
        with self._lock:
            waits = any(run.state is RunState.QUEUED for run in self._runs.values())
            if self._is_awake or not waits:
                return
            self._is_awake = True
        self._wake()

    def _note(self, run_id: int, **what: object) -> None:
        with self._lock:
            run = self._runs.get(run_id)
            if run is not None:
                self._runs[run_id] = replace(run, **what)  # type: ignore[arg-type]

    def _keep(self, run: Run) -> None:
        with self._connected() as db:
            kept_runs.note(db, self._file, run)

    def _keep_quietly(self, run_id: int) -> None:
        """On the model's thread: how a run stands can be found out from its answers, too."""
        run = self.run(run_id)
        try:
            if run is not None:
                self._keep(run)
        except AppError as error:
            log.warning("how a run stands was not kept: %s", error.code)

    @contextlib.contextmanager
    def _connected(self) -> Iterator[sqlite3.Connection]:
        with contextlib.closing(connect(self._file)) as db:
            yield db
