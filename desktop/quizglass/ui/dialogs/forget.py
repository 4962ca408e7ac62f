"""Asks before what the library remembers is erased: this cannot be brought back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.text import label
from quizglass.ui.dialogs.sheet import Sheet
from quizglass.ui.language import follow_language


class ForgetDialog(Sheet):
    """Of one document when ``name`` is given, of everything otherwise. Keeping is what Enter does."""

    def __init__(self, parent: QWidget, name: str = "") -> None:
        super().__init__(parent)
        self._name = name
        self._title = label("title", wrap=True)
        self._explanation = label("body", wrap=True)
        self.keep = button("primary")
        self.forget = button("plain")
        self.body.addWidget(self._title)
        self.body.addWidget(self._explanation)
        self.add_buttons(self.forget, self.keep)
        self.keep.clicked.connect(self.reject)
        self.forget.clicked.connect(self.accept)
        self.forget.setAutoDefault(False)
        self.keep.setDefault(True)
        follow_language(self, self._say)

    def _say(self) -> None:
        if self._name:
            title = tr("Forget {name}?").format(name=self._name)
            explanation = tr("Its questions and answers are erased for good. The document itself stays where it is.")
            forget = tr("Forget this document")
        else:
            title = tr("Forget everything?")
            explanation = tr("All questions and answers are erased for good. The documents stay where they are.")
            forget = tr("Forget everything")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._explanation.setText(explanation)
        self.forget.setText(forget)
        self.keep.setText(tr("Keep it"))
        self.fit()
