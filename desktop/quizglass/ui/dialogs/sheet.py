"""What all dialogs have in common: over one window, as wide as reading wants, as high as their words need."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from quizglass.ui.controls.layouts import column, row
from quizglass.ui.theme import SPACE_M, SPACE_S, SPACE_XL

_WIDTH = 420


class Sheet(QDialog):
    """Subclasses put their widgets into ``body``, end with `add_buttons`, and call `fit` when words change."""

    def __init__(self, parent: QWidget, *, width: int = _WIDTH) -> None:
        super().__init__(parent)
        self._width = width
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(width)
        self.body: QVBoxLayout = column(self, margin=SPACE_XL, spacing=SPACE_S)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """The last row, from left to right."""
        self.body.addSpacing(SPACE_M)
        below = row(spacing=SPACE_S)
        below.addStretch(1)
        for button in buttons:
            below.addWidget(button)
        self.body.addLayout(below)

    def fit(self) -> None:
        """Take the height that the words need."""
        self.body.activate()
        self.setFixedHeight(self.body.totalHeightForWidth(self._width))
