"""Why new keys cannot simply be taken, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import row
from quizglass.ui.controls.text import label
from quizglass.ui.shortcuts.key_field import native
from quizglass.ui.theme import SPACE_S


class ConflictStrip(QWidget):
    """Signals:
    taken(str): these keys are to be taken from who has them.
    left(): everything is to stay as it is.
    """

    taken = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wanted = ""
        self._problem = label("warn", wrap=True)
        self.take = button("plain")
        self.leave = button("plain")
        layout = row(self, spacing=SPACE_S)
        layout.addWidget(self._problem, 1)
        layout.addWidget(self.take)
        layout.addWidget(self.leave)
        self.take.clicked.connect(lambda: self.taken.emit(self._wanted))
        self.leave.clicked.connect(self.left)

    @property
    def problem(self) -> str:
        return self._problem.text()

    def ask(self, keys: str, holder: str, *, fixed: bool) -> None:
        """``keys`` belong to the action named ``holder``; where they are ``fixed`` they cannot be taken."""
        self._wanted = keys
        self._say(tr("{keys} already does “{name}”.").format(keys=native(keys), name=holder))
        self.take.setText(tr("Take it from there"))
        self.take.setAccessibleName(tr("Take {keys} from {name}").format(keys=native(keys), name=holder))
        self.leave.setText(tr("Leave it there"))
        self.leave.setAccessibleName(tr("Leave the keys as they are"))
        self.take.setVisible(not fixed)
        self.leave.show()
        self.show()
        (self.leave if fixed else self.take).setFocus()

    def refuse(self, keys: str) -> None:
        """``keys``, as the system writes them, belong to nobody and yet cannot be had."""
        self._say(tr("{keys} alone is needed to move about and to write.").format(keys=keys))
        self.take.hide()
        self.leave.hide()
        self.show()

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self.setAccessibleName(words)
