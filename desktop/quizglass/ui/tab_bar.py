"""The tabs of the open documents: dragged into another order, closed by the middle button, with a menu each."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QGuiApplication, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QTabBar, QWidget

from quizglass.i18n import tr
from quizglass.ui.icons import line_icon
from quizglass.ui.theme import ThemeSource


class TabBar(QTabBar):
    """Signals:
    close_wanted(int)
    others_close_wanted(int): all but this one.
    room_changed(): tabs fit, or do so no longer.
    """

    close_wanted = Signal(int)
    others_close_wanted = Signal(int)
    room_changed = Signal()

    def __init__(self, theme: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setExpanding(False)
        self.setMovable(True)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.setUsesScrollButtons(True)
        self.setDrawBase(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def path(self, at: int) -> str:
        """Where the document of the tab is."""
        return str(self.tabData(at) or "")

    @property
    def overflows(self) -> bool:
        """Whether some tabs are out of sight."""
        return sum(self.tabRect(at).width() for at in range(self.count())) > self.width()

    def minimumSizeHint(self) -> QSize:
        # Qt keeps room for scroll buttons even beside a single tab.
        return super().minimumSizeHint().boundedTo(self.sizeHint())

    def tabLayoutChange(self) -> None:
        super().tabLayoutChange()
        self.room_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.room_changed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton and at >= 0:
            self.close_wanted.emit(at)
        else:
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        at = self.tabAt(event.pos()) if by_mouse else self.currentIndex()
        if at >= 0:
            self._menu(at).popup(event.globalPos() if by_mouse else self.mapToGlobal(self.tabRect(at).bottomLeft()))

    def _menu(self, at: int) -> QMenu:
        path = self.path(at)
        menu = QMenu(self)
        menu.setAccessibleName(tr("Menu of {name}").format(name=self.accessibleTabName(at)))
        close = menu.addAction(line_icon(self._theme, "close", "muted"), tr("Close"))
        close.triggered.connect(lambda: self.close_wanted.emit(at))
        others = menu.addAction(tr("Close the others"))
        others.setEnabled(self.count() > 1)
        others.triggered.connect(lambda: self.others_close_wanted.emit(at))
        menu.addSeparator()
        show = menu.addAction(line_icon(self._theme, "folder", "muted"), tr("Show the folder"))
        show.triggered.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent))))
        copy = menu.addAction(line_icon(self._theme, "copy", "muted"), tr("Copy the path"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(path))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def show_list(self, below: QWidget) -> None:
        """All tabs by name, also those that are out of sight."""
        menu = QMenu(self)
        menu.setAccessibleName(tr("Open documents"))
        for at in range(self.count()):
            entry = menu.addAction(self.tabText(at))
            entry.setToolTip(self.path(at))
            entry.setCheckable(True)
            entry.setChecked(at == self.currentIndex())
            entry.triggered.connect(lambda _checked, at=at: self.setCurrentIndex(at))
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))
