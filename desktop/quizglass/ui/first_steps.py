"""How one asks a document, in three lines, for those who have opened none yet."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.icons import line_icon
from quizglass.ui.language import follow_language
from quizglass.ui.theme import ICON_SIZE, SPACE_M, ThemeSource

_ICONS = ("region", "question", "check")


class FirstSteps(QWidget):
    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = [QLabel() for _ in _ICONS]
        self._words = [label("muted", wrap=True) for _ in _ICONS]
        lines = column(self, spacing=SPACE_M)
        for picture, words in zip(self._pictures, self._words, strict=True):
            line = row(spacing=SPACE_M)
            line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(words, 1)
            lines.addLayout(line)
        theme.changed.connect(self._draw)
        self._draw()
        follow_language(self, self._say)

    def _draw(self) -> None:
        for picture, icon in zip(self._pictures, _ICONS, strict=True):
            picture.setPixmap(line_icon(self._theme, icon, "accent").pixmap(QSize(ICON_SIZE, ICON_SIZE)))

    def _say(self) -> None:
        told = (
            tr("Drag over a part of a page, or click a table or a picture."),
            tr("Type what you want to know about it and press Enter."),
            tr("The answer comes with the place it stands at, lit up on the page."),
        )
        for picture, label_, words in zip(self._pictures, self._words, told, strict=True):
            label_.setText(words)
            picture.setAccessibleName(words)
        self.setAccessibleName(tr("How it works"))
        self.setAccessibleDescription(" ".join(told))
