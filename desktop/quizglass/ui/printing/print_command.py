"""Opens the print dialog of a document, and says afterwards what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from quizglass.i18n import tr, trn
from quizglass.ui.controls.notices import Notice
from quizglass.ui.printing.dialog import PrintDialog
from quizglass.ui.printing.marks import marks_of
from quizglass.ui.printing.print_job import PrintJob
from quizglass.ui.printing.sheets import Paper

if TYPE_CHECKING:
    from quizglass.ui.document_pane import DocumentPane
    from quizglass.ui.main_window import MainWindow


def print_document(window: MainWindow, pane: DocumentPane) -> PrintDialog:
    """Show the dialog for the document of ``pane``."""
    session = pane.session
    base = PrintJob(session.source, session.info, (), Paper(None), turns=pane.view.turns, marks=marks_of(pane))
    dialog = PrintDialog(
        window.services, base, pane.view.current_page, lambda job, failed: _tell(window, job, failed), window
    )
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _tell(window: MainWindow, job: PrintJob, failed: tuple[int, ...]) -> None:
    def say() -> tuple[str, str]:
        count = len(job.pages) - len(failed)
        what = trn("{count} page is printed.", "{count} pages are printed.", count).format(count=count)
        if job.file is not None:
            what = trn("{count} page is in {name}.", "{count} pages are in {name}.", count).format(
                count=count, name=job.file.name
            )
        if not failed:
            return what, ""
        numbers = ", ".join(str(page + 1) for page in failed)
        return what, tr("These could not be drawn and are left white: {numbers}.").format(numbers=numbers)

    state = "warn" if failed else "info"
    if job.file is None:
        window.workspace.notices.add(Notice(say, state))
    else:
        folder = QUrl.fromLocalFile(str(job.file.parent))
        window.workspace.notices.add(
            Notice(say, state, lambda: tr("Show the folder"), lambda: QDesktopServices.openUrl(folder))
        )
