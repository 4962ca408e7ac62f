"""Asks before something is removed that cannot be had back at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.text import label
from quizglass.ui.dialogs.sheet import Sheet
from quizglass.ui.language import follow_language


class RemoveDialog(Sheet):
    """Keeping is what Enter does. ``say`` gives the question and what is lost, in the current language."""

    def __init__(self, say: Callable[[], tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._say_what = say
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
        title, explanation = self._say_what()
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._explanation.setText(explanation)
        for made, words in ((self.keep, tr("Keep it")), (self.remove, tr("Remove it"))):
            made.setText(words)
            made.setAccessibleName(words)
        self.fit()
