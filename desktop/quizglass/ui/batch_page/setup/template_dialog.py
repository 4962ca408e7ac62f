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
    """``named`` gives the name; ``proposed`` is the first one to be seen.

    When one is renamed, it is called ``proposed`` now, and no other's name will do; one that is saved may take
    the place of another.
    """

    named = Signal(str)

    def __init__(self, known: tuple[str, ...], proposed: str, parent: QWidget, *, renaming: bool = False) -> None:
        super().__init__(parent)
        self._renaming = renaming
        self._known = {name.casefold() for name in known} - ({proposed.casefold()} if renaming else set())
        self._title, self._explanation = label("title", wrap=True), label("body", wrap=True)
        self._taken = label("warn", wrap=True)
        self.field = QLineEdit(proposed)
        self.field.setMaxLength(_LONGEST)
        self.field.selectAll()
        self.save_button, self._cancel = button("primary"), button("plain")
        for part in (self._title, self._explanation, self.field, self._taken):
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
        title = tr("Rename the template") if self._renaming else tr("Save as a template")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._explanation.setText(tr("The questions, their parts of the page and the choice of pages are kept."))
        self.field.setPlaceholderText(tr("Name of the template"))
        self.field.setAccessibleName(tr("Name of the template"))
        taken = name.casefold() in self._known
        self._taken.setText(self._about_taken() if taken else "")
        self._taken.setVisible(taken)
        self.save_button.setEnabled(bool(name) and not (taken and self._renaming))
        saving = tr("Rename") if self._renaming else tr("Save")
        for made, words in ((self.save_button, saving), (self._cancel, tr("Cancel"))):
            made.setText(words)
            made.setAccessibleName(words)
        self.fit()

    def _about_taken(self) -> str:
        if self._renaming:
            return tr("Another template has this name.")
        return tr("It takes the place of the template that has this name.")
