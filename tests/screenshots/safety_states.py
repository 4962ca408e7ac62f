"""What is shown when something is wrong: damaged, gone and waiting documents, faults, a crash before. For `take.py`."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from take import Pictures


def take(pictures: Pictures) -> None:
    """With a document open; leaves none behind but it."""
    with tempfile.TemporaryDirectory() as folder:
        for state in (_damaged, _gone, _waiting, _missing):
            state(pictures, Path(folder))
    _fault(pictures)
    _crash(pictures)


def _damaged(pictures: Pictures, folder: Path) -> None:
    import pymupdf

    file = folder / "Отчёт за 2030 год 📄.pdf"
    document = pymupdf.open()
    for number in range(4):
        document.new_page().insert_text((60, 90), f"Page {number + 1}", fontsize=20)
    document.update_object(document[2].xref, "<< /Type /Pages /Kids [] /Count 1 >>")
    document.save(file)
    pane = pictures.open(file)
    pane.view.go_to_page(3)
    pictures.shoot("60-damaged-pages")
    pictures.window.close_pane(pane)


def _gone(pictures: Pictures, folder: Path) -> None:
    file = folder / "lease.pdf"
    shutil.copy(pictures.samples / "lease-ru.pdf", file)
    pane = pictures.open(file)
    pictures.until(lambda: pane.file.is_followed)
    file.unlink()
    pictures.until(lambda: bool(pane.file.words))
    pictures.shoot("61-file-gone")
    pictures.window.close_pane(pane)


def _waiting(pictures: Pictures, folder: Path) -> None:
    import pymupdf

    from quizglass.ui.dialogs.password import PasswordDialog

    files = [folder / name for name in ("locked.pdf", "broken.pdf")]
    document = pymupdf.open()
    document.new_page()
    document.save(files[0], encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="sesame", owner_pw="owner")
    files[1].write_text("Dear all, this is a letter.")
    window = pictures.window
    window.open_files([str(file) for file in files])
    pictures.until(lambda: bool(window.findChildren(PasswordDialog)))
    window.findChildren(PasswordDialog)[0].reject()
    pictures.shoot("62-tab-locked")
    window.tabs.step(1)
    pictures.until(lambda: window.workspace.front.error is not None)
    pictures.shoot("63-tab-refused")
    for page in window.workspace.pages[-2:]:
        window.tabs.close(page)


def _missing(pictures: Pictures, folder: Path) -> None:
    from quizglass.ui.restoring.kept_session import KeptSession, KeptTab

    window = pictures.window
    window.tabs.restore(KeptSession((KeptTab(str(folder / "Договор аренды №5.pdf"), looked_at=True),)))
    page = window.workspace.pages[-1]
    window.tabs.show(page)
    pictures.until(lambda: page.error is not None)
    pictures.shoot("64-tab-missing")
    window.tabs.close(page)


def _fault(pictures: Pictures) -> None:
    from quizglass.ui.crash_care.report_dialog import ReportDialog

    window = pictures.window
    window.report_fault("builtins.ValueError\n  view.py:120 paintEvent\n  tiles.py:44 wanted")
    dialog = window.findChildren(ReportDialog)[0]
    pictures.shoot("65-fault", dialog)
    dialog.accept()


def _crash(pictures: Pictures) -> None:
    from quizglass.ui.crash_care.run_log import Crash
    from quizglass.ui.restoring.kept_session import KeptSession

    window = pictures.window
    window.begin(None, KeptSession((), saved_at=1.9e9), [], Crash(1.9e9, "Fatal Python error: Aborted"))
    window.workspace.show_start()
    pictures.shoot("66-after-a-crash")
    window.workspace.notices.clear()
