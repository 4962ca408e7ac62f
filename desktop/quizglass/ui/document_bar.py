"""A bar above the pages of one document that says what is wrong with its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.icons import line_icon
from quizglass.ui.language import follow_language
from quizglass.ui.theme import ICON_SIZE, SPACE_L, SPACE_M, SPACE_S, ThemeSource

_WIDE = 520


@dataclass(frozen=True, slots=True)
class BarWords:
    """``say`` gives what is wrong and what that means, in the current language; the button is optional."""

    say: Callable[[], tuple[str, str]]
    button: Callable[[], str] | None = None
    help: Callable[[], object] | None = None


class DocumentBar(QFrame):
    """Made when there is something to say; hidden it takes no room."""

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._content: BarWords | None = None
        self._what = label("strong", wrap=True)
        self._more = label("muted", wrap=True)
        self._button = button("plain")
        self._close = IconButton(theme, "close", tint="muted")
        self.setProperty("role", "documentBar")
        self._theme = theme
        self._picture = QLabel()
        layout = row(self, margin=(SPACE_L, SPACE_S), spacing=SPACE_M)
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        words = column()
        words.addWidget(self._what)
        words.addWidget(self._more)
        self._inside = row(spacing=SPACE_S)
        self._inside.addLayout(words, 1)
        self._inside.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._inside, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._button.clicked.connect(self._help)
        self._close.clicked.connect(self.clear)
        self.hide()
        theme.changed.connect(self._draw)
        self._draw()
        follow_language(self, self._say)

    @property
    def words(self) -> str:
        """All that it says, "" while it says nothing."""
        return "" if self._content is None else " ".join(part for part in self._content.say() if part)

    def show_words(self, content: BarWords) -> None:
        self._content = content
        self._say()
        self.show()

    def clear(self) -> None:
        self._content = None
        self.hide()

    def _draw(self) -> None:
        self._picture.setPixmap(line_icon(self._theme, "warn", "warn").pixmap(QSize(ICON_SIZE, ICON_SIZE)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the button stands below the words."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE
        self._inside.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _help(self) -> None:
        if self._content is not None and self._content.help is not None:
            self._content.help()

    def _say(self) -> None:
        self._close.say(tr("Close this message"))
        if self._content is None:
            return
        what, more = self._content.say()
        self._what.setText(what)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._button.setVisible(self._content.button is not None)
        if self._content.button is not None:
            self._button.setText(self._content.button())
            self._button.setAccessibleName(self._button.text())
        self._picture.setAccessibleName(what)
        self.setAccessibleName(what)
        self.setAccessibleDescription(more)
