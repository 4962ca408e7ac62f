"""Paints pages: paper, edge, and the pictures of their tiles, or the nearest pictures there are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from quizglass.geometry import PageRect, Size
from quizglass.ui.page_view.camera import Screen
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.page_view.tile_cache import TileCache
from quizglass.ui.page_view.tile_source import Picture
from quizglass.ui.page_view.tiles import RenderKey, Tile, tiles_in
from quizglass.ui.theme import DARK, Theme

PAPER = QColor(Qt.GlobalColor.white)
SHADOW = ((3.0, 0.025), (2.0, 0.03), (1.0, 0.04))
"""Reach in logical pixels and darkness of the layers of a page's shadow, the widest first."""


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

    def __init__(self, theme: Theme, cache: TileCache[Picture], screen: Screen, *, inverted: bool = False) -> None:
        self._theme = theme
        self._cache = cache
        self._screen = screen
        self._inverted = inverted

    def paint(self, painter: QPainter, frame: PageFrame) -> list[Tile]:
        """Paint the page; the answer is which of its visible tiles are not there yet, from the top."""
        self._paint_paper(painter, frame)
        missing: list[Tile] = []
        for tile in tiles_in(frame, self._screen.width, self._screen.height):
            picture = self._cache.get(tile)
            if picture is None:
                missing.append(tile)
            else:
                painter.drawImage(frame.left + tile.box.left, frame.top + tile.box.top, picture.image)
        if missing:
            self._paint_stand_ins(painter, frame, missing)
        if self._inverted:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
            painter.fillRect(self.visible_part(frame), Qt.GlobalColor.white)
            # White paper becomes a dark grey instead of a hole.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Lighten)
            painter.fillRect(self.visible_part(frame), DARK.panel)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        return missing

    def visible_part(self, frame: PageFrame) -> QRect:
        """What of the page is in the viewport. Rectangles are cut to it, since zoomed pages exceed Qt's coordinates."""
        left, top = max(frame.left, 0), max(frame.top, 0)
        right, bottom = min(frame.right, self._screen.width), min(frame.bottom, self._screen.height)
        return QRect(left, top, max(0, right - left), max(0, bottom - top))

    def _paint_paper(self, painter: QPainter, frame: PageFrame) -> None:
        ratio = self._screen.ratio
        paper = self._near_part(frame)
        for reach, darkness in SHADOW:
            by = round(reach * ratio)
            painter.fillRect(
                paper.adjusted(-by, -by + round(ratio), by, by + round(ratio)), QColor.fromRgbF(0, 0, 0, darkness)
            )
        by = max(1, round(ratio))
        painter.fillRect(paper.adjusted(-by, -by, by, by), self._theme.line)
        painter.fillRect(paper, PAPER)

    def _near_part(self, frame: PageFrame) -> QRect:
        """The visible part, and so much beyond it that a cut has no edge and no shadow in the viewport."""
        beyond = round(16 * self._screen.ratio)
        left, top = max(frame.left, -beyond), max(frame.top, -beyond)
        right = min(frame.right, self._screen.width + beyond)
        bottom = min(frame.bottom, self._screen.height + beyond)
        return QRect(left, top, max(0, right - left), max(0, bottom - top))

    def _paint_stand_ins(self, painter: QPainter, frame: PageFrame, missing: list[Tile]) -> None:
        stand_ins = self._cache.stand_ins(RenderKey.of(frame))
        if not stand_ins:
            return
        holes = QRegion()
        for tile in missing:
            box = tile.box
            holes += QRect(frame.left + box.left, frame.top + box.top, box.width, box.height)
        holes &= self.visible_part(frame)
        bounds = holes.boundingRect()
        wanted = frame.page_rect((bounds.left(), bounds.top(), bounds.right() + 1, bounds.bottom() + 1))
        painter.save()
        painter.setClipRegion(holes)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for tile, picture in stand_ins:
            shared = tile.clip.intersection(wanted)
            if shared is not None and not shared.is_empty:
                _paint_part(painter, frame, shared, tile, picture)
        painter.restore()


def _paint_part(painter: QPainter, frame: PageFrame, part: PageRect, tile: Tile, picture: Picture) -> None:
    """Paint the ``part`` of the page out of a tile drawn at another size, perhaps at another turn."""
    size = Size(picture.image.width(), picture.image.height())
    source = _rect(part.turned(tile.key.turns).inside(tile.view_rect).to_size(size))
    target = _rect(frame.box(part))
    turns = (frame.turns - tile.key.turns) % 4
    if turns == 0:
        painter.drawImage(target, picture.image, source)
        return
    painter.save()
    painter.translate(target.center())
    painter.rotate(90 * turns)
    upright = Size(target.width(), target.height()).turned(turns)
    centered = QRectF(-upright.width / 2, -upright.height / 2, upright.width, upright.height)
    painter.drawImage(centered, picture.image, source)
    painter.restore()


def _rect(box: tuple[float, float, float, float]) -> QRectF:
    left, top, right, bottom = box
    return QRectF(QPointF(left, top), QPointF(right, bottom))
