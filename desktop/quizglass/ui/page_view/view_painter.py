"""Paints all that shows in the viewport, in its order: desk, pages, highlights, dimming, region, notices, focus."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from quizglass.ui.page_view.camera import Camera
from quizglass.ui.page_view.failure_notice import FailureNotice
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.page_view.highlight_painter import HighlightPainter
from quizglass.ui.page_view.highlights import Highlights
from quizglass.ui.page_view.page_painter import PagePainter, device_painter
from quizglass.ui.page_view.page_tool import PageTools
from quizglass.ui.page_view.read_words import ReadWords
from quizglass.ui.page_view.read_words_painter import ReadWordsPainter
from quizglass.ui.page_view.region_tool import RegionTool
from quizglass.ui.page_view.regions_on_pages import RegionsOnPages
from quizglass.ui.page_view.sheets import paint_desk
from quizglass.ui.page_view.tile_cache import TileCache
from quizglass.ui.page_view.tile_source import TileSource
from quizglass.ui.page_view.tiles import Tile
from quizglass.ui.theme import DARK, FOCUS_WIDTH, LIGHT, Theme


@dataclass(frozen=True, slots=True)
class Looks:
    """How things are painted, apart from what and where."""

    dimmed: bool = False
    inverted: bool = False


class ViewPainter:
    """Reads the parts of a page view; changes none of them but the order in which the cache forgets."""

    def __init__(
        self,
        camera: Camera,
        cache: TileCache[QImage],
        tiles: TileSource,
        region: RegionTool,
        highlights: Highlights,
        read_words: ReadWords,
        tools: PageTools,
    ) -> None:
        self._camera = camera
        self._cache = cache
        self._tiles = tiles
        self._region = region
        self._highlights = highlights
        self._read_words = read_words
        self._tools = tools
        self._boxes = ReadWordsPainter()

    def paint(self, viewport: QWidget, theme: Theme, looks: Looks, *, focused: bool) -> list[Tile]:
        """Paint; the answer is which visible tiles are not there yet."""
        screen = self._camera.screen
        frames = self._camera.visible_frames()
        # What is drawn on paper must be seen on paper, whatever the window around it looks like.
        on_paper = DARK if looks.inverted else LIGHT
        pages = PagePainter(theme, self._cache, screen, inverted=looks.inverted)
        with device_painter(viewport) as painter:
            paint_desk(painter, screen, frames, theme)
            missing = [tile for frame in frames for tile in pages.paint(painter, frame)]
            regions = RegionsOnPages(self._region, self._camera, frames, on_paper, viewport.font())
            if looks.dimmed:
                regions.dim(painter)
            for frame in frames:
                self._boxes.paint(painter, frame, self._read_words.on_page(frame.page), on_paper, screen)
            for tool in self._tools:
                for frame in frames:
                    tool.paint(painter, frame, on_paper, screen)
            self._paint_highlights(painter, frames, HighlightPainter(on_paper, screen.ratio))
            regions.paint(painter)
            for frame in frames:
                notice = self.notice(frame, theme, viewport.font())
                if notice is not None:
                    notice.paint(painter)
            if focused:
                self._paint_focus_ring(painter, theme)
        return missing

    def place_of(self, tile: Tile) -> QRect:
        """Where ``tile`` shows, or stands in for others, in logical pixels; empty when that is out of sight."""
        screen = self._camera.screen
        left, top, right, bottom = self._camera.box_of(tile.key.page, tile.clip)
        x0, y0, x1, y1 = max(0.0, left), max(0.0, top), min(screen.width, right), min(screen.height, bottom)
        if x0 >= x1 or y0 >= y1:
            return QRect()
        ratio = screen.ratio
        return QRectF(x0 / ratio, y0 / ratio, (x1 - x0) / ratio, (y1 - y0) / ratio).toAlignedRect()

    def notice(self, frame: PageFrame, theme: Theme, font: QFont) -> FailureNotice | None:
        """What the page in ``frame`` says instead of its picture, if it could not be drawn."""
        error = self._tiles.failures.get(frame.page)
        return None if error is None else FailureNotice(theme, self._camera.screen, font, frame, error)

    def page_failed_at(self, x: float, y: float, theme: Theme, font: QFont) -> int | None:
        """The page that could not be shown and whose button is at this device pixel of the viewport."""
        for frame in self._camera.visible_frames():
            notice = self.notice(frame, theme, font)
            if notice is not None and notice.is_on_button(x, y):
                return frame.page
        return None

    def _paint_highlights(self, painter: QPainter, frames: list[PageFrame], marker: HighlightPainter) -> None:
        for frame in frames:
            boxes = [frame.box(rect) for rect in self._highlights.on_page(frame.page)]
            if boxes:
                marker.paint(painter, boxes, unsure=self._highlights.unsure, strength=self._highlights.strength)
                marker.paint_doubt(painter, map(frame.box, self._highlights.doubtful_on_page(frame.page)))

    def _paint_focus_ring(self, painter: QPainter, theme: Theme) -> None:
        screen = self._camera.screen
        thickness = FOCUS_WIDTH * screen.ratio
        pen = QPen(theme.accent, thickness)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = thickness / 2
        painter.drawRect(QRectF(half, half, screen.width - thickness, screen.height - thickness))
