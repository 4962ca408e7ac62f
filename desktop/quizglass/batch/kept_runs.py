"""All runs of a list, as the journal's file has them: those of earlier times, too."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from dataclasses import asdict
from pathlib import Path

from quizglass.batch import plan as plans
from quizglass.batch.journal_file import connect, translated
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
            "SELECT id, name, plan, state, tally, begun, ended FROM runs WHERE substr(target, 1, ?) = ?"
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


def target_of(db: sqlite3.Connection, path: Path, run: int) -> str:
    """What the run is for; "" where it is gone. Raises `JournalUnavailable`."""
    with translated(path):
        found = db.execute("SELECT target FROM runs WHERE id = ?", (run,)).fetchone()
    return str(found[0]) if found else ""


def _run(found: tuple[int, str, str, str, str, float, float | None]) -> Run | None:
    """None for one that a newer program wrote."""
    run, name, plan, state, tally, begun, ended = found
    try:
        known = RunState(state or "paused")
        told = Tally(**json.loads(tally)) if tally else Tally("", 0, 0)
        return Run(
            id=run,
            name=name,
            plan=plans.from_json(json.loads(plan)),
            state=RunState.PAUSED if known in _UNDER_WAY else known,
            tally=told,
            begun=begun,
            ended=ended,
        )
    except (ValueError, TypeError):
        return None
