"""A page that scrolls, its contents in one column in the middle: what stands in the place of the documents."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from quizglass.ui.controls.layouts import column, row
from quizglass.ui.theme import SPACE_S, SPACE_XL


class CentredPage(QScrollArea):
    """``lines`` is the column, ``width`` device-independent pixels wide where there is room."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setProperty("role", "desk")
        self.setWidget(inside)
        sides = row(inside, margin=SPACE_XL)
        middle = QWidget()
        middle.setMaximumWidth(width)
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        sides.addStretch(1)
        sides.addWidget(middle, 100)
        sides.addStretch(1)
        self.lines = column(middle, spacing=SPACE_S)
