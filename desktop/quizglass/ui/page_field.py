"""The field that tells which page is in sight, by its printed label where there is one, and goes where one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit

from quizglass.i18n import tr
from quizglass.pages import DocumentInfo
from quizglass.ui.language import follow_language
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_S

_LEAST_LETTERS = 2
_MOST_LETTERS = 9


class PageField(QLineEdit):
    """Takes a label ("iv", "A-3") or a number; a label goes before the same number.

    Signals:
        page_wanted(int): an existing page was typed, counting from 0.
    """

    page_wanted = Signal(int)

    def __init__(self, info: DocumentInfo) -> None:
        super().__init__()
        self._info = info
        self._page = 0
        self.setProperty("kind", "bare")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        longest = max(len(str(info.page_count)), *map(len, info.labels), _LEAST_LETTERS)
        letters = min(longest, _MOST_LETTERS) + 1
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * letters + 2 * SPACE_S)
        self.returnPressed.connect(self._go)
        self.textEdited.connect(lambda _: self._mark(""))
        follow_language(self, self._say)

    def _say(self) -> None:
        self.setAccessibleName(tr("Page label or number") if self._info.labels else tr("Page number"))

    def set_page(self, page: int) -> None:
        """The page in sight, from 0."""
        self._page = page
        self._show()

    def _show(self) -> None:
        self.setText(self._info.label(self._page))
        self.setCursorPosition(0)
        self._mark("")

    def _go(self) -> None:
        page = self._info.page_named(self.text())
        if page is None:
            self._mark("bad")
            self.selectAll()
        else:
            self.page_wanted.emit(page)

    def _mark(self, state: str) -> None:
        if (self.property("state") or "") != state:
            dress(self, state=state)
        unknown = tr("There is no such page. The document has {count}.").format(count=self._info.page_count)
        self.setToolTip(unknown if state else "")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show()
