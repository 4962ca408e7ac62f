"""What a hand does in the page view, and what it sees there."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from quizglass.geometry import PageRect
from quizglass.ui.page_view.camera import Camera
from quizglass.ui.page_view.view import PageView

LEFT = Qt.MouseButton.LeftButton
MIDDLE = Qt.MouseButton.MiddleButton


def camera_of(view: PageView) -> Camera:
    return view._camera


def picture_of(view: PageView) -> QImage:
    return view.viewport().grab().toImage()


def on_page(view: PageView, page: int, x: float, y: float) -> QPoint:
    left, top, *_ = camera_of(view).box_of(page, PageRect(x, y, x, y))
    return QPoint(round(left), round(top))


def drag(view: PageView, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
    viewport = view.viewport()
    QTest.mousePress(viewport, button, pos=start)
    QTest.mouseMove(viewport, QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2))
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, button, pos=end)


def hover(view: PageView, place: QPoint) -> None:
    """Sent straight to the view: a moved mouse would go to whatever window of another test lies on top."""
    none = Qt.MouseButton.NoButton
    at, on_screen = QPointF(place), QPointF(view.viewport().mapToGlobal(place))
    event = QMouseEvent(QMouseEvent.Type.MouseMove, at, on_screen, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def wheel(view: PageView, place: QPoint, angle: int = 0, pixels: int = 0, *, ctrl: bool = False) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(view.viewport().mapToGlobal(place)),
        QPoint(0, pixels),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
