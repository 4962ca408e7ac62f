"""The document's own outline."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from quizglass.i18n import tr
from quizglass.pages import OutlineEntry
from quizglass.ui.language import follow_language

_PAGE = Qt.ItemDataRole.UserRole


class OutlineTree(QTreeWidget):
    """``page_wanted`` gives the page that a line leads to."""

    page_wanted = Signal(int)

    def __init__(self, outline: tuple[OutlineEntry, ...]) -> None:
        super().__init__()
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        levels: list[QTreeWidgetItem] = []
        for line in outline:
            parent = levels[line.level - 1] if 0 < line.level <= len(levels) else None
            item = QTreeWidgetItem(parent) if parent is not None else QTreeWidgetItem(self)
            item.setText(0, " ".join(line.title.split()))
            item.setToolTip(0, line.title)
            item.setData(0, _PAGE, line.page)
            levels = [*levels[: line.level], item]
        self.setRootIsDecorated(any(line.level for line in outline))
        self.expandToDepth(0)
        self.itemActivated.connect(self._go)
        self.itemClicked.connect(self._go)
        follow_language(self, lambda: self.setAccessibleName(tr("Outline")))

    def _go(self, item: QTreeWidgetItem) -> None:
        page = item.data(0, _PAGE)
        if page is not None:
            self.page_wanted.emit(page)
