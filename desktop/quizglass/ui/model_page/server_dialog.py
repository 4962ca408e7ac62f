"""Adds a server of one's own network: it is asked what it serves, shown a blank page, and only then put on the list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from quizglass.errors import AppError
from quizglass.i18n import tr
from quizglass.models.server.server import Server
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.choice_box import ChoiceBox
from quizglass.ui.controls.text import label
from quizglass.ui.controls.tick_box import TickBox
from quizglass.ui.dialogs.sheet import Sheet
from quizglass.ui.language import follow_language
from quizglass.ui.theme import SPACE_S, SPACE_XS, ThemeSource


class ServerDialog(Sheet):
    """Stays open while the server is asked.

    Signals:
        asked(Server, str): ask it what it serves, with this key.
        wanted(Server, str): try it and add it.
    """

    asked = Signal(object, str)
    wanted = Signal(object, str)

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._offered: tuple[str, ...] | None = None
        self._busy = False
        self._title, self._explanation = label("title", wrap=True), label("muted", wrap=True)
        self._names = [label("small") for _ in range(3)]
        self.address, self.key, self.named = QLineEdit(), QLineEdit(), QLineEdit()
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.choice = ChoiceBox(theme, self)
        self.outside, self.blind = TickBox(theme), TickBox(theme)
        self._goes_out = label("warn", wrap=True)
        self._said = label("bad", wrap=True)
        self._leave = button("plain")
        self.go_on = button("primary")
        self._lay_out()
        self.address.textChanged.connect(self._on_address)
        self.outside.toggled.connect(lambda _: self._say())
        self.named.textChanged.connect(lambda _: self._enable())
        for field in (self.address, self.key, self.named):
            field.returnPressed.connect(self.go_on.click)
        self.go_on.clicked.connect(self._go_on)
        self._leave.clicked.connect(self.reject)
        follow_language(self, self._say)
        self._show_step()

    def _lay_out(self) -> None:
        self.body.addWidget(self._title)
        self.body.addWidget(self._explanation)
        self.body.addSpacing(SPACE_S)
        fields = ((self._names[0], self.address), (self._names[1], self.key), (self._names[2], self.choice))
        for name, field in fields:
            name.setBuddy(field)  # where a box is told by its choice, its label is told by this
            self.body.addWidget(name)
            self.body.addWidget(field)
            self.body.addSpacing(SPACE_XS)
        self.body.addWidget(self.named)
        self.body.addWidget(self.blind)
        self.body.addWidget(self.outside)
        self.body.addWidget(self._goes_out)
        self.body.addWidget(self._said)
        self.add_buttons(self._leave, self.go_on)

    @property
    def problem(self) -> str:
        """What is said under the fields; "" while nothing is wrong."""
        return "" if self._said.isHidden() else self._said.text()

    @property
    def server(self) -> Server:
        """What the fields describe; its id is still to be found."""
        model = "" if self._offered is None else (self.choice.choice if self._offered else self.named.text().strip())
        return Server(
            "", self.address.text().strip(), model, outside=self.outside.isChecked(), sees=not self.blind.isChecked()
        )

    def offer(self, models: tuple[str, ...]) -> None:
        """The server serves ``models``; without any the user has to say what it calls the model."""
        self._offered = models
        self._said.clear()
        self.choice.set_choices({name: name for name in models})
        self._set_busy(False)
        (self.choice if models else self.named).setFocus()

    def refuse(self, error: AppError) -> None:
        """It cannot be used: say why, and lead back to where the question was put."""
        self._set_busy(False)
        (self.address if self._offered is None else self.go_on).setFocus()
        self._said.setText(" ".join(error.describe()))
        self._said.show()
        self.fit()

    def _go_on(self) -> None:
        server, key = self.server, self.key.text().strip()
        self._said.clear()
        self._said.hide()
        self._set_busy(True)
        (self.asked if self._offered is None else self.wanted).emit(server, key)

    def _on_address(self) -> None:
        """Another address: what it serves is not known any more."""
        self._offered = None
        self._said.hide()
        self._show_step()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show_step()

    def _show_step(self) -> None:
        known = self._offered is not None
        self._names[2].setVisible(known)
        self.choice.setVisible(bool(self._offered))
        self.named.setVisible(known and not self._offered)
        self.blind.setVisible(known)
        for field in (self.address, self.key, self.choice, self.named, self.blind, self.outside):
            field.setEnabled(not self._busy)
        self._say()

    def _enable(self) -> None:
        named = self._offered is None or bool(self.server.model)
        self.go_on.setEnabled(bool(self.address.text().strip()) and named and not self._busy)

    def _say(self) -> None:
        title = tr("Add a server")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._explanation.setText(
            tr("A computer of your own network that runs a model: vLLM, SGLang, llama.cpp and others.")
        )
        fields = (self.address, self.key, self.choice)
        for name, field, words in zip(
            self._names, fields, (tr("Address"), tr("Key, if it wants one"), tr("Model")), strict=True
        ):
            name.setText(words)
            field.setAccessibleName(words)
        self.address.setPlaceholderText("http://gpu.office.lan:8000/v1")
        self.named.setPlaceholderText(tr("What the server calls the model"))
        self.named.setAccessibleName(tr("What the server calls the model"))
        self.outside.say(tr("It is outside my own network"))
        self._goes_out.setText(tr("Questions, and the pages they are about, then leave your network."))
        self._goes_out.setVisible(self.outside.isChecked())
        self.blind.say(tr("It sees no pictures: tell it the words"))
        self._leave.setText(tr("Not now"))
        self._leave.setAccessibleName(tr("Not now"))
        self.go_on.setText(self._step_words())
        self.go_on.setAccessibleName(self.go_on.text())
        self._said.setVisible(bool(self._said.text()) and not self._said.isHidden())
        self._enable()
        self.fit()

    def _step_words(self) -> str:
        if self._busy:
            return tr("Asking it…")
        return tr("Find its models") if self._offered is None else tr("Try it and add it")
