"""What the run will ask, in words, and the button that starts it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeySequence
from PySide6.QtWidgets import QFrame

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_L, SPACE_S, SPACE_XL

START_KEYS = QKeySequence("Ctrl+Return")


class StartBar(QFrame):
    """``start_wanted``: the button was pressed."""

    start_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "startBar")
        self._words = label("muted", wrap=True)
        self.button = button("primary")
        line = row(self, margin=(SPACE_XL, SPACE_S), spacing=SPACE_L)
        line.addWidget(self._words, 1)
        line.addWidget(self.button)
        self.button.clicked.connect(self.start_wanted)
        follow_language(self, self._say)

    @property
    def words(self) -> str:
        return self._words.text()

    def tell(self, words: str, *, wrong: bool = False) -> None:
        """Say what will be asked, or what keeps it from being asked."""
        self._words.setText(words)
        role = "bad" if wrong else "muted"
        if role != self._words.property("role"):
            dress(self._words, role=role)
        self.button.setAccessibleDescription(words)

    def announce(self) -> None:
        """Have a screen reader say it, wherever the focus is."""
        QAccessible.updateAccessibility(QAccessibleEvent(self._words, QAccessible.Event.Alert))

    def _say(self) -> None:
        self.setAccessibleName(tr("Start"))
        self.button.setText(tr("Start the run"))
        self.button.setAccessibleName(tr("Start the run"))
        keys = START_KEYS.toString(QKeySequence.SequenceFormat.NativeText)
        self.button.setToolTip(f"{tr('Start the run')}   {keys}")
