"""Paints all regions on the pages in sight."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter

from quizglass.ui.page_view.camera import Camera
from quizglass.ui.page_view.frame import Box, PageFrame
from quizglass.ui.page_view.region import Region
from quizglass.ui.page_view.region_painter import RegionPainter
from quizglass.ui.page_view.region_tool import RegionTool, ShownRegion
from quizglass.ui.page_view.sheets import visible_part
from quizglass.ui.theme import Theme


class RegionsOnPages:
    """``theme`` is the paper's; made anew for every picture of the viewport."""

    def __init__(self, tool: RegionTool, camera: Camera, frames: list[PageFrame], theme: Theme, font: QFont) -> None:
        self._shown = tool.shown
        self._hovered = tool.hovered
        self._screen = camera.screen
        self._frames = {frame.page: frame for frame in frames}
        self._painter = RegionPainter(theme, camera.screen.ratio, font)

    def dim(self, painter: QPainter) -> None:
        """Darken the pages around the active region, if there is one."""
        active = next((shown.region for shown in self._shown if shown.active), None)
        if active is not None:
            sheets = [QRectF(visible_part(frame, self._screen)) for frame in self._frames.values()]
            self._painter.dim(painter, sheets, [box for _, box in self._boxes(active)])

    def paint(self, painter: QPainter) -> None:
        if self._hovered is not None and self._hovered.page in self._frames:
            self._painter.paint_hovered(painter, self._frames[self._hovered.page].box(self._hovered.rect))
        for shown in self._shown:
            for index, box in self._boxes(shown.region):
                badge = _badge(shown, index)
                self._painter.paint(painter, box, badge=badge, active=shown.active, drawing=shown.drawing)

    def _boxes(self, region: Region) -> Iterator[tuple[int, Box]]:
        """The parts in sight, with their places in the region."""
        for index, (page, rect) in enumerate(region.parts):
            if page in self._frames:
                yield index, self._frames[page].box(rect)


def _badge(shown: ShownRegion, index: int) -> str:
    """The number, and the name where the region begins."""
    number, name = str(shown.region.number), shown.region.name
    return f"{number} · {name}" if name and not index else number
