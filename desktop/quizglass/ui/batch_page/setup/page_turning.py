"""Turns the pages of the document on which a part is chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from quizglass.i18n import tr
from quizglass.pages import DocumentInfo
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.page_field import PageField
from quizglass.ui.theme import SPACE_XS, ThemeSource


class PageTurning(QWidget):
    """``page_wanted`` gives a page from 0. Seen where there is more than one."""

    page_wanted = Signal(int)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._page, self._count = 0, 0
        self._field: PageField | None = None
        self.back, self.on = IconButton(theme, "chevron-left"), IconButton(theme, "chevron-right")
        self._total = label("muted")
        self._line = row(self, spacing=SPACE_XS)
        for part in (self.back, self._total, self.on):
            self._line.addWidget(part)
        self.back.clicked.connect(lambda: self.page_wanted.emit(self._page - 1))
        self.on.clicked.connect(lambda: self.page_wanted.emit(self._page + 1))
        follow_language(self, self._say)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in the order in which it stands."""
        return [self.back, *([self._field] if self._field is not None else []), self.on]

    def show_pages(self, info: DocumentInfo, page: int) -> None:
        """Turn the pages of this document, of which ``page`` is in sight."""
        if self._field is not None:
            self._line.removeWidget(self._field)
            self._field.deleteLater()
        self._field = PageField(info)
        self._field.page_wanted.connect(self.page_wanted)
        self._line.insertWidget(1, self._field)
        self._count = info.page_count
        self.setVisible(info.page_count > 1)
        self.set_page(page)

    def set_page(self, page: int) -> None:
        self._page = page
        if self._field is not None:
            self._field.set_page(page)
        self.back.setEnabled(page > 0)
        self.on.setEnabled(page + 1 < self._count)
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(tr("Page"))
        self._total.setText(tr("/ {count}").format(count=self._count))
        self.back.say(tr("Previous page"))
        self.on.say(tr("Next page"))
