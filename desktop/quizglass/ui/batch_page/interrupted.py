"""Runs that were under way when the program ended, told of at the next start."""

from __future__ import annotations

from collections.abc import Callable

from quizglass.batch.run import Run
from quizglass.i18n import tr, trn
from quizglass.ui.batch_page.runs_access import RunsAccess
from quizglass.ui.controls.notices import Notice, NoticeButton, Notices


def tell_of_interrupted(runs: RunsAccess, notices: Notices, show: Callable[[], object]) -> None:
    """Look for such runs, and tell of them if there are any. ``show`` brings the page of runs to the front.

    They go on when the user says so: another window may be at them, or the model be wanted for something else.
    """

    def tell(found: tuple[Run, ...]) -> None:
        if found:
            notices.add(_notice_of(found, runs, show))

    runs.find_interrupted(tell)


def _notice_of(found: tuple[Run, ...], runs: RunsAccess, show: Callable[[], object]) -> Notice:

    def say() -> tuple[str, str]:
        if len(found) == 1:
            what = tr("The run “{name}” was interrupted.").format(name=found[0].name)
        else:
            what = trn("{count} run was interrupted.", "{count} runs were interrupted.", len(found))
            what = what.format(count=len(found))
        return what, tr("What was answered is kept; nothing is asked twice.")

    def go_on() -> None:
        runs.load()
        for run in reversed(found):  # in the order in which they were begun
            runs.go_on(run.id)
        show()

    return Notice(
        say, "info", buttons=(NoticeButton(lambda: tr("Go on"), go_on), NoticeButton(lambda: tr("Show runs"), show))
    )
