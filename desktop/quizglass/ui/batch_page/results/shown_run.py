"""The rows of one run on their way into the table: read once, then followed as they are answered and corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from quizglass.batch.row import Row
from quizglass.batch.run import Run, RunState
from quizglass.ui.batch_page.results.found_row import FoundRow, found_row, key_of
from quizglass.ui.batch_page.results.plan_order import plan_order
from quizglass.ui.batch_page.results.table_model import ResultsModel
from quizglass.ui.services import Services

_SOON_MS = 300
"""Rows come ten times a second; each time the table is painted anew."""


class ShownRun(QObject):
    """While ``held``, rows wait: whoever writes into a cell is not to lose it.

    Signals:
        read(): all rows of the run that were known are in the model.
        state_changed(): the run is in another state, or gone.
    """

    read = Signal()
    state_changed = Signal()

    def __init__(self, services: Services, model: ResultsModel, parent: QObject) -> None:
        super().__init__(parent)
        self._services, self._model = services, model
        self._run_id: int | None = None
        self._state: RunState | None = None
        self._reading = 0
        self._is_reading = False
        self._again = False
        self._held = False
        self._waiting: list[Row] = []
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._put_waiting)
        services.runs.answered.connect(self._on_answered)
        services.runs.changed.connect(self._on_changed)
        services.runs.troubled.connect(lambda _: self._read_again())
        model.corrected.connect(self._correct)

    @property
    def run(self) -> Run | None:
        return self._services.runs.run(self._run_id) if self._run_id is not None else None

    @property
    def is_reading(self) -> bool:
        return self._is_reading

    def show(self, run_id: int | None) -> None:
        """Have the rows of this run in the table, and of no other; None: of none."""
        self._run_id = run_id
        self._held = self._again = False
        run = self.run
        self._state = run.state if run is not None else None
        self._model.begin(())
        self._waiting.clear()
        self._read_again()
        self.state_changed.emit()

    def hold(self, held: bool) -> None:
        self._held = held
        if not held:
            if self._again:
                self._read_again()
            else:
                self._put_waiting()

    def _read_again(self) -> None:
        if self._run_id is None:
            return
        self._again = self._held
        if self._held:
            return
        self._reading += 1
        self._is_reading = True
        reading = self._reading
        self._services.runs.rows(self._run_id, lambda rows: self._on_rows(reading, rows))

    def _on_rows(self, reading: int, rows: Sequence[Row]) -> None:
        if not isValid(self) or reading != self._reading:
            return
        # Twenty thousand rows take half a second to look through: not here.
        self._services.background.run(
            lambda: [found_row(row) for row in rows], lambda found: self._on_found(reading, found)
        )

    def _on_found(self, reading: int, found: Sequence[FoundRow]) -> None:
        if not isValid(self) or reading != self._reading:
            return
        self._is_reading = False
        if self._held:
            self._again = True
            return
        run = self.run
        self._model.begin(found, plan_order(run.plan) if run is not None else None)
        self._put_waiting()
        self.read.emit()

    def _on_answered(self, run_id: int, rows: Sequence[Row]) -> None:
        if run_id != self._run_id:
            return
        self._waiting.extend(rows)
        if not self._soon.isActive():
            self._soon.start()

    def _put_waiting(self) -> None:
        """An answer that is given anew says nothing of a correction, which stays."""
        if self._held or self._is_reading:
            return
        waiting, self._waiting = self._waiting, []
        self._model.put([self._with_correction(row) for row in waiting])

    def _with_correction(self, row: Row) -> Row:
        known = self._model.known(key_of(row))
        if row.correction is not None or known is None or known.row.correction is None:
            return row
        return replace(row, correction=known.row.correction)

    def _correct(self, row: Row, text: str | None) -> None:
        if self._run_id is not None:
            self._services.runs.correct(self._run_id, row, text)
            self._model.put_in_place(replace(row, correction=text))

    def _on_changed(self) -> None:
        run = self.run
        state = run.state if run is not None else None
        if state is self._state:
            return
        self._state = state
        if run is None:
            self._run_id = None
            self._model.begin(())
        else:
            # What failed waits again after a retry; at the end the rows stand in the order of the plan.
            self._read_again()
        self.state_changed.emit()
