"""Says what was taken away, and brings it back for a while."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import row
from quizglass.ui.controls.text import ElidedLabel
from quizglass.ui.language import follow_language
from quizglass.ui.theme import SPACE_M, SPACE_S

_SHOWN_MS = 10_000


class UndoBar(QFrame):
    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._words = ElidedLabel()
        self._undo = button("link")
        self._gone = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        layout = row(self, margin=(SPACE_M, SPACE_S), spacing=SPACE_S)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._undo)
        self._undo.clicked.connect(self._on_undo)
        self._gone.timeout.connect(self.hide)
        follow_language(self, self._say)
        self.hide()

    def offer(self) -> None:
        """Show for ten seconds."""
        self.show()
        self._gone.start()

    def _on_undo(self) -> None:
        self.hide()
        self.undone.emit()

    def _say(self) -> None:
        self._words.setText(tr("The answer was deleted."))
        self._undo.setText(tr("Bring it back"))
        self._undo.setAccessibleName(tr("Bring the deleted answer back"))
