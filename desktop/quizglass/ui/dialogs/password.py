"""Asks for a document's password until it fits or is given up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from quizglass.errors import PasswordNeeded, WrongPassword
from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.text import label
from quizglass.ui.dialogs.sheet import Sheet
from quizglass.ui.language import follow_language
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_S


class PasswordDialog(Sheet):
    """Stays open while passwords are tried: `refuse` says that one did not fit.

    Signals:
        given(str): a password to try.
    """

    given = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._title = label("title", wrap=True)
        self._problem = label("bad", wrap=True)
        self._open = button("primary")
        self._cancel = button("plain")
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self._refused = False
        self._lay_out()
        self._open.clicked.connect(self._give)
        self.field.returnPressed.connect(self._give)
        self.field.textChanged.connect(self._on_text)
        self._cancel.clicked.connect(self.reject)
        follow_language(self, self._say)
        self._on_text("")

    def _lay_out(self) -> None:
        self.body.addWidget(self._title)
        self.body.addSpacing(SPACE_S)
        self.body.addWidget(self.field)
        self.body.addWidget(self._problem)
        self.add_buttons(self._cancel, self._open)
        self._problem.hide()

    def refuse(self) -> None:
        """The password did not fit."""
        self._refused = True
        self._open.setEnabled(True)
        self.field.selectAll()
        self.field.setFocus()
        dress(self.field, state="bad")
        self._problem.show()
        self._say()
        self.fit()

    @property
    def problem(self) -> str:
        """What is said under the field, "" before the first try."""
        return self._problem.text() if self._refused else ""

    def _give(self) -> None:
        if self.field.text():
            self._open.setEnabled(False)
            self.given.emit(self.field.text())

    def _on_text(self, text: str) -> None:
        self._open.setEnabled(bool(text))
        if self._refused:
            self._refused = False
            self._problem.hide()
            dress(self.field, state="")
            self.fit()

    def _say(self) -> None:
        self.setWindowTitle(tr("Password"))
        self._title.setText(PasswordNeeded(name=self._name).describe().what)
        self._problem.setText(str(WrongPassword(name=self._name)))
        self.field.setPlaceholderText(tr("Password"))
        self.field.setAccessibleName(tr("Password of {name}").format(name=self._name))
        self._open.setText(tr("Open the document"))
        self._open.setAccessibleName(tr("Open the document"))
        self.fit()
        self._cancel.setText(tr("Leave it closed"))
        self._cancel.setAccessibleName(tr("Leave it closed"))
