"""Asks for a document's password until it fits or is given up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from quizglass.errors import PasswordNeeded, WrongPassword
from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_M, SPACE_S, SPACE_XL

_WIDTH = 400


class PasswordDialog(QDialog):
    """Stays open while passwords are tried: `refuse` says that one did not fit.

    Signals:
        given(str): a password to try.
    """

    given = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(_WIDTH)
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
        layout = column(self, margin=SPACE_XL, spacing=SPACE_S)
        layout.addWidget(self._title)
        layout.addSpacing(SPACE_S)
        layout.addWidget(self.field)
        layout.addWidget(self._problem)
        layout.addSpacing(SPACE_M)
        below = row(spacing=SPACE_S)
        below.addStretch(1)
        below.addWidget(self._cancel)
        below.addWidget(self._open)
        layout.addLayout(below)
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
        self._fit()

    @property
    def problem(self) -> str:
        """What is said under the field, "" before the first try."""
        return self._problem.text() if self._refused else ""

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(_WIDTH))

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
            self._fit()

    def _say(self) -> None:
        self.setWindowTitle(tr("Password"))
        self._title.setText(PasswordNeeded(name=self._name).describe().what)
        self._problem.setText(str(WrongPassword(name=self._name)))
        self.field.setPlaceholderText(tr("Password"))
        self.field.setAccessibleName(tr("Password of {name}").format(name=self._name))
        self._open.setText(tr("Open the document"))
        self._open.setAccessibleName(tr("Open the document"))
        self._fit()
        self._cancel.setText(tr("Leave it closed"))
        self._cancel.setAccessibleName(tr("Leave it closed"))
