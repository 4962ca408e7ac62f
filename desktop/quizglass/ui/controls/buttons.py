"""Buttons with words. What they say is what happens."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from quizglass.ui.icons import line_icon
from quizglass.ui.theme import SPACE_L, SPACE_S, ThemeSource


def button(kind: str = "plain", parent: QWidget | None = None) -> QPushButton:
    """A button that looks as ``kind`` says: primary, plain, flat, link, row, segment, chip, search."""
    made = QPushButton(parent)
    made.setProperty("kind", kind)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAutoDefault(False)
    if kind == "link":
        made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def button_with_icon(theme: ThemeSource, kind: str, icon: str, tint: str = "text") -> QPushButton:
    made = button(kind)
    # Wider than the icon: that is the only way to keep it apart from the words.
    made.setIconSize(QSize(SPACE_L + SPACE_S, SPACE_L))
    made.setIcon(line_icon(theme, icon, tint))
    return made
