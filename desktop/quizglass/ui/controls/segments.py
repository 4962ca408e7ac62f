"""A few choices side by side, one of which holds."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy, QWidget

from quizglass.ui.controls.layouts import row


class Segment(QPushButton):
    """One of them. It has room for its words in the weight that they have once it is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "segment")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        # Each as wide as its words ask for.
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        more = QFontMetrics(font).horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.text())
        return super().sizeHint() + QSize(max(0, more), 0)


class Segments(QFrame):
    """``chosen`` gives the key of the choice that the user made."""

    chosen = Signal(str)

    def __init__(self, keys: Iterable[str], parent: QWidget | None = None, *, roomy: bool = False) -> None:
        """``roomy`` ones have space around their words, where there is enough of it."""
        super().__init__(parent)
        self.setProperty("role", "segments")
        self._buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        layout = row(self, margin=2, spacing=2)
        for key in keys:
            segment = Segment()
            segment.setProperty("state", "roomy" if roomy else "")
            segment.clicked.connect(lambda _checked, key=key: self.chosen.emit(key))
            group.addButton(segment)
            layout.addWidget(segment)
            self._buttons[key] = segment
        self.choose(next(iter(self._buttons)))

    @property
    def buttons(self) -> list[QPushButton]:
        """From left to right."""
        return list(self._buttons.values())

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
