"""Selects text with the pointer and the keys: while the text tool is on, or Alt is held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent, QPainter

from quizglass.geometry import PageRect
from quizglass.ui.page_view.camera import Camera, Screen
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.page_view.page_tool import PageTool
from quizglass.ui.page_view.region_tool import SMALLEST_SIDE
from quizglass.ui.selecting.lines import PageLines
from quizglass.ui.selecting.page_lines import KnownLines
from quizglass.ui.selecting.selection import (
    Place,
    Selection,
    Unit,
    line_edge,
    next_line,
    next_word,
    span_of,
    whole_page,
)
from quizglass.ui.theme import Theme

_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier


class TextSelection(QObject):
    """Signals:
    changed(): something else is selected.
    pointed_at_nothing(int): text was to be selected on a page whose words are not known before it is read.
    moved_by_key(int, PageRect): the end that keys move stands there now.
    """

    changed = Signal()
    pointed_at_nothing = Signal(int)
    moved_by_key = Signal(int, object)


class TextTool(PageTool):
    """``follow_click`` is asked whether a click without a drag means something else, such as a link."""

    def __init__(self, camera: Camera, lines: KnownLines, follow_click: Callable[[float, float], bool]) -> None:
        self.signals = TextSelection()
        self.is_on = False
        self._camera = camera
        self._lines = lines
        self._follow_click = follow_click
        self._selection: Selection | None = None
        self._unit = Unit.LETTER
        self._pressed = QPointF()
        self._wanted_page: int | None = None
        self._since_double = QElapsedTimer()
        lines.arrived.connect(self._on_lines)

    @property
    def selection(self) -> Selection | None:
        """None where nothing is selected."""
        return self._selection if self._selection is not None and not self._selection.is_empty else None

    def clear(self) -> None:
        self._become(None)

    def switch(self, on: bool) -> None:
        """Have a plain drag select text, or not any more."""
        self.is_on = on
        if on:
            for frame in self._camera.visible_frames():
                self._lines.of(frame.page)

    def select_page(self, page: int) -> None:
        """Select all text of ``page``, once its words are known."""
        self._wanted_page = page
        lines = self._lines.of(page)
        if lines is not None:
            self._wanted_page = None
            if lines.words:
                self._become(Selection.at(whole_page(page, lines)))
            else:
                self._miss(page, lines)

    def _on_lines(self, page: int) -> None:
        if page == self._wanted_page:
            self.select_page(page)
        self.signals.changed.emit()

    # Pointer --------------------------------------------------------------------------------------------------------

    def _is_meant(self, modifiers: Qt.KeyboardModifier) -> bool:
        return self.is_on or bool(modifiers & Qt.KeyboardModifier.AltModifier)

    def press(self, event: QMouseEvent, x: float, y: float) -> bool:
        if not self._is_meant(event.modifiers()):
            self.clear()
            return False
        self._unit = self._unit_of(event, QPointF(x, y))
        self._pressed = QPointF(x, y)
        self._wanted_page = None
        span = self._span_at(x, y)
        if event.modifiers() & _SHIFT and self._selection is not None and span is not None:
            fixed = self._selection.fixed_end
            self._become(Selection((fixed, fixed), span))
        else:
            self._become(Selection.at(span) if span is not None else None)
        return True

    def _unit_of(self, event: QMouseEvent, place: QPointF) -> Unit:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._since_double.start()
            return Unit.WORD
        soon = self._since_double.isValid() and self._since_double.elapsed() < _double_click_ms()
        if soon and self._is_near(place):
            self._since_double.invalidate()
            return Unit.LINE
        return Unit.LETTER

    def _is_near(self, place: QPointF) -> bool:
        return (place - self._pressed).manhattanLength() < SMALLEST_SIDE * self._camera.screen.ratio

    def drag(self, x: float, y: float) -> None:
        if self._unit is Unit.LETTER and self._is_near(QPointF(x, y)):
            return
        if self._selection is None:
            # The words came while the button was held.
            begun = self._span_at(self._pressed.x(), self._pressed.y())
            self._selection = Selection.at(begun) if begun is not None else None
        span = self._span_at(x, y)
        if span is not None and self._selection is not None:
            self._become(self._selection.drawn_to(span))

    def release(self, x: float, y: float) -> None:
        self.drag(x, y)
        if self.selection is not None:
            return
        if self._is_near(QPointF(x, y)) and self._follow_click(x, y):
            return
        frame = self._frame_at(self._pressed.x(), self._pressed.y())
        lines = self._lines.of(frame.page) if frame is not None else None
        if frame is not None and lines is not None and not self._is_near(QPointF(x, y)):
            self._miss(frame.page, lines)

    def cursor_at(self, x: float, y: float) -> Qt.CursorShape | None:
        if not self._is_meant(QGuiApplication.keyboardModifiers()):
            return None
        over_page = any(frame.contains(x, y) for frame in self._camera.visible_frames())
        return Qt.CursorShape.IBeamCursor if over_page else None

    def _span_at(self, x: float, y: float) -> tuple[Place, Place] | None:
        frame = self._frame_at(x, y)
        lines = self._lines.of(frame.page) if frame is not None else None
        if frame is None or lines is None:
            return None
        point = frame.page_rect((x, y, x, y))
        spot = lines.nearest(*point.center)
        if spot is None:
            return None
        if self._unit is Unit.WORD:
            under = lines.word_at(*point.center)
            spot = spot if under is None else spot._replace(word=under)
        return span_of(self._unit, frame.page, lines, spot)

    def _frame_at(self, x: float, y: float) -> PageFrame | None:
        """The page in sight that is nearest; None without pages."""
        return min(self._camera.visible_frames(), key=lambda frame: frame.distance(x, y), default=None)

    def _miss(self, page: int, lines: PageLines) -> None:
        if lines.needs_reading:
            self.signals.pointed_at_nothing.emit(page)

    # Keys -----------------------------------------------------------------------------------------------------------

    def press_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if not self.is_on or not event.modifiers() & _SHIFT or key not in _STEPS:
            return False
        start = self._selection.moving_end if self._selection is not None else self._first_in_sight()
        if start is None:
            return True
        by, step = _STEPS[key]
        if by == "word":
            moved = next_word(start, step, self._lines.of, self._camera.page_count)
        elif by == "line":
            moved = next_line(start, step, self._lines.of, self._camera.page_count)
        else:
            moved = line_edge(start, step, self._lines.of)
        fixed = self._selection.fixed_end if self._selection is not None else start
        self._become(Selection((fixed, fixed), (moved, moved)))
        self._tell_where(moved)
        return True

    def _first_in_sight(self) -> Place | None:
        frame = self._camera.frame_nearest(0)
        lines = self._lines.of(frame.page) if frame is not None else None
        if frame is None or lines is None:
            return None
        top = frame.page_rect((frame.left, 0, frame.left, 0))
        spot = lines.nearest(*top.center)
        return None if spot is None else span_of(Unit.LINE, frame.page, lines, spot)[0]

    def _tell_where(self, place: Place) -> None:
        lines = self._lines.of(place.page)
        if lines is not None and lines.words:
            x, y = lines.place_of(place.spot)
            half = lines.words[place.spot.word].box.height / 2
            box = PageRect.from_corners(x, y - half, x, y + half).clamped()
            self.signals.moved_by_key.emit(place.page, box)

    def _become(self, selection: Selection | None) -> None:
        if selection != self._selection:
            self._selection = selection
            self.signals.changed.emit()

    # Painting -------------------------------------------------------------------------------------------------------

    def paint(self, painter: QPainter, frame: PageFrame, theme: Theme, _screen: Screen) -> None:
        if self.is_on:
            self._lines.of(frame.page)
        selection = self.selection
        if selection is None or not selection.begin.page <= frame.page <= selection.end.page:
            return
        lines = self._lines.of(frame.page)
        found = selection.on_page(frame.page, lines) if lines is not None else None
        if lines is None or found is None:
            return
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.text_selection)
        if not theme.is_dark:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for box in lines.boxes(*found):
            left, top, right, bottom = frame.box(box)
            painter.drawRect(QRectF(left, top, right - left, bottom - top))
        painter.restore()


_STEPS: Final = {
    Qt.Key.Key_Right: ("word", 1),
    Qt.Key.Key_Left: ("word", -1),
    Qt.Key.Key_Down: ("line", 1),
    Qt.Key.Key_Up: ("line", -1),
    Qt.Key.Key_End: ("edge", 1),
    Qt.Key.Key_Home: ("edge", -1),
}


def _double_click_ms() -> int:
    return QGuiApplication.styleHints().mouseDoubleClickInterval()
