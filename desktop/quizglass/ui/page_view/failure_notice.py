"""Tells on a page why it cannot be shown, with a button to try again."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from quizglass.errors import AppError
from quizglass.i18n import tr
from quizglass.ui.page_view.camera import Screen
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.theme import RADIUS_CARD, RADIUS_FIELD, SPACE_L, SPACE_M, SPACE_XS, TYPE_BODY, Theme

WIDTH = 380.0
BUTTON_PADDING = (14.0, 7.0)


class FailureNotice:
    """The card on one failed page. Sizes follow ``screen.ratio``; places are in device pixels of the viewport."""

    def __init__(self, theme: Theme, screen: Screen, font: QFont, frame: PageFrame, error: AppError) -> None:
        self._theme = theme
        self._ratio = screen.ratio
        self._what, self._remedy = error.describe()
        self._body = _sized(font, TYPE_BODY * screen.ratio)
        self._title = _sized(font, TYPE_BODY * screen.ratio, QFont.Weight.DemiBold)
        self._lay_out(frame, screen)

    def is_on_button(self, x: float, y: float) -> bool:
        return self.button.contains(QPointF(x, y))

    def paint(self, painter: QPainter) -> None:
        theme = self._theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.line, self._ratio))
        painter.setBrush(theme.panel)
        painter.drawRoundedRect(self.card, RADIUS_CARD * self._ratio, RADIUS_CARD * self._ratio)
        wrap = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
        painter.setFont(self._title)
        painter.setPen(theme.text)
        painter.drawText(self._what_rect, wrap, self._what)
        painter.setFont(self._body)
        painter.setPen(theme.muted)
        painter.drawText(self._remedy_rect, wrap, self._remedy)
        painter.setPen(QPen(theme.line, self._ratio))
        painter.setBrush(theme.card)
        painter.drawRoundedRect(self.button, RADIUS_FIELD * self._ratio, RADIUS_FIELD * self._ratio)
        painter.setPen(theme.accent)
        painter.setFont(self._title)
        painter.drawText(self.button, Qt.AlignmentFlag.AlignCenter, tr("Try again"))
        painter.restore()

    def _lay_out(self, frame: PageFrame, screen: Screen) -> None:
        ratio = self._ratio
        page = QRect(frame.left, frame.top, frame.width, frame.height)
        seen = QRectF(page & QRect(0, 0, screen.width, screen.height))
        width = min(WIDTH * ratio, max(seen.width() - 2 * SPACE_L * ratio, 160 * ratio))
        text_width = width - 2 * SPACE_L * ratio
        what_height = _text_height(self._title, self._what, text_width)
        remedy_height = _text_height(self._body, self._remedy, text_width)
        pad_x, pad_y = (padding * ratio for padding in BUTTON_PADDING)
        metrics = QFontMetricsF(self._title)
        button_width = metrics.horizontalAdvance(tr("Try again")) + 2 * pad_x
        button_height = metrics.height() + 2 * pad_y
        height = 2 * SPACE_L * ratio + what_height + SPACE_XS * ratio + remedy_height + SPACE_M * ratio + button_height
        x, y = seen.center().x() - width / 2, seen.center().y() - height / 2
        self.card = QRectF(x, y, width, height)
        x, y = x + SPACE_L * ratio, y + SPACE_L * ratio
        self._what_rect = QRectF(x, y, text_width, what_height)
        y += what_height + SPACE_XS * ratio
        self._remedy_rect = QRectF(x, y, text_width, remedy_height)
        y += remedy_height + SPACE_M * ratio
        self.button = QRectF(x, y, button_width, button_height)


def _sized(font: QFont, pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(max(1, round(pixels)))
    sized.setWeight(weight)
    return sized


def _text_height(font: QFont, text: str, width: float) -> float:
    bounds = QRectF(0, 0, width, 1e6)
    return QFontMetricsF(font).boundingRect(bounds, int(Qt.TextFlag.TextWordWrap), text).height()
