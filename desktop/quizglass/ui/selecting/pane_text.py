"""Text selection in one pane: the tool on its pages, and copying what is selected."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from quizglass.i18n import N_, tr
from quizglass.ui.page_view.view import PageView
from quizglass.ui.reading import bar_contents
from quizglass.ui.reading.bar_content import BarButton
from quizglass.ui.reading.words import Harvest
from quizglass.ui.selecting.copied_text import copied_text
from quizglass.ui.selecting.lines import PageLines, Part
from quizglass.ui.selecting.page_lines import KnownLines
from quizglass.ui.selecting.text_tool import TextTool
from quizglass.ui.session.session import DocumentSession

_FEW_LETTERS: Final = 80


class PaneText(QObject):
    def __init__(
        self, session: DocumentSession, view: PageView, follow_click: Callable[[float, float], bool], pane: QWidget
    ) -> None:
        super().__init__(pane)
        self._session = session
        self._view = view
        self._lines = KnownLines(session.texts, self)
        self.tool = TextTool(view.camera, self._lines, follow_click)
        view.tools.add(self.tool)
        self.tool.signals.changed.connect(view.viewport().update)
        self.tool.signals.pointed_at_nothing.connect(self._offer_reading)
        self.tool.signals.moved_by_key.connect(view.go_to_page)
        session.reading.page_read.connect(lambda page, _text: self._lines.forget(page))
        session.reading.more_known.connect(self._lines.forget_unread)

    @property
    def is_tool_on(self) -> bool:
        return self.tool.is_on

    @property
    def has_selection(self) -> bool:
        return self.tool.selection is not None

    def switch_tool(self) -> None:
        """Let a plain drag select text, or take a region again."""
        self.tool.switch(not self.tool.is_on)
        self._view.tools.pointing_changed.emit()

    def select_page(self) -> None:
        """Select all text of the current page."""
        self.tool.select_page(self._view.current_page)

    def clear(self) -> bool:
        """Select nothing; False where nothing was selected."""
        had = self.has_selection
        self.tool.clear()
        return had

    def few_words(self) -> str:
        """What is selected, if it is short enough to be looked for; else ""."""
        selection = self.tool.selection
        if selection is None or selection.begin.page != selection.end.page:
            return ""
        lines = self._lines.of(selection.begin.page)
        found = selection.on_page(selection.begin.page, lines) if lines is not None else None
        if lines is None or found is None:
            return ""
        text = " ".join(copied_text([(lines, list(lines.parts(*found)))]).split())
        return text if len(text) <= _FEW_LETTERS else ""

    def copy(self) -> bool:
        """Put what is selected on the clipboard, once the words of all its pages are known; False: there is nothing."""
        selection = self.tool.selection
        if selection is None:
            return False
        pages = range(selection.begin.page, selection.end.page + 1)
        self._gather(list(pages), [])
        return True

    def _gather(self, waiting: list[int], gathered: list[tuple[PageLines, list[Part]]]) -> None:
        """Page by page: those that are far away are not kept, and are fetched again."""
        selection = self.tool.selection
        if selection is None:
            return
        if not waiting:
            words = tuple(lines.words[part.word] for lines, parts in gathered for part in parts)
            self._put(copied_text(gathered), Harvest.of(words))
            return
        page, *rest = waiting

        def add(lines: PageLines) -> None:
            found = selection.on_page(page, lines)
            parts = list(lines.parts(*found)) if found is not None else []
            self._gather(rest, [*gathered, (lines, parts)])

        self._lines.fetch(page, add)

    def _put(self, text: str, harvest: Harvest) -> None:
        QGuiApplication.clipboard().setText(text)
        self._session.reading.say(bar_contents.copied(len(text.split()), harvest))

    def _offer_reading(self, page: int) -> None:
        read = BarButton(lambda: tr("Read this page"), lambda: self._session.reading.read_page(page))
        self._session.reading.say(
            bar_contents.of_page(N_("Page {page} is a picture. Read it to select its text."), page, read)
        )
