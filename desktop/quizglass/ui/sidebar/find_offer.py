"""Offers to read the pages that are pictures, whose words cannot be found before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from quizglass.i18n import trn
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.reading.duration import time_words
from quizglass.ui.theme import SPACE_S


class FindOffer(QWidget):
    """``accepted`` tells that the pages are to be read."""

    accepted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._seconds = 0.0
        self._words = label("small", wrap=True)
        self.button = button("plain")
        layout = column(self, spacing=SPACE_S)
        layout.addWidget(self._words)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self.accepted)
        self.hide()
        follow_language(self, self._say)

    @property
    def words(self) -> str:
        """What it says, "" while there is nothing to offer."""
        return "" if self.isHidden() else self._words.text()

    def offer(self, count: int, seconds: float) -> None:
        """``count`` pages are pictures, which take about ``seconds`` to read; none: nothing is offered."""
        self._count, self._seconds = count, seconds
        self.setVisible(bool(count))
        self._say()

    def _say(self) -> None:
        words = trn(
            "{count} page is a picture. Reading it takes {time}.",
            "{count} pages are pictures. Reading them takes {time}.",
            self._count,
        )
        self._words.setText(words.format(count=self._count, time=time_words(self._seconds)))
        self.setAccessibleName(self._words.text())
        read = trn("Read it", "Read them", self._count)
        self.button.setText(read)
        self.button.setAccessibleName(f"{self._words.text()} {read}")
