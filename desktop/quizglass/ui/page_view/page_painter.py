"""Paints pages: paper, edge, and the pictures of their tiles, or the nearest pictures there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from quizglass.geometry import PageRect, Size
from quizglass.ui.page_view.camera import Screen
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.page_view.sheets import paint_edge, visible_part
from quizglass.ui.page_view.tile_cache import TileCache
from quizglass.ui.page_view.tiles import RenderKey, Tile, tiles_in
from quizglass.ui.theme import DARK, Theme


@contextmanager
def device_painter(widget: QWidget) -> Iterator[QPainter]:
    """A painter on ``widget`` in whole device pixels.

    A widget may begin in the middle of a device pixel when the ratio is 1.25 or 1.5; the painter is shifted by the
    missing part, so that a tile's pixel is a pixel of the screen and nothing is resampled.
    """
    painter = QPainter(widget)
    try:
        to_device = painter.deviceTransform()
        ratio_x, ratio_y = to_device.m11(), to_device.m22()
        painter.translate(
            (round(to_device.dx()) - to_device.dx()) / ratio_x, (round(to_device.dy()) - to_device.dy()) / ratio_y
        )
        painter.scale(1 / ratio_x, 1 / ratio_y)
        yield painter
    finally:
        painter.end()


class PagePainter:
    """One pass over a viewport of ``screen``."""

    def __init__(self, theme: Theme, cache: TileCache[QImage], screen: Screen, *, inverted: bool = False) -> None:
        self._theme = theme
        self._cache = cache
        self._screen = screen
        self._inverted = inverted

    def paint(self, painter: QPainter, frame: PageFrame) -> list[Tile]:
        """Paint the page; the answer is which of its visible tiles are not there yet, from the top."""
        paint_edge(painter, self._screen, frame, self._theme)
        missing: list[Tile] = []
        for tile in tiles_in(frame, self._screen.width, self._screen.height):
            picture = self._cache.get(tile)
            if picture is None:
                missing.append(tile)
            else:
                painter.drawImage(frame.left + tile.box.left, frame.top + tile.box.top, picture)
        if missing:
            self._paint_missing(painter, frame, missing)
        if self._inverted:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
            painter.fillRect(visible_part(frame, self._screen), Qt.GlobalColor.white)
            # White paper becomes a dark grey instead of a hole.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Lighten)
            painter.fillRect(visible_part(frame, self._screen), DARK.panel)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        return missing

    def _paint_missing(self, painter: QPainter, frame: PageFrame, missing: list[Tile]) -> None:
        """White paper, and on it the nearest pictures of other sizes."""
        holes = QRegion()
        for tile in missing:
            box = tile.box
            holes += QRect(frame.left + box.left, frame.top + box.top, box.width, box.height)
        holes &= visible_part(frame, self._screen)
        bounds = holes.boundingRect()
        wanted = frame.page_rect((bounds.left(), bounds.top(), bounds.right() + 1, bounds.bottom() + 1))
        painter.save()
        painter.setClipRegion(holes)
        painter.fillRect(bounds, Qt.GlobalColor.white)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for tile, picture in self._cache.stand_ins(RenderKey.of(frame)):
            shared = tile.clip.intersection(wanted)
            if shared is not None and not shared.is_empty:
                _paint_part(painter, frame, shared, tile, picture)
        painter.restore()


def _paint_part(painter: QPainter, frame: PageFrame, part: PageRect, tile: Tile, picture: QImage) -> None:
    """Paint the ``part`` of the page out of a tile drawn at another size, perhaps at another turn."""
    size = Size(picture.width(), picture.height())
    source = _rect(part.turned(tile.key.turns).inside(tile.view_rect).to_size(size))
    target = _rect(frame.box(part))
    turns = (frame.turns - tile.key.turns) % 4
    if turns == 0:
        painter.drawImage(target, picture, source)
        return
    painter.save()
    painter.translate(target.center())
    painter.rotate(90 * turns)
    upright = Size(target.width(), target.height()).turned(turns)
    centered = QRectF(-upright.width / 2, -upright.height / 2, upright.width, upright.height)
    painter.drawImage(centered, picture, source)
    painter.restore()


def _rect(box: tuple[float, float, float, float]) -> QRectF:
    left, top, right, bottom = box
    return QRectF(QPointF(left, top), QPointF(right, bottom))
