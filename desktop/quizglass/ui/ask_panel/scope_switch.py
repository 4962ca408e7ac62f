"""Of what a question is asked: the region, the page or the document."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.layouts import row
from quizglass.ui.controls.segments import Segment
from quizglass.ui.language import follow_language
from quizglass.ui.session.entry import Scope


class ScopeSwitch(QFrame):
    """``chosen`` tells that the user chose another scope."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self._page = 0
        self._buttons: dict[Scope, QPushButton] = {}
        group = QButtonGroup(self)
        layout = row(self, margin=2, spacing=2)
        for scope in Scope:
            segment = Segment()
            segment.clicked.connect(lambda _checked, scope=scope: self.chosen.emit(scope))
            group.addButton(segment)
            layout.addWidget(segment)
            self._buttons[scope] = segment
        self.set_region(False)
        self.set_scope(Scope.PAGE)
        follow_language(self, self._say)

    def set_scope(self, scope: Scope) -> None:
        self._buttons[scope].setChecked(True)

    def set_region(self, there: bool) -> None:
        self._buttons[Scope.REGION].setEnabled(there)

    def set_page(self, page: int) -> None:
        """``page`` counts from 0."""
        self._page = page
        self._say()

    def _say(self) -> None:
        self.setAccessibleName(tr("Ask of"))
        words = {
            Scope.REGION: tr("Region"),
            Scope.PAGE: tr("Page {page}").format(page=self._page + 1),
            Scope.DOCUMENT: tr("Document"),
        }
        for scope, text in words.items():
            self._buttons[scope].setText(text)
            self._buttons[scope].setAccessibleName(tr("Ask of: {scope}").format(scope=text))
        self._buttons[Scope.REGION].setToolTip(tr("Drag over a part of the page to ask of it alone"))
