"""What can be done with an answer: a row of icons that shows while the card is pointed at or has the focus."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import row
from quizglass.ui.language import follow_language
from quizglass.ui.theme import SPACE_XS, ThemeSource


class CardActions(QWidget):
    copy = Signal()
    copy_with_source = Signal()
    seen = Signal()
    again = Signal()
    edit = Signal()
    delete = Signal()

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = row(self, spacing=SPACE_XS)
        self._buttons: dict[str, IconButton] = {}
        for icon, signal in {
            "copy": self.copy,
            "copy-source": self.copy_with_source,
            "eye": self.seen,
            "again": self.again,
            "edit": self.edit,
            "delete": self.delete,
        }.items():
            made = IconButton(theme, icon, tint="muted", small=True)
            made.clicked.connect(signal)
            layout.addWidget(made)
            self._buttons[icon] = made
        follow_language(self, self._say)

    def set_copyable(self, copyable: bool) -> None:
        """There is a text to copy."""
        self._buttons["copy"].setEnabled(copyable)
        self._buttons["copy-source"].setEnabled(copyable)

    def set_seen(self, seen: bool) -> None:
        """There is something to show of what the model was given."""
        self._buttons["eye"].setEnabled(seen)

    def _say(self) -> None:
        self._buttons["copy"].say(tr("Copy the answer"))
        self._buttons["copy-source"].say(tr("Copy with its source"))
        self._buttons["eye"].say(tr("Show what the model saw"))
        self._buttons["again"].say(tr("Ask again"))
        self._buttons["edit"].say(tr("Change the question"))
        self._buttons["delete"].say(tr("Delete the answer"))
