"""The lines of pages, fetched beside the window's thread when they are first wanted, and kept while there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from quizglass.errors import AppError
from quizglass.pages import PageText
from quizglass.ui.reading.document_texts import DocumentTexts
from quizglass.ui.selecting.lines import PageLines

_MOST_WORDS: Final = 20_000
"""Some forty pages of prose."""


class KnownLines(QObject):
    """Pages count from 0.

    Signals:
        arrived(int): the lines of a page are known now, or are others than before.
    """

    arrived = Signal(int)

    def __init__(self, texts: DocumentTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._known: OrderedDict[int, PageLines] = OrderedDict()
        self._asked: set[int] = set()
        self._awaited: list[tuple[int, Callable[[PageLines], object]]] = []
        self._words = 0

    def of(self, page: int) -> PageLines | None:
        """The lines of ``page``; asked for, and None, where they are not known."""
        found = self._known.get(page)
        if found is not None:
            self._known.move_to_end(page)
        elif page not in self._asked:
            self._asked.add(page)
            self._texts.known_as(page, _lines, partial(self._on_lines, page), partial(self._on_failed, page))
        return found

    def fetch(self, page: int, on_lines: Callable[[PageLines], object]) -> None:
        """Give the lines of ``page`` to ``on_lines``, at once if they are known."""
        found = self.of(page)
        if found is not None:
            on_lines(found)
        else:
            self._awaited.append((page, on_lines))

    def forget(self, page: int) -> None:
        """What is known of ``page`` is out of date."""
        self._drop(page)
        self._asked.discard(page)

    def forget_unread(self) -> None:
        """Pages whose pictures had to be read may have been."""
        for page in [page for page, lines in self._known.items() if lines.needs_reading]:
            self.forget(page)

    def _on_lines(self, page: int, lines: PageLines) -> None:
        self._asked.discard(page)
        self._drop(page)
        self._known[page] = lines
        self._words += len(lines.words)
        while self._words > _MOST_WORDS and len(self._known) > 1:
            self._drop(next(iter(self._known)))
        self.arrived.emit(page)
        waiting, self._awaited = self._awaited, []
        for wanted, on_lines in waiting:
            if wanted == page:
                on_lines(lines)
            else:
                self._awaited.append((wanted, on_lines))

    def _on_failed(self, page: int, _error: AppError) -> None:
        # The view says what is wrong with the page; there is nothing on it that could be selected.
        self._on_lines(page, PageLines(()))

    def _drop(self, page: int) -> None:
        lines = self._known.pop(page, None)
        if lines is not None:
            self._words -= len(lines.words)


def _lines(text: PageText) -> PageLines:
    words = () if text.defect == "garbled" else text.words
    return PageLines(words, needs_reading=text.needs_recognition)
