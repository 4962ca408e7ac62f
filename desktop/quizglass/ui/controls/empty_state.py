"""What stands where there is nothing yet: a quiet picture, what is missing, and how to come by it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.text import label
from quizglass.ui.icons import line_icon
from quizglass.ui.language import follow_language
from quizglass.ui.theme import ICON_SIZE, SPACE_L, SPACE_S, SPACE_XL, ThemeSource


class EmptyState(QWidget):
    """``say`` gives what is missing and how to come by it, in the current language."""

    def __init__(self, theme: ThemeSource, icon: str, say: Callable[[], tuple[str, str]]) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._say_words = say
        self._picture = QLabel()
        self._what = label("strong", wrap=True)
        self._how = label("muted", wrap=True)
        lines = column(self, margin=(SPACE_S, SPACE_XL), spacing=SPACE_S)
        for part in (self._picture, self._what, self._how):
            if isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            lines.addWidget(part)
        lines.setContentsMargins(SPACE_S, SPACE_XL, SPACE_S, SPACE_L)
        lines.addStretch(1)
        theme.changed.connect(self._draw)
        self._draw()
        follow_language(self, self.say)

    def _draw(self) -> None:
        side = ICON_SIZE + SPACE_S
        self._picture.setPixmap(line_icon(self._theme, self._icon, "muted").pixmap(QSize(side, side)))

    def say(self) -> None:
        """Show the words as they are now."""
        what, how = self._say_words()
        self._what.setText(what)
        self._how.setText(how)
        self._how.setVisible(bool(how))
        self._picture.setAccessibleName(what)
        self.setAccessibleName(what)
        self.setAccessibleDescription(how)


class OrEmpty(QStackedWidget):
    """Shows ``full``, or ``empty`` while there is nothing in it."""

    def __init__(self, full: QWidget, empty: EmptyState) -> None:
        super().__init__()
        self.addWidget(full)
        self.addWidget(empty)
        self.setFocusProxy(full)

    def set_empty(self, empty: bool) -> None:
        self.setCurrentIndex(1 if empty else 0)
