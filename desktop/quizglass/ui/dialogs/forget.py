"""Asks before what the library remembers is erased: this cannot be brought back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_M, SPACE_S, SPACE_XL

_WIDTH = 420


class ForgetDialog(QDialog):
    """Of one document when ``name`` is given, of everything otherwise. Keeping is what Enter does."""

    def __init__(self, parent: QWidget, name: str = "") -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(_WIDTH)
        self._name = name
        self._title = label("title", wrap=True)
        self._explanation = label("body", wrap=True)
        self.keep = button("primary")
        self.forget = button("plain")
        self._lay_out()
        self.keep.clicked.connect(self.reject)
        self.forget.clicked.connect(self.accept)
        self.forget.setAutoDefault(False)
        self.keep.setDefault(True)
        follow_language(self, self._say)
        dress(self)

    def _lay_out(self) -> None:
        layout = column(self, margin=SPACE_XL, spacing=SPACE_S)
        layout.addWidget(self._title)
        layout.addWidget(self._explanation)
        layout.addSpacing(SPACE_M)
        below = row(spacing=SPACE_S)
        below.addStretch(1)
        below.addWidget(self.forget)
        below.addWidget(self.keep)
        layout.addLayout(below)

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
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(_WIDTH))
