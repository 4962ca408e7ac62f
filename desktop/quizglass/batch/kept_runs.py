"""All runs of a list, as the journal's file has them: those of earlier times, too."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path

from quizglass.batch import plan as plans
from quizglass.batch.journal import Journal
from quizglass.batch.journal_file import connect, translated
from quizglass.batch.row import Row, Status
from quizglass.batch.run import Run, RunState, Tally

_UNDER_WAY = {RunState.QUEUED, RunState.RUNNING}


def kept_runs(path: Path, prefix: str) -> tuple[Run, ...]:
    """The runs whose target begins with ``prefix``, newest first. One that was under way is paused: nobody goes on.

    Raises:
        JournalUnavailable: the file cannot be read.
    """
    if not path.is_file():
        return ()
    with contextlib.closing(connect(path)) as db, translated(path):
        found = db.execute(
            "SELECT id, target, name, plan, state, tally, begun, ended FROM runs WHERE substr(target, 1, ?) = ?"
            " ORDER BY id DESC",
            (len(prefix), prefix),
        ).fetchall()
    return tuple(run for run in map(_run, found) if run is not None)


def note(db: sqlite3.Connection, path: Path, run: Run) -> None:
    """Keep how ``run`` stands. Raises `JournalUnavailable`."""
    with translated(path):
        db.execute(
            "UPDATE runs SET state = ?, tally = ?, ended = ? WHERE id = ?",
            (run.state.value, json.dumps(asdict(run.tally)), run.ended, run.id),
        )


def remove(db: sqlite3.Connection, path: Path, run: int) -> None:
    """Forget the run and all its answers. Raises `JournalUnavailable`."""
    with translated(path):
        db.execute("DELETE FROM runs WHERE id = ?", (run,))


def recounted(path: Path, run: Run) -> Run:
    """``run`` with its tally counted anew, as after a crash. Raises `JournalUnavailable`."""
    with contextlib.closing(Journal.of_run(path, run.id)) as journal:
        return replace(run, tally=_counted(run, journal.rows(run.plan)))


def _counted(run: Run, rows: Iterable[Row]) -> Tally:
    """A file that was not opened yet has no rows; the last one that was is worked on."""
    pages: dict[tuple[str, int], set[Status]] = {}
    answers: Counter[Status] = Counter()
    for row in rows:
        pages.setdefault((row.file, row.page), set()).add(row.status)
        if row.page:
            answers[row.status] += 1
    waiting = {file for (file, _), statuses in pages.items() if Status.QUEUED in statuses}
    known = {file for file, _ in pages}
    return Tally(
        file=next((file for file in run.plan.files if file in waiting), ""),
        done=sum(Status.QUEUED not in statuses for statuses in pages.values()),
        total=len(pages),
        failed=sum(Status.FAILED in statuses for statuses in pages.values()),
        found=answers[Status.DONE],
        not_found=answers[Status.NOT_FOUND],
        blank=answers[Status.BLANK],
        files=len(run.plan.files),
        files_done=len(known - waiting),
    )


def _run(found: tuple[int, str, str, str, str, str, float, float | None]) -> Run | None:
    """None for one that a newer program wrote."""
    run, target, name, plan, state, tally, begun, ended = found
    try:
        known = RunState(state or "paused")
        told = Tally(**json.loads(tally)) if tally else Tally("", 0, 0)
        return Run(
            id=run,
            target=target,
            name=name,
            plan=plans.from_json(json.loads(plan)),
            state=RunState.PAUSED if known in _UNDER_WAY else known,
            tally=told,
            begun=begun,
            ended=ended,
            interrupted=known in _UNDER_WAY,
        )
    except (ValueError, TypeError):
        return None
