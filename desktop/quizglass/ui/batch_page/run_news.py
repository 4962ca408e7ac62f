"""What is told of runs while something else is looked at: how far they are, and that one has come to its end."""

from __future__ import annotations

from PySide6.QtCore import QObject

from quizglass.batch.run import Run, RunState
from quizglass.i18n import tr, trn
from quizglass.ui.batch_page.queue.run_words import counts_words, run_title
from quizglass.ui.batch_page.runs_access import RunsAccess
from quizglass.ui.controls.notices import Notice
from quizglass.ui.language import follow_language
from quizglass.ui.reading.duration import time_words
from quizglass.ui.status_bar import StatusBar
from quizglass.ui.workspace import Workspace


class RunNews(QObject):
    """In the status line while runs are under way; as a notice at the end, unless the page of runs is in front."""

    def __init__(self, runs: RunsAccess, workspace: Workspace, status: StatusBar) -> None:
        super().__init__(status)
        self._runs, self._workspace, self._status = runs, workspace, status
        self._states: dict[int, RunState] = {}
        runs.changed.connect(self._on_changed)
        runs.progressed.connect(lambda _: self.say())
        status.run_chip.clicked.connect(self._show)
        follow_language(status, self.say)

    def say(self) -> None:
        """Tell anew how far the run is that is at work."""
        run = self._at_work
        if run is None:
            self._status.set_run("")
            return
        words = tr("all pages: {percent} %").format(percent=int(100 * run.tally.share))
        waiting = sum(other.is_under_way for other in self._runs.runs) - 1
        told = [run_title(run), counts_words(run.tally)]
        if run.seconds_left is not None:
            told.append(tr("{time} left").format(time=time_words(run.seconds_left)))
        if waiting:
            told.append(trn("{count} more run waits", "{count} more runs wait", waiting).format(count=waiting))
        self._status.set_run(words, "\n".join(part for part in told if part), run.plan.model)

    @property
    def _at_work(self) -> Run | None:
        """The run at work; while there is none for a moment, the one whose turn it is."""
        under_way = [run for run in reversed(self._runs.runs) if run.is_under_way]
        running = (run for run in under_way if run.state is RunState.RUNNING)
        return next(running, under_way[0] if under_way else None)

    def _show(self) -> None:
        run = self._at_work
        page = self._workspace.show_batch()
        if run is not None:
            page.open_run(run.id)

    def _on_changed(self) -> None:
        before, self._states = self._states, {run.id: run.state for run in self._runs.runs}
        for run in self._runs.runs:
            was_under_way = before.get(run.id) in {RunState.QUEUED, RunState.RUNNING}
            if was_under_way and not self._workspace.shows_batch:
                self._tell_of(run)
        self.say()

    def _tell_of(self, run: Run) -> None:
        if run.state is RunState.ENDED:
            notice = Notice(
                lambda: (tr("The run “{name}” is done.").format(name=run_title(run)), counts_words(run.tally)),
                "info",
                lambda: tr("Show the answers"),
                lambda: self._workspace.show_batch().open_run(run.id),
            )
        elif run.state is RunState.PAUSED and run.error is not None:
            notice = Notice(
                run.error.describe,
                "bad",
                lambda: tr("Show the run"),
                lambda: self._workspace.show_batch().open_run(run.id),
            )
        else:
            return
        self._workspace.notices.add(notice)
