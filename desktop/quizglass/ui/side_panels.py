"""The centre with a panel on each side. Both can be hidden and resized; in a narrow window the right is a drawer."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.layouts import column
from quizglass.ui.language import follow_language
from quizglass.ui.preferences import Preferences
from quizglass.ui.theme import SPACE_XL

DRAWER_BELOW: Final = 900
_LEFT_LEAST: Final = 160
_RIGHT_LEAST: Final = 300
_CENTRE_LEAST: Final = 240
_CENTRE_WANTED: Final = 480
_HANDLE: Final = 5


class SidePanels(QWidget):
    """``visibility_changed`` tells that a panel was shown or hidden."""

    visibility_changed = Signal()

    def __init__(self, preferences: Preferences, centre: QWidget) -> None:
        super().__init__()
        self._preferences = preferences
        self.left = QStackedWidget()
        self.right = QStackedWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._drawer = QFrame(self)
        self._has_document = False
        self._drawer_open = False
        self._narrow = False
        self._lay_out(centre)
        self._splitter.splitterMoved.connect(self._on_moved)

    def _lay_out(self, centre: QWidget) -> None:
        column(self).addWidget(self._splitter)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(_HANDLE)
        for widget, least in ((self.left, _LEFT_LEAST), (centre, _CENTRE_LEAST), (self.right, _RIGHT_LEAST)):
            widget.setMinimumWidth(least)
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        self._drawer.setProperty("role", "rightPanel")
        column(self._drawer)
        self._drawer.hide()
        for stack, role in ((self.left, "leftPanel"), (self.right, "rightPanel")):
            empty = QFrame()
            empty.setProperty("role", role)
            stack.addWidget(empty)
            stack.hide()
        follow_language(self, self._say)

    def _say(self) -> None:
        self.setAccessibleName(tr("Document and panels"))
        self._splitter.setAccessibleName(tr("Document and panels"))
        names = ("", tr("Width of the left panel"), tr("Width of the ask panel"))
        for at in range(1, self._splitter.count()):
            self._splitter.handle(at).setAccessibleName(names[at])

    # Showing --------------------------------------------------------------------------------------------------------

    @property
    def left_shown(self) -> bool:
        return self._preferences.current.left_panel

    @property
    def right_shown(self) -> bool:
        """In a narrow window: the drawer is out."""
        return self._drawer_open if self._narrow else self._preferences.current.right_panel

    def set_has_document(self, there: bool) -> None:
        """The panels belong to a document; without one there is nothing to show in them."""
        self._has_document = there
        self._arrange()

    def show_left(self, shown: bool) -> None:
        self._preferences.change(left_panel=shown)
        self._arrange()

    def show_right(self, shown: bool) -> None:
        if self._narrow:
            self._drawer_open = shown
        else:
            self._preferences.change(right_panel=shown)
        self._arrange()

    def close_drawer(self) -> bool:
        """Uncover the page; False where there was no drawer over it."""
        is_out = self._narrow and self._drawer_open
        if is_out:
            self.show_right(False)
        return is_out

    def _arrange(self) -> None:
        self._place_right()
        self.left.setVisible(self._has_document and self.left_shown)
        right = self._has_document and self.right_shown
        self.right.setVisible(right)
        self._drawer.setVisible(right and self._narrow)
        if self._narrow:
            self._fit_drawer()
        else:
            self._apply_widths()
        self.visibility_changed.emit()

    def _place_right(self) -> None:
        """Move the right panel into the drawer or back into the row."""
        in_drawer = self.right.parentWidget() is self._drawer
        if self._narrow and not in_drawer:
            drawer = self._drawer.layout()
            assert drawer is not None
            drawer.addWidget(self.right)
        elif not self._narrow and in_drawer:
            self._splitter.addWidget(self.right)
            self._say()

    def clear(self) -> None:
        """Show empty panels: another document is in front."""
        for stack in (self.left, self.right):
            stack.setCurrentIndex(0)

    def show_in_left(self, panel: QWidget) -> None:
        _show_in(self.left, panel)

    def show_in_right(self, panel: QWidget) -> None:
        _show_in(self.right, panel)

    # Widths ---------------------------------------------------------------------------------------------------------

    def _apply_widths(self) -> None:
        current = self._preferences.current
        left = round(current.left_panel_width) if self.left.isVisibleTo(self) else 0
        right = round(current.right_panel_width) if self.right.isVisibleTo(self) else 0
        missing = _CENTRE_WANTED - (self.width() - left - right - 2 * _HANDLE)
        if missing > 0:
            # The document comes first: the panels give way down to their least width, the left one before the right.
            given = min(missing, max(0, left - _LEFT_LEAST))
            left, right = left - given, max(min(right, _RIGHT_LEAST), right - (missing - given))
        self._splitter.setSizes([left, max(_CENTRE_LEAST, self.width() - left - right), right])

    def _on_moved(self) -> None:
        left, _, *right = self._splitter.sizes()
        if left and self.left.isVisible():
            self._preferences.change(left_panel_width=float(left))
        if right and right[0] and self.right.isVisible() and not self._narrow:
            self._preferences.change(right_panel_width=float(right[0]))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < DRAWER_BELOW
        if narrow != self._narrow:
            self._narrow = narrow
            self._drawer_open = False
            self._arrange()
        elif narrow:
            self._fit_drawer()
        else:
            self._apply_widths()

    def _fit_drawer(self) -> None:
        width = min(round(self._preferences.current.right_panel_width), self.width() - 2 * SPACE_XL)
        self._drawer.setGeometry(self.width() - width, 0, width, self.height())
        self._drawer.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Installed on the page view: a press beside the drawer closes it."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.close_drawer()
        return super().eventFilter(watched, event)


def _show_in(stack: QStackedWidget, panel: QWidget) -> None:
    if stack.indexOf(panel) < 0:
        stack.addWidget(panel)
    stack.setCurrentWidget(panel)
