"""Tells of faults in the window: one dialog at a time, few in all, never one because of another."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from quizglass.errors import AppError
from quizglass.i18n import tr
from quizglass.ui.controls.notices import Notice
from quizglass.ui.crash_care.run_log import Crash
from quizglass.ui.waiting_page import WaitingPage

if TYPE_CHECKING:
    from quizglass.ui.crash_care.report_dialog import ReportDialog
    from quizglass.ui.main_window import MainWindow

log = logging.getLogger(__name__)

_MOST_DIALOGS = 3
_MOST_TRACES = 10


class FaultTelling:
    """In the window's thread. The same fault is told once; the report has all that came since the start."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._traces: dict[str, int] = {}
        self._dialog: ReportDialog | None = None
        self._shown = 0

    def tell(self, trace: str) -> None:
        """Something failed that should not have."""
        is_new = trace not in self._traces and len(self._traces) < _MOST_TRACES
        if is_new or trace in self._traces:
            self._traces[trace] = self._traces.get(trace, 0) + 1
        if self._dialog is not None:
            self._dialog.refresh()
        elif is_new and self._shown < _MOST_DIALOGS:
            self._shown += 1
            self._open()
        elif is_new:
            self._window.workspace.notices.add(Notice.of_error(AppError()))

    def tell_of_crash(self, crash: Crash, tabs: int, saved_at: float) -> None:
        """The run before this one did not end by itself: say what of it is there again."""
        self._window.workspace.notices.add(
            Notice(
                lambda: _crash_words(crash, tabs, saved_at),
                "info",
                (lambda: tr("Show the log")) if crash.log else None,
                lambda: self._show_log(crash),
            )
        )

    def _open(self) -> None:
        try:
            self._dialog = self._make(
                lambda: (
                    tr("Something went wrong in the program."),
                    tr(
                        "You can go on working; what was asked and answered is saved. This report holds no text of"
                        " your documents and is sent nowhere: copy it if you want to pass it on."
                    ),
                ),
                self._report,
            )
        except Exception:
            # A fault while telling of a fault must not be told of: that would never end.
            self._shown = _MOST_DIALOGS
            log.exception("a fault could not be shown")

    def _show_log(self, crash: Crash) -> None:
        words = tr("What is known of the crash."), tr("It holds no text of your documents.")
        if self._dialog is None:
            self._dialog = self._make(lambda: words, lambda _: crash.log, offers_names=False)

    def _make(
        self, say: Callable[[], tuple[str, str]], report: Callable[[bool], str], *, offers_names: bool = True
    ) -> ReportDialog:
        # Loaded here: with luck it is never needed.
        from quizglass.ui.crash_care.report_dialog import ReportDialog

        dialog = ReportDialog(self._window.services.theme, say, report, self._window, offers_names=offers_names)
        dialog.finished.connect(self._on_closed)
        dialog.open()
        return dialog

    def _on_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()

    def _report(self, names: bool) -> str:
        from quizglass.ui.crash_care.fault_report import Situation, report_of

        window = self._window
        panes = window.workspace.panes
        traces = [trace if count == 1 else f"{count} times:\n{trace}" for trace, count in self._traces.items()]
        situation = Situation(
            actions=window.actions_table.used.told(),
            documents=[(pane.session.source, pane.session.info) for pane in panes],
            waiting_tabs=sum(isinstance(page, WaitingPage) for page in window.workspace.pages),
            model=window.services.preferences.current.model,
            scale=window.devicePixelRatioF(),
            names=names,
        )
        return report_of(traces, situation)


def _crash_words(crash: Crash, tabs: int, saved_at: float) -> tuple[str, str]:
    what = tr("Quizglass did not end properly last time.")
    answers = tr("Questions and answers are all there.")
    if not tabs:
        return what, answers
    when = time.strftime("%H:%M", time.localtime(saved_at))
    if crash.again:
        back = tr("It was the second time in a row: the tabs are there, and open when you choose them.")
    else:
        back = tr("The tabs are there again as they were at {time}.").format(time=when)
    return what, f"{back} {answers}"
