"""Erasing what is remembered of a document or of all: asked for once, then done for good."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from quizglass.ui.dialogs.forget import ForgetDialog
from quizglass.ui.document_pane import DocumentPane

if TYPE_CHECKING:
    from quizglass.ui.main_window import MainWindow


def forget_document(window: MainWindow, pane: DocumentPane) -> None:
    """Ask, close the document, and erase its questions, answers and place in the list of recent ones."""

    def forget() -> None:
        document_hash = pane.session.document_hash
        if pane in window.workspace.panes:
            window.close_pane(pane)  # first: closing notes how the document was looked at
        window.forget_tabs()
        window.services.answers.forget(pane.session.source.path)
        if document_hash is not None:
            window.services.library.run(lambda library: library.forget_document(document_hash))
            window.recent.thumbnails.forget(document_hash)
        window.recent.load()

    _ask(ForgetDialog(window, pane.session.name), forget)


def forget_everything(window: MainWindow) -> None:
    """Ask, close all documents, and erase the whole library."""

    def forget() -> None:
        window.tabs.close_all()
        window.forget_tabs()
        window.services.answers.forget()
        window.services.library.run(lambda library: library.forget_everything())
        window.recent.thumbnails.forget_all()
        window.recent.load()

    _ask(ForgetDialog(window), forget)


def _ask(dialog: ForgetDialog, forget: Callable[[], None]) -> None:
    dialog.accepted.connect(forget)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
