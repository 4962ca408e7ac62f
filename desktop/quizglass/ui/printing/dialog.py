"""The print dialog: the sheets as they will come out on the left, what can be chosen on the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QProgressBar, QWidget

from quizglass.errors import AppError
from quizglass.i18n import tr, trn
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.printing.marks import Marks
from quizglass.ui.printing.options import PrintOptions
from quizglass.ui.printing.preview import SheetPreview
from quizglass.ui.printing.print_job import PrintJob
from quizglass.ui.printing.print_run import PrintRun
from quizglass.ui.printing.printers import find_printers
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S

_SIZE = (920, 640)
_OPTIONS_WIDTH = 340


class PrintDialog(QDialog):
    """``base`` is the job with all that is not chosen here; ``on_done`` is told the job and the pages that failed."""

    def __init__(
        self,
        services: Services,
        base: PrintJob,
        current_page: int,
        on_done: Callable[[PrintJob, tuple[int, ...]], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._base = base
        self._on_done = on_done
        self._at = 0
        self._run: PrintRun | None = None
        self._problem: AppError | None = None
        self.options = PrintOptions(services.theme, base.info.page_count, current_page, has_marks=base.marks.any)
        self.preview = SheetPreview(services)
        self._before = IconButton(services.theme, "chevron-left")
        self._after = IconButton(services.theme, "chevron-right")
        self._place = label("muted")
        self._progress = QProgressBar()
        self._words = label("small", wrap=True)
        self._cancel = button("plain")
        self.print_button = button("primary")
        self._lay_out()
        self.resize(min(_SIZE[0], parent.width()), min(_SIZE[1], parent.height()))
        self._connect()
        follow_language(self, self._say)
        self._show()
        self.print_button.setFocus()
        services.background.run(find_printers, self.options.set_printers)

    def _lay_out(self) -> None:
        self.setWindowModality(Qt.WindowModality.WindowModal)
        sides = row(self)
        left = column(margin=0)
        left.addWidget(self.preview, 1)
        steps = row(margin=(SPACE_S, SPACE_S), spacing=SPACE_S)
        steps.addStretch(1)
        for part in (self._before, self._place, self._after):
            steps.addWidget(part)
        steps.addStretch(1)
        left.addLayout(steps)
        right = QWidget()
        right.setFixedWidth(_OPTIONS_WIDTH + 2 * SPACE_L)
        lines = column(right, margin=SPACE_L, spacing=SPACE_S)
        lines.addWidget(self.options, 1)
        lines.addWidget(self._words)
        lines.addWidget(self._progress)
        lines.addSpacing(SPACE_M)
        buttons = row(spacing=SPACE_S)
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self.print_button)
        lines.addLayout(buttons)
        sides.addLayout(left, 1)
        sides.addWidget(right)
        self._progress.hide()
        self._progress.setTextVisible(False)

    def _connect(self) -> None:
        self.options.changed.connect(self._show)
        self.preview.step_wanted.connect(self._step)
        self._before.clicked.connect(lambda: self._step(-1))
        self._after.clicked.connect(lambda: self._step(1))
        self._cancel.clicked.connect(self.reject)
        self.print_button.clicked.connect(self._start)
        self.print_button.setDefault(True)

    # Preview --------------------------------------------------------------------------------------------------------

    def job(self, file: Path | None = None) -> PrintJob:
        """What would be printed now."""
        chosen = self.options
        return PrintJob(
            self._base.source,
            self._base.info,
            chosen.pages,
            chosen.chosen_paper,
            chosen.fit,
            self._base.turns,
            chosen.copy_count,
            self._base.marks if chosen.with_marks else Marks(),
            file,
            chosen.printer,
        )

    def _step(self, step: int) -> None:
        self._at += step
        self._show()

    def _show(self) -> None:
        job = self.job()
        count = len(job.pages)
        self._at = max(0, min(self._at, count - 1))
        self.preview.show_sheet(job if count else None, job.pages[self._at] if count else 0)
        self._before.setEnabled(self._at > 0)
        self._after.setEnabled(self._at < count - 1)
        self.print_button.setEnabled(bool(count) and self._run is None)
        self._say()

    def _say(self) -> None:
        pages = self.options.pages
        self.setWindowTitle(tr("Print {name}").format(name=Path(self._base.source.path).name))
        self.setAccessibleName(tr("Print"))
        self._place.setText(
            tr("Sheet {number} of {count}").format(number=self._at + 1, count=len(pages)) if pages else tr("No page")
        )
        self._before.say(tr("Sheet before"))
        self._after.say(tr("Next sheet"))
        self.preview.setAccessibleName(tr("How it will be printed"))
        self.preview.setAccessibleDescription(self._place.text())
        self._progress.setAccessibleName(tr("Pages printed"))
        to_file = not self.options.printer
        self.print_button.setText(tr("Save as PDF…") if to_file else tr("Print"))
        self.print_button.setAccessibleName(self.print_button.text())
        self._cancel.setText(tr("Stop") if self._run is not None else tr("Do not print"))
        self._cancel.setAccessibleName(self._cancel.text())
        self._words.setText(self._state())

    @property
    def words(self) -> str:
        """What is said above the buttons."""
        return self._words.text()

    def _state(self) -> str:
        """What is happening, or what keeps it from happening."""
        count = len(self.options.pages)
        if self._run is not None:
            return tr("Page {done} of {count}").format(done=self._progress.value(), count=self._progress.maximum())
        if self._problem is not None:
            return str(self._problem)
        if not count:
            return tr("No page is chosen. Type numbers from 1 to {count}.").format(count=self._base.info.page_count)
        return trn("{count} sheet", "{count} sheets", count).format(count=count)

    # Printing -------------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        file = None
        if not self.options.printer:
            file = self._chosen_file()
            if file is None:
                return
        self._problem = None
        run = self._run = PrintRun(self._services, self.job(file), self)
        run.progressed.connect(self._on_progress)
        run.finished.connect(self._on_finished)
        run.failed.connect(self._on_ended)
        run.stopped.connect(self._on_ended)
        self._progress.setRange(0, len(run.job.pages))
        self._progress.setValue(0)
        self._progress.show()
        self.options.setEnabled(False)
        run.start()
        self._show()
        self._cancel.setFocus()

    def _chosen_file(self) -> Path | None:
        source = Path(self._base.source.path)
        proposed = source.with_name(tr("{name}, printed.pdf").format(name=source.stem))
        kinds = tr("PDF documents (*.pdf)")
        file, _ = QFileDialog.getSaveFileName(self, tr("Save as PDF"), str(proposed), kinds)
        return Path(file) if file else None

    def _on_progress(self, done: int) -> None:
        self._progress.setValue(done)
        self._words.setText(self._state())

    def _on_finished(self, failed: tuple[int, ...]) -> None:
        run, self._run = self._run, None
        self.accept()
        if run is not None:
            self._on_done(run.job, failed)

    def _on_ended(self, problem: AppError | None = None) -> None:
        """Stopped, or failed with ``problem``: everything can be chosen again."""
        self._run = None
        self._problem = problem
        self._progress.hide()
        self.options.setEnabled(True)
        self._show()
        self.print_button.setFocus()

    def reject(self) -> None:
        """Stop the print that runs, else close."""
        if self._run is not None:
            self._run.stop()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._run is not None:
            self._run.stop()
        super().closeEvent(event)
