"""Finds the blocks, tables and pictures that a click on a page takes, when the pointer comes to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from quizglass.cancellation import CancelToken
from quizglass.documents.requests import FindFigures
from quizglass.geometry import PageRect
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.page_view.view import PageView
from quizglass.ui.services import Services

if TYPE_CHECKING:
    from quizglass.answering.page_texts import PageTexts


class ClickableParts(QObject):
    """For one view; `follow` says what is shown in it."""

    def __init__(self, services: Services, view: PageView, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._view = view
        self._shown: tuple[DocumentSource, DocumentInfo] | None = None
        view.parts.wanted.connect(self._find)

    def follow(self, source: DocumentSource, info: DocumentInfo) -> None:
        """This document is shown from now on."""
        self._shown = source, info

    def close(self) -> None:
        """What is found from now on comes too late."""
        self._shown = None

    def _find(self, page: int) -> None:
        shown = self._shown
        if shown is None:
            return
        source, size = shown[0], shown[1].sizes[page]

        def find(texts: PageTexts, cancel: CancelToken) -> tuple[PageRect, ...]:
            # Here and not above: the layout of pages is not needed for showing them.
            from quizglass.layout.page_parts import page_parts

            text = texts.kept(source, page, cancel) or texts.layer(source, page, cancel)
            figures = self._services.documents.call(FindFigures(source, page), cancel)
            return tuple(part.rect for part in page_parts(text.words, figures, size))

        def found(parts: tuple[PageRect, ...]) -> None:
            if self._shown is shown:
                self._view.parts.put(page, parts)

        # A page that cannot be read has no parts to take; it says itself why it cannot be shown.
        self._services.texts.look_up(find, found, lambda _: found(()))
