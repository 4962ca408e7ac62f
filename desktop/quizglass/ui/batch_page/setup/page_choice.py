"""Which pages of each document a run asks, and in which order."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from quizglass.batch.plan import Which
from quizglass.documents.limits import MOST_PAGES
from quizglass.i18n import tr, trc, trn
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.segments import Segments
from quizglass.ui.controls.text import label
from quizglass.ui.controls.tick_box import TickBox
from quizglass.ui.language import follow_language
from quizglass.ui.printing.page_choice import typed_pages
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S, ThemeSource

_OPEN_END: Final = re.compile(r"[-–—]\s*([,;]|$)")
_WHICH: Final[tuple[Which, ...]] = ("all", "odd", "even")


class PageChoice(QFrame):
    """``changed`` tells that something else is chosen."""

    changed = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._longest = 0
        self.setProperty("role", "card")
        self._title = label("title")
        self.which = Segments(_WHICH, roomy=True)
        self.typed = QLineEdit()
        self.typed.setAcceptDrops(False)
        self.backwards = TickBox(theme)
        self._wrong = label("bad", wrap=True)
        lines = column(self, margin=(SPACE_L, SPACE_M), spacing=SPACE_S)
        head = row(spacing=SPACE_M)
        head.addWidget(self._title, 1)
        head.addWidget(self.which)
        for part in (self.typed, self._wrong, self.backwards):
            lines.addWidget(part)
        lines.insertLayout(0, head)
        self.which.chosen.connect(lambda _: self.changed.emit())
        self.typed.textEdited.connect(lambda _: self._on_typed())
        self.backwards.toggled.connect(lambda _: self.changed.emit())
        follow_language(self, self._say)

    def stops(self) -> list[QWidget]:
        """What Tab comes to, in the order in which it stands."""
        return [*self.which.buttons, self.typed, self.backwards]

    # What is chosen -------------------------------------------------------------------------------------------------

    @property
    def pages(self) -> tuple[int, ...]:
        """Those that were typed, from 0; none for all."""
        text = self.typed.text()
        typed = typed_pages(text, MOST_PAGES) if text.strip() else ()
        pages = tuple(sorted(set(typed or ())))
        if self._longest and _OPEN_END.search(text):
            return tuple(page for page in pages if page < self._longest) or pages[:1]
        return pages

    @property
    def chosen_which(self) -> Which:
        return next(which for which in _WHICH if which == self.which.choice)

    @property
    def wrong(self) -> str:
        """What is the matter with the pages that were typed, in words; "" when all is well."""
        if not self.typed.text().strip():
            return ""
        pages = self.pages
        if not pages:
            return tr("Pages are typed as 1-5, 8. This is not understood: “{typed}”.").format(typed=self.typed.text())
        if self._longest and pages[0] >= self._longest:
            words = trn(
                "No document has these pages: the longest has {count} page.",
                "No document has these pages: the longest has {count} pages.",
                self._longest,
            )
            return words.format(count=self._longest)
        return ""

    def set_longest(self, pages: int) -> None:
        """How many pages the longest document has; 0 while that is not known."""
        self._longest = pages
        self._show_wrong()

    def put(self, pages: tuple[int, ...], which: Which, *, backwards: bool) -> None:
        """Choose these."""
        self.which.choose(which)
        self.typed.setText(words_of_pages(pages))
        self.backwards.setChecked(backwards)
        self._on_typed()

    # Inside ---------------------------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        self._show_wrong()
        self.changed.emit()

    def _show_wrong(self) -> None:
        wrong = self.wrong
        if wrong != self._wrong.text():
            dress(self.typed, state="bad" if wrong else "")
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        self.typed.setAccessibleDescription(wrong)

    def _say(self) -> None:
        self.setAccessibleName(tr("Pages"))
        self._title.setText(tr("Pages"))
        words = {"all": trc("pages", "All"), "odd": trc("pages", "Odd"), "even": trc("pages", "Even")}
        self.which.say(tr("Pages"), words)
        self.typed.setPlaceholderText(tr("Only some pages, such as 1-5, 8"))
        self.typed.setAccessibleName(tr("Only some pages, such as 1-5, 8"))
        self.backwards.say(tr("From the last page to the first"))
        self._show_wrong()


def words_of_pages(pages: tuple[int, ...]) -> str:
    """Pages from 0 as one types them: ``1-5, 8``."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(first + 1) if first == last else f"{first + 1}-{last + 1}" for first, last in runs)
