"""What the page view lets other parts of the window add to its pages: marks, and a say in what the pointer does."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from quizglass.ui.page_view.camera import Screen
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.theme import Theme


class PageTool:
    """Places are device pixels of the viewport. What a tool does not override it leaves to the others."""

    def press(self, _event: QMouseEvent, _x: float, _y: float) -> bool:
        """The left button went down; True takes the drag that may follow."""
        return False

    def drag(self, x: float, y: float) -> None:
        """The pointer moved while the button that `press` took is held."""

    def release(self, x: float, y: float) -> None:
        """That button went up."""

    def click(self, _x: float, _y: float) -> bool:
        """The left button went down and up in one place without a tool taking it; True when that meant something."""
        return False

    def cursor_at(self, _x: float, _y: float) -> Qt.CursorShape | None:
        """What the pointer looks like there; None: not for this tool to say."""
        return None

    def press_key(self, _event: QKeyEvent) -> bool:
        """A key was pressed in the view; True when that meant something."""
        return False

    def paint(self, painter: QPainter, frame: PageFrame, theme: Theme, screen: Screen) -> None:
        """Paint over the page in ``frame``, below the region. ``theme`` is the paper's."""


class PageTools(QObject):
    """The tools of one view; the one added first has the first say.

    Signals:
        pointing_changed(): a press may mean something else than before, though the pointer did not move.
    """

    pointing_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools: list[PageTool] = []
        self._holding: PageTool | None = None

    def __iter__(self) -> Iterator[PageTool]:
        return iter(self._tools)

    def add(self, tool: PageTool) -> None:
        self._tools.append(tool)

    @property
    def is_dragging(self) -> bool:
        return self._holding is not None

    def press(self, event: QMouseEvent, x: float, y: float) -> bool:
        """True when a tool took it."""
        self._holding = next((tool for tool in self._tools if tool.press(event, x, y)), None)
        return self.is_dragging

    def drag(self, x: float, y: float) -> None:
        if self._holding is not None:
            self._holding.drag(x, y)

    def release(self, x: float, y: float) -> None:
        holding, self._holding = self._holding, None
        if holding is not None:
            holding.release(x, y)

    def click(self, x: float, y: float) -> bool:
        return any(tool.click(x, y) for tool in self._tools)

    def cursor_at(self, x: float, y: float) -> Qt.CursorShape | None:
        shapes = (tool.cursor_at(x, y) for tool in self._tools)
        return next((shape for shape in shapes if shape is not None), None)

    def press_key(self, event: QKeyEvent) -> bool:
        return any(tool.press_key(event) for tool in self._tools)
