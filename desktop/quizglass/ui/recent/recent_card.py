"""One recent document: its first page, its name, its folder and when it was opened."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QEnterEvent, QFont, QImage, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from quizglass.i18n import tr
from quizglass.library.records import KnownDocument
from quizglass.ui.icons import paint_icon
from quizglass.ui.language import follow_language
from quizglass.ui.recent.opened_when import opened_when
from quizglass.ui.recent.thumbnails import HEIGHT, WIDTH
from quizglass.ui.theme import (
    FOCUS_WIDTH,
    HAIRLINE,
    ICON_SIZE,
    RADIUS_CARD,
    SPACE_M,
    SPACE_S,
    SPACE_XS,
    TYPE_BODY,
    TYPE_SMALL,
    ThemeSource,
)

_FADED = 0.45


class RecentCard(QAbstractButton):
    """Signals:
    remove_wanted(): Delete, or by the menu.
    stepped(int, int): an arrow key: to the card so many columns and rows further.
    """

    remove_wanted = Signal()
    stepped = Signal(int, int)

    def __init__(self, theme: ThemeSource, document: KnownDocument, *, missing: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.document = document
        self.missing = missing
        self._theme = theme
        self._picture: QImage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)
        follow_language(self, self._say)

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    def set_picture(self, picture: QImage) -> None:
        self._picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        # Names and dates of one line each.
        lines = TYPE_BODY + 2 * TYPE_SMALL + 3 * SPACE_S
        return QSize(WIDTH + 2 * SPACE_M, HEIGHT + 2 * SPACE_M + SPACE_S + lines)

    def _say(self) -> None:
        document = self.document
        self._when = opened_when(document.last_opened, datetime.now(UTC))
        self.setAccessibleName(tr("Open {name}").format(name=document.name))
        gone = tr("The file is no longer there.") if self.missing else ""
        self.setAccessibleDescription(
            " ".join(part for part in (str(Path(document.path).parent), self._when, gone) if part)
        )
        self.setToolTip(f"{document.path}\n{gone}".strip())
        self.update()

    # Painting -------------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme.current
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ring = FOCUS_WIDTH if self.hasFocus() else HAIRLINE
        edge = QRectF(self.rect()).adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
        painter.setPen(QPen(theme.accent if self.hasFocus() else theme.line, ring))
        painter.setBrush(theme.card)
        painter.drawRoundedRect(edge, RADIUS_CARD, RADIUS_CARD)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.pressed if self.isDown() else theme.hover)
            painter.drawRoundedRect(edge, RADIUS_CARD, RADIUS_CARD)
        if self.missing:
            painter.setOpacity(_FADED)
        self._paint_page(painter)
        painter.setOpacity(1.0)
        self._paint_words(painter)
        painter.end()

    def _paint_page(self, painter: QPainter) -> None:
        theme = self._theme.current
        room = QRectF((self.width() - WIDTH) / 2, SPACE_M, WIDTH, HEIGHT)
        if self._picture is None:
            icon = QRectF(0, 0, 2 * ICON_SIZE, 2 * ICON_SIZE)
            icon.moveCenter(room.center())
            paint_icon(painter, "document", theme.muted, icon)
            return
        size = self._picture.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        page = QRectF(0, 0, size.width(), size.height())
        page.moveCenter(room.center())
        painter.drawImage(page, self._picture)
        painter.setPen(QPen(theme.line, HAIRLINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(page)

    def _paint_words(self, painter: QPainter) -> None:
        theme = self._theme.current
        strong, small = QFont(self.font()), QFont(self.font())
        strong.setPixelSize(TYPE_BODY)
        strong.setWeight(QFont.Weight.DemiBold)
        small.setPixelSize(TYPE_SMALL)
        folder = Path(self.document.path).parent
        about = tr("No longer there") if self.missing else self._when
        y = float(SPACE_M + HEIGHT + SPACE_S)
        for text, font, color, how in (
            (self.document.name, strong, theme.muted if self.missing else theme.text, Qt.TextElideMode.ElideMiddle),
            (folder.name or str(folder), small, theme.muted, Qt.TextElideMode.ElideMiddle),
            (about, small, theme.muted, Qt.TextElideMode.ElideRight),
        ):
            painter.setFont(font)
            painter.setPen(color)
            metrics = painter.fontMetrics()
            line = QRectF(SPACE_M, y, self.width() - 2 * SPACE_M, metrics.height())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), metrics.elidedText(text, how, int(line.width())))
            y += metrics.height() + SPACE_XS / 2

    # Keys and pointer -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        step = next((step for key, step in steps.items() if key == event.key()), None)
        if step is not None:
            self.stepped.emit(*step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAccessibleName(self.document.name)
        menu.addAction(tr("Open")).triggered.connect(self.click)
        menu.addAction(tr("Remove from the list")).triggered.connect(self.remove_wanted)
        menu.aboutToHide.connect(menu.deleteLater)
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        menu.popup(self.mapToGlobal(QPoint(SPACE_M, SPACE_M)) if by_key else event.globalPos())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()
