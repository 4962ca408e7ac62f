"""Asks before a model is removed: to fetch it again takes long."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.text import label
from quizglass.ui.dialogs.sheet import Sheet
from quizglass.ui.language import follow_language
from quizglass.ui.model_page.amounts import size_words
from quizglass.ui.model_page.standing import Installed


class RemoveDialog(Sheet):
    """Keeping is what Enter does."""

    def __init__(self, item: Installed, parent: QWidget) -> None:
        super().__init__(parent)
        self._item = item
        self._title = label("title", wrap=True)
        self._explanation = label("body", wrap=True)
        self.keep = button("primary")
        self.remove = button("plain")
        self.body.addWidget(self._title)
        self.body.addWidget(self._explanation)
        self.add_buttons(self.remove, self.keep)
        self.keep.clicked.connect(self.reject)
        self.remove.clicked.connect(self.accept)
        self.keep.setDefault(True)
        follow_language(self, self._say)

    def _say(self) -> None:
        model = self._item.model
        title = tr("Remove {model}?").format(model=model.name)
        if self._item.host:
            explanation = tr("It is taken off the list, and its key out of the keyring. The server is not changed.")
        elif model.linked:
            explanation = tr("It is taken off the list. Its files stay where they are.")
        else:
            size = size_words(model.size_bytes)
            explanation = tr("Its files are deleted, {size}. What it answered stays.").format(size=size)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._explanation.setText(explanation)
        for made, words in ((self.keep, tr("Keep it")), (self.remove, tr("Remove it"))):
            made.setText(words)
            made.setAccessibleName(words)
        self.fit()
