"""A sheet as it will be printed, drawn by the worker at the size of the preview."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from quizglass.documents.requests import RenderPage
from quizglass.errors import AppError
from quizglass.pages import PageImage
from quizglass.ui.controls.page_part import as_image
from quizglass.ui.printing.print_job import PrintJob
from quizglass.ui.printing.sheets import Sheet
from quizglass.ui.services import Services
from quizglass.ui.theme import FOCUS_WIDTH, HAIRLINE, LIGHT, RADIUS_FIELD, SPACE_L

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_PageUp: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageDown: 1}


class SheetPreview(QWidget):
    """``step_wanted`` asks by keys for the sheet before or after."""

    step_wanted = Signal(int)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._job: PrintJob | None = None
        self._page = 0
        self._image: QImage | None = None
        self._asked: Future[PageImage] | None = None
        self._problem = ""
        self.setProperty("role", "desk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        services.theme.changed.connect(self.update)

    def show_sheet(self, job: PrintJob | None, page: int) -> None:
        """Show how ``page`` (from 0) of ``job`` will lie on its sheet; nothing where there is no job."""
        if job == self._job and page == self._page:
            return
        redraw = self._job is None or job is None or page != self._page or job.sheet(page) != self._job.sheet(page)
        self._job, self._page = job, page
        if redraw:
            self._ask()
        self.update()

    @property
    def is_drawn(self) -> bool:
        """Whether the page has arrived."""
        return self._image is not None

    def _ask(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        self._image, self._asked, self._problem = None, None, ""
        if self._job is None:
            return
        job, sheet = self._job, self._job.sheet(self._page)
        seen, scale = sheet.seen, self._scale(sheet) * self.devicePixelRatioF()
        width = max(1, round(seen.width * sheet.page.width * scale))
        height = max(1, round(seen.height * sheet.page.height * scale))
        if seen.is_empty:
            return
        request = RenderPage(job.source, self._page, seen.turned(-job.turns), width, height, job.turns)
        asked = self._services.documents.submit(request)
        self._asked = asked
        self._services.relay.deliver(
            asked, lambda picture: self._arrived(asked, picture), lambda error: self._failed(asked, error), self
        )

    def _arrived(self, asked: Future[PageImage], picture: PageImage) -> None:
        if asked is self._asked:
            self._image = as_image(picture)
            self.update()

    def _failed(self, asked: Future[PageImage], error: AppError) -> None:
        if asked is self._asked:
            self._problem = str(error)
            self.update()

    def _scale(self, sheet: Sheet) -> float:
        """Device-independent pixels a point."""
        across = max(1, self.width() - 2 * SPACE_L) / sheet.size.width
        return min(across, max(1, self.height() - 2 * SPACE_L) / sheet.size.height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        theme = self._services.theme.current
        painter.fillRect(self.rect(), theme.desk)
        if self._job is not None:
            self._paint_sheet(painter, self._job, self._job.sheet(self._page))
        if self.hasFocus():
            painter.setPen(QPen(theme.accent, FOCUS_WIDTH))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_FIELD, RADIUS_FIELD)
        painter.end()

    def _paint_sheet(self, painter: QPainter, job: PrintJob, sheet: Sheet) -> None:
        scale = self._scale(sheet)
        size = QSizeF(sheet.size.width * scale, sheet.size.height * scale)
        paper = QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, *size.toTuple())
        painter.fillRect(paper, Qt.GlobalColor.white)
        page = QRectF(
            paper.x() + sheet.left * scale,
            paper.y() + sheet.top * scale,
            sheet.page.width * scale,
            sheet.page.height * scale,
        )
        painter.setClipRect(paper)
        if self._image is not None:
            painter.drawImage(page.intersected(paper), self._image)
        job.marks.paint(painter, self._page, page, job.turns, scale)
        if self._problem:
            painter.setPen(LIGHT.muted)
            inside = paper.adjusted(SPACE_L, SPACE_L, -SPACE_L, -SPACE_L)
            painter.drawText(inside, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._problem)
        self._paint_edge(painter, sheet, paper, scale)
        painter.setClipping(False)

    def _paint_edge(self, painter: QPainter, sheet: Sheet, paper: QRectF, scale: float) -> None:
        """What the printer does not reach lies outside the dashed line."""
        left, top, right, bottom = (value * scale for value in sheet.printable)
        reached = QRectF(paper.x() + left, paper.y() + top, right - left, bottom - top)
        if reached.size() != paper.size():
            pen = QPen(LIGHT.line, HAIRLINE)
            pen.setDashPattern([4.0, 4.0])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(reached)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.step_wanted.emit(step)
        else:
            super().keyPressEvent(event)
