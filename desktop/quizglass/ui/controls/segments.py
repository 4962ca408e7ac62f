"""A few choices side by side, one of which holds."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QWidget

from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import row


class Segments(QFrame):
    """``chosen`` gives the key of the choice that the user made."""

    chosen = Signal(str)

    def __init__(self, keys: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self._buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        layout = row(self, margin=2, spacing=2)
        for key in keys:
            segment = button("segment")
            segment.setCheckable(True)
            segment.clicked.connect(lambda _checked, key=key: self.chosen.emit(key))
            group.addButton(segment)
            layout.addWidget(segment, 1)
            self._buttons[key] = segment
        self.choose(next(iter(self._buttons)))

    @property
    def choice(self) -> str:
        return next(key for key, segment in self._buttons.items() if segment.isChecked())

    def choose(self, key: str) -> None:
        """Make it the one that holds, without telling."""
        self._buttons[key].setChecked(True)

    def say(self, name: str, words: dict[str, str]) -> None:
        """``name`` says what is chosen, ``words`` what each choice is."""
        self.setAccessibleName(name)
        for key, text in words.items():
            self._buttons[key].setText(text)
            self._buttons[key].setAccessibleName(f"{name}: {text}")
