"""What the buttons on the card of a run do."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from quizglass.ui.batch_page.queue.remove_run_dialog import remove_run_dialog
from quizglass.ui.batch_page.runs_access import RunsAccess


class RunDeeds(QObject):
    """``opened`` gives the id of the run whose answers are to be shown."""

    opened = Signal(int)

    def __init__(self, runs: RunsAccess, over: QWidget) -> None:
        super().__init__(over)
        self._runs = runs
        self._over = over

    def do(self, run_id: int, key: str) -> None:
        """``key`` is that of a button."""
        deeds: dict[str, Callable[[int], object]] = {
            "open": self.opened.emit,
            "pause": self._runs.pause,
            "go_on": self._runs.go_on,
            "cancel": self._runs.cancel,
            "retry": self._runs.retry_failed,
            "remove": self._ask_to_remove,
        }
        deeds[key](run_id)

    def _ask_to_remove(self, run_id: int) -> None:
        run = self._runs.run(run_id)
        if run is None:
            return
        dialog = remove_run_dialog(run, self._over)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._runs.remove(run_id))
        dialog.open()
