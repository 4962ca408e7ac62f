"""The program's own line icons, drawn in a theme colour at the moment of painting: sharp at every scale, and right
after a change of theme without being loaded again.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from quizglass.paths import resource
from quizglass.ui.theme import ThemeSource


@cache
def _drawing(name: str) -> str:
    return (resource("icons") / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", color).encode()))


def paint_icon(painter: QPainter, name: str, color: QColor, rect: QRect | QRectF) -> None:
    """Draw the icon ``name`` to fill ``rect``."""
    painter.save()
    painter.setOpacity(painter.opacity() * color.alphaF())
    _renderer(name, color.name(QColor.NameFormat.HexRgb)).render(painter, QRectF(rect))
    painter.restore()


class _LineIconEngine(QIconEngine):
    def __init__(self, theme: ThemeSource, name: str, tint: str) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._tint = tint
        self._drawn: dict[tuple[int, int, int], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
        paint_icon(painter, self._name, self._color(mode), square)

    def _color(self, mode: QIcon.Mode) -> QColor:
        theme = self._theme.current
        color = QColor(getattr(theme, self._tint))
        if mode is QIcon.Mode.Disabled:
            color = QColor(theme.muted)
            color.setAlphaF(0.5)
        return color

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        # Buttons over the pages are painted anew with every frame of scrolling.
        key = size.width(), size.height(), self._color(mode).rgba()
        if key not in self._drawn:
            self._drawn[key] = self._draw(size, mode, state)
        return self._drawn[key]

    def _draw(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        if picture.isNull():
            return picture
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        copy = _LineIconEngine(self._theme, self._name, self._tint)
        _kept.append(copy)
        return copy


_kept: list[QIconEngine] = []
"""Engines made by `clone` belong to Qt, which asks for them rarely; Python must not collect them under it."""


@cache
def _icon(theme: ThemeSource, name: str, tint: str) -> QIcon:
    return QIcon(_LineIconEngine(theme, name, tint))


def line_icon(theme: ThemeSource, name: str, tint: str = "text") -> QIcon:
    """The icon ``name`` in the colour that the theme calls ``tint``."""
    return _icon(theme, name, tint)
