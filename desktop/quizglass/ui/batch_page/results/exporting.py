"""An export that is under way: how far it is, how to stop it, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QProgressBar
from shiboken6 import isValid

from quizglass.batch.row import Row
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError
from quizglass.i18n import tr, trn
from quizglass.ui.batch_page.results.amounts import number_words
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.notices import Notice, NoticeButton, Notices
from quizglass.ui.controls.text import ElidedLabel
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_M, SPACE_S, SPACE_XS

if TYPE_CHECKING:
    # Reading spreadsheets is loaded when somebody has one.
    from quizglass.batch.question_sheet import QuestionSheet


@dataclass(slots=True, eq=False)
class _Job:
    out: Path
    total: int
    done: int = 0
    cancel: CancelToken = field(default_factory=CancelToken)


class Exporting(QFrame):
    """A bar that is there while something is written; one export at a time."""

    def __init__(self, services: Services, notices: Notices) -> None:
        super().__init__()
        self._services, self._notices = services, notices
        self._job: _Job | None = None
        self.setProperty("role", "topBar")
        self._words = ElidedLabel()
        self._bar = QProgressBar()
        self.stop_button = button("plain")
        self._lay_out()
        self.stop_button.clicked.connect(self.stop)
        follow_language(self, self._say)
        self.hide()

    def _lay_out(self) -> None:
        self._bar.setTextVisible(False)
        whole = row(self, margin=(SPACE_M, SPACE_S), spacing=SPACE_M)
        lines = column(spacing=SPACE_XS)
        lines.addWidget(self._words)
        lines.addWidget(self._bar)
        whole.addLayout(lines, 1)
        whole.addWidget(self.stop_button)

    @property
    def is_running(self) -> bool:
        return self._job is not None

    @property
    def words(self) -> str:
        return self._words.text()

    def start(self, run_id: int, out: Path, rows: Sequence[Row], delimiter: str) -> None:
        """Write ``rows`` of a run to ``out``; nothing happens while another export is under way."""
        if self.is_running:
            return
        job = self._job = _Job(out, len(rows))
        job.cancel = self._services.runs.export(
            run_id,
            out,
            rows=rows,
            delimiter=delimiter,
            on_progress=partial(self._on_progress, job),
            on_done=partial(self._on_done, job),
            on_error=partial(self._on_error, job),
        )
        self._say()
        self.show()

    def start_in_sheet(self, sheet: QuestionSheet, out: Path, rows: Sequence[Row]) -> None:
        """Write ``rows`` beside the questions of ``sheet``, into a copy of it."""
        if self.is_running:
            return
        job = self._job = _Job(out, len(rows))
        job.cancel = self._services.runs.export_into_sheet(
            sheet,
            out,
            rows,
            on_progress=partial(self._on_progress, job),
            on_done=partial(self._on_done, job),
            on_error=partial(self._on_error, job),
        )
        self._say()
        self.show()

    def stop(self) -> None:
        """What was there before stays as it was."""
        job = self._job
        if job is not None:
            job.cancel.cancel()
            self._end()
            self._notices.add(Notice(lambda: (tr("{name} was not written.").format(name=job.out.name), ""), "info"))

    def _on_progress(self, job: _Job, done: int) -> None:
        if isValid(self) and job is self._job:
            job.done = done
            self._say()

    def _on_done(self, job: _Job, out: Path) -> None:
        if not isValid(self) or job is not self._job:
            return
        self._end()

        def say() -> tuple[str, str]:
            words = trn("{count} row is in {name}.", "{count} rows are in {name}.", job.total)
            return words.format(count=number_words(job.total, 0), name=out.name), ""

        buttons = (
            NoticeButton(lambda: tr("Open"), lambda: _open(out)),
            NoticeButton(lambda: tr("Show the folder"), lambda: _open(out.parent)),
        )
        self._notices.add(Notice(say, "info", buttons=buttons))

    def _on_error(self, job: _Job, error: AppError) -> None:
        if isValid(self) and job is self._job:
            self._end()
            self._notices.add(Notice.of_error(error))

    def _end(self) -> None:
        self._job = None
        self.hide()

    def _say(self) -> None:
        self.setAccessibleName(tr("Export"))
        self.stop_button.setText(tr("Stop"))
        self.stop_button.setAccessibleName(tr("Stop writing the file"))
        job = self._job
        if job is None:
            return
        words = tr("Writing {name}: {done} of {count}")
        done, count = number_words(job.done, 0), number_words(job.total, 0)
        self._words.setText(words.format(name=job.out.name, done=done, count=count))
        self._bar.setRange(0, max(1, job.total))
        self._bar.setValue(job.done)
        self._bar.setAccessibleName(self._words.text())


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
