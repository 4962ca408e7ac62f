"""Asks what a template is to be called."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.text import label
from quizglass.ui.dialogs.sheet import Sheet
from quizglass.ui.language import follow_language

_LONGEST = 100


class TemplateDialog(Sheet):
    """``named`` gives the name."""

    named = Signal(str)

    def __init__(self, known: tuple[str, ...], proposed: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._known = {name.casefold() for name in known}
        self._title, self._explanation = label("title", wrap=True), label("body", wrap=True)
        self._replaces = label("warn", wrap=True)
        self.field = QLineEdit(proposed)
        self.field.setMaxLength(_LONGEST)
        self.field.selectAll()
        self.save_button, self._cancel = button("primary"), button("plain")
        for part in (self._title, self._explanation, self.field, self._replaces):
            self.body.addWidget(part)
        self.add_buttons(self._cancel, self.save_button)
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._save)
        self._cancel.clicked.connect(self.reject)
        self.field.textChanged.connect(lambda _: self._say())
        follow_language(self, self._say)

    def _save(self) -> None:
        self.named.emit(self.field.text().strip())
        self.accept()

    def _say(self) -> None:
        name = self.field.text().strip()
        title = tr("Save as a template")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._explanation.setText(tr("The questions, their parts of the page and the choice of pages are kept."))
        self.field.setPlaceholderText(tr("Name of the template"))
        self.field.setAccessibleName(tr("Name of the template"))
        replaces = name.casefold() in self._known
        self._replaces.setText(tr("It takes the place of the template that has this name.") if replaces else "")
        self._replaces.setVisible(replaces)
        self.save_button.setEnabled(bool(name))
        for made, words in ((self.save_button, tr("Save")), (self._cancel, tr("Cancel"))):
            made.setText(words)
            made.setAccessibleName(words)
        self.fit()
