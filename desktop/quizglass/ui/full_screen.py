"""Full screen: nothing but the document and its panels; a bar comes back while the pointer is at its edge."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QBoxLayout, QWidget

_LOOK_MS: Final = 100
_EDGE: Final = 2
"""Pixels from the edge within which the pointer asks for a bar."""


@dataclass(frozen=True, slots=True)
class _Bar:
    """``place`` says where it lies over a window of a given rectangle, ``edge`` where the pointer asks for it."""

    widget: QWidget
    layout: QBoxLayout
    index: int
    place: Callable[[QRect], QRect]
    edge: Callable[[QRect], QRect]


class FullScreen(QObject):
    """``changed`` tells of entering and leaving."""

    changed = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.on = False
        self._window = window
        self._bars: list[_Bar] = []
        self._before = Qt.WindowState.WindowNoState
        self._shown_before: dict[QWidget, bool] = {}
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(lambda: self.follow_pointer(window.mapFromGlobal(QCursor.pos())))

    def add_top(self, bar: QWidget, layout: QBoxLayout) -> None:
        self._add(
            bar,
            layout,
            lambda room: QRect(0, 0, room.width(), bar.height()),
            lambda room: QRect(0, 0, room.width(), _EDGE),
        )

    def add_bottom(self, bar: QWidget, layout: QBoxLayout) -> None:
        def place(room: QRect) -> QRect:
            height = bar.height()
            return QRect(0, room.height() - height, room.width(), height)

        self._add(bar, layout, place, lambda room: QRect(0, room.height() - _EDGE, room.width(), _EDGE))

    def add_left(self, bar: QWidget, layout: QBoxLayout) -> None:
        self._add(
            bar,
            layout,
            lambda room: QRect(0, 0, bar.width(), room.height()),
            lambda room: QRect(0, 0, _EDGE, room.height()),
        )

    def _add(
        self, bar: QWidget, layout: QBoxLayout, place: Callable[[QRect], QRect], edge: Callable[[QRect], QRect]
    ) -> None:
        self._bars.append(_Bar(bar, layout, layout.indexOf(bar), place, edge))
        bar.installEventFilter(self)

    def toggle(self) -> None:
        if self.on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        self.on = True
        self._before = self._window.windowState()
        for bar in self._bars:
            self._shown_before[bar.widget] = not bar.widget.isHidden()
            bar.layout.removeWidget(bar.widget)
            bar.widget.hide()
        self._window.setWindowState(self._before | Qt.WindowState.WindowFullScreen)
        self._look.start()
        self.changed.emit(True)

    def leave(self) -> bool:
        """Back to the window as it was; False where it was no full screen."""
        if not self.on:
            return False
        self.on = False
        self._look.stop()
        for bar in self._bars:
            bar.layout.insertWidget(bar.index, bar.widget)
            bar.widget.setVisible(self._shown_before[bar.widget])
        self._window.setWindowState(self._before)
        self.changed.emit(False)
        return True

    def follow_pointer(self, at: QPoint) -> None:
        """Show the bar at whose edge the pointer is, or that it is on; ``at`` is in the window."""
        if QApplication.activePopupWidget() is not None:
            return
        room = self._window.rect()
        for bar in self._bars:
            wanted = bar.edge(room).contains(at) or (bar.widget.isVisible() and bar.place(room).contains(at))
            wanted = wanted and self._shown_before[bar.widget]
            if wanted:
                bar.widget.setGeometry(bar.place(room))
                bar.widget.raise_()
            bar.widget.setVisible(wanted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The rest of the window shows and hides bars with its documents; what it wanted holds afterwards."""
        if self.on and event.type() == QEvent.Type.ShowToParent and isinstance(watched, QWidget):
            self._shown_before[watched] = True
        return super().eventFilter(watched, event)
