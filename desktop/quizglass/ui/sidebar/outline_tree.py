"""The document's own outline. Lines are made when their parent is opened: an outline may have twenty thousand."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from quizglass.i18n import tr
from quizglass.pages import OutlineEntry
from quizglass.ui.icons import paint_icon
from quizglass.ui.language import follow_language
from quizglass.ui.theme import ThemeSource

_ENTRY: Final = Qt.ItemDataRole.UserRole
_INDENTATION: Final = 16
_CHEVRON: Final = 12
_OPENED_AT_FIRST: Final = 200
"""Lines of the second level that are shown from the start."""
_SLACK: Final = 0.02
"""Of a page: a line that is only just below what is being read counts as read."""


class OutlineTree(QTreeWidget):
    """Signals:
    spot_wanted(int, float): the page that a line leads to, from 0, and the height on it, 0..1.
    """

    spot_wanted = Signal(int, float)

    def __init__(self, theme: ThemeSource, outline: tuple[OutlineEntry, ...]) -> None:
        super().__init__()
        self._theme = theme
        self._outline = outline
        self._parents = _parents(outline)
        self._children: dict[int, list[int]] = {}
        for at, parent in enumerate(self._parents):
            self._children.setdefault(parent, []).append(at)
        self._items: dict[int, QTreeWidgetItem] = {}
        self._places = sorted((entry.page, entry.y, at) for at, entry in enumerate(outline) if entry.page is not None)
        self._read = -1
        self.setHeaderHidden(True)
        self.setIndentation(_INDENTATION)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformRowHeights(True)
        theme.changed.connect(self.viewport().update)
        self.setRootIsDecorated(len(self._children.get(-1, ())) < len(outline))
        self._add_children(-1)
        self._open_first_level()
        self.itemExpanded.connect(lambda item: self._add_children(item.data(0, _ENTRY)))
        self.itemActivated.connect(self._go)
        self.itemClicked.connect(self._go)
        follow_language(self, lambda: self.setAccessibleName(tr("Outline")))

    def _open_first_level(self) -> None:
        roots = self._children.get(-1, [])
        if sum(len(self._children.get(root, ())) for root in roots) <= _OPENED_AT_FIRST:
            for root in roots:
                self._add_children(root)
                self._items[root].setExpanded(True)

    def _add_children(self, parent: int) -> None:
        children = self._children.get(parent, [])
        if not children or children[0] in self._items:
            return
        above = self._items.get(parent)
        made = []
        for at in children:
            item = QTreeWidgetItem()
            item.setText(0, " ".join(self._outline[at].title.split()))
            item.setToolTip(0, self._outline[at].title)
            item.setData(0, _ENTRY, at)
            if at in self._children:
                item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            self._items[at] = item
            made.append(item)
        if above is None:
            self.addTopLevelItems(made)
        else:
            above.addChildren(made)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """A chevron before a line that has others below it."""
        # The style has marked the chosen line here too, apart from its words.
        painter.fillRect(rect, self._theme.current.panel)
        if not self.model().hasChildren(index):
            return
        icon = "chevron-down" if self.isExpanded(index) else "chevron-right"
        side = min(_CHEVRON, rect.height())
        left = rect.right() - (_INDENTATION + side) // 2
        paint_icon(
            painter,
            icon,
            self._theme.current.muted,
            QRect(left, rect.top() + (rect.height() - side) // 2, side, side),
        )

    def follow(self, page: int, y: float) -> None:
        """Mark the line under which one reads at height ``y`` of ``page``; or the nearest shown one above it."""
        found = bisect_right(self._places, (page, y + _SLACK, len(self._outline))) - 1
        read = self._places[found][2] if found >= 0 else -1
        if read == self._read:
            return
        self._read = read
        shown = self._shown_line(read)
        if shown is None:
            self.selectionModel().clearCurrentIndex()
            self.clearSelection()
        else:
            self.setCurrentItem(shown)
            self.scrollToItem(shown)

    def _shown_line(self, entry: int) -> QTreeWidgetItem | None:
        """The line itself, or what stands above it where that is closed."""
        path = []
        while entry >= 0:
            path.append(entry)
            entry = self._parents[entry]
        shown = None
        for at in reversed(path):
            shown = self._items.get(at, shown)
            if at not in self._items or not self._items[at].isExpanded():
                break
        return shown

    def _go(self, item: QTreeWidgetItem) -> None:
        entry = self._outline[item.data(0, _ENTRY)]
        if entry.page is not None:
            self.spot_wanted.emit(entry.page, entry.y)


def _parents(outline: tuple[OutlineEntry, ...]) -> list[int]:
    """The line above each line, -1 for those at the top; levels may be skipped."""
    parents: list[int] = []
    path: list[int] = []
    for at, entry in enumerate(outline):
        while path and outline[path[-1]].level >= entry.level:
            path.pop()
        parents.append(path[-1] if path else -1)
        path.append(at)
    return parents
