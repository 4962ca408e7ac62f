"""Draws the pages of a job onto a printer or into a PDF file. Takes its time: never called in the window's thread."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMarginsF, QPoint, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from quizglass.cancellation import CancelToken
from quizglass.documents.requests import RenderPage
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, Cancelled, FileNotWritable, PrinterUnavailable
from quizglass.geometry import PixelBox
from quizglass.ui.printing.pieces import page_box, pieces
from quizglass.ui.printing.print_job import PrintJob
from quizglass.ui.printing.sheets import POINTS_AN_INCH, Sheet

FILE_DPI: Final = 300
MOST_DPI: Final = 600
"""Printers that promise more put single dots there, not letters anyone can tell apart."""
_TAIL: Final = 1024


class Printing:
    """One run of a job. ``on_progress`` is called with the number of pages that are done, on the same thread."""

    def __init__(
        self, documents: DocumentService, job: PrintJob, on_progress: Callable[[int], None], cancel: CancelToken
    ) -> None:
        self._documents = documents
        self._job = job
        self._on_progress = on_progress
        self._cancel = cancel
        self._partial = job.file.with_name(f".{job.file.name}.{os.getpid()}.partial") if job.file is not None else None

    def run(self) -> tuple[int, ...]:
        """Print all pages; those that could not be drawn are left white, and given back.

        Raises:
            Cancelled: it was stopped; a file is left as it was.
            FileNotWritable, PrinterUnavailable: where to print cannot be used.
        """
        try:
            failed = self._print()
            if self._partial is not None and self._job.file is not None:
                _check_whole(self._partial, self._job.file)
                try:
                    self._partial.replace(self._job.file)
                except OSError as error:
                    raise FileNotWritable(name=self._job.file.name) from error
            return failed
        finally:
            if self._partial is not None:
                with suppress(OSError):
                    self._partial.unlink(missing_ok=True)

    def _print(self) -> tuple[int, ...]:
        printer = self._printer()
        painter = QPainter()
        try:
            failed = self._print_pages(printer, painter)
        except BaseException:
            printer.abort()
            raise
        finally:
            # Before the printer goes: Qt crashes when it goes under a painter.
            ended = painter.isActive() and painter.end()
        if not ended or printer.printerState() == QPrinter.PrinterState.Error:
            raise self._refusal()
        return failed

    def _print_pages(self, printer: QPrinter, painter: QPainter) -> tuple[int, ...]:
        failed: list[int] = []
        for done, page in enumerate(self._job.pages):
            self._cancel.raise_if_cancelled()
            sheet = self._job.sheet(page)
            _set_paper(printer, sheet)
            if not (printer.newPage() if done else painter.begin(printer)):
                raise self._refusal()
            try:
                self._draw(painter, page, sheet, printer.resolution())
            except Cancelled:
                raise
            except AppError:
                failed.append(page)
            self._on_progress(done + 1)
        return tuple(failed)

    def _draw(self, painter: QPainter, page: int, sheet: Sheet, dpi: int) -> None:
        job = self._job
        for piece in pieces(sheet, dpi):
            request = RenderPage(
                job.source, page, piece.clip.turned(-job.turns), piece.box.width, piece.box.height, job.turns
            )
            drawn = self._documents.call(request, self._cancel, urgent=False)
            image = QImage(drawn.data, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB888)
            painter.drawImage(QPoint(piece.box.left, piece.box.top), image)
        job.marks.paint(painter, page, _rect(page_box(sheet, dpi)), job.turns, dpi / POINTS_AN_INCH)

    def _printer(self) -> QPrinter:
        job = self._job
        if self._partial is not None:
            printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(self._partial))
            printer.setResolution(FILE_DPI)
        else:
            info = QPrinterInfo.printerInfo(job.printer)
            if info.isNull():
                raise self._refusal()
            printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
            printer.setResolution(min(MOST_DPI, printer.resolution()))
            printer.setCopyCount(job.copies)
        printer.setCreator("Quizglass")
        printer.setDocName(Path(job.source.path).name)
        printer.setFullPage(True)
        return printer

    def _refusal(self) -> AppError:
        if self._job.file is not None:
            return FileNotWritable(name=self._job.file.name)
        return PrinterUnavailable(name=self._job.printer)


def _set_paper(printer: QPrinter, sheet: Sheet) -> None:
    """The paper of the next page. Qt wants it upright, and told apart how it is turned."""
    upright = sheet.size.turned(1) if sheet.landscape else sheet.size
    size = QPageSize(QSizeF(*upright), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if sheet.landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, way, QMarginsF()))
    printer.setFullPage(True)


def _check_whole(partial: Path, file: Path) -> None:
    """A full disk leaves a PDF without its end, and Qt does not say so.

    Raises:
        FileNotWritable: the end is missing.
    """
    try:
        with partial.open("rb") as written:
            size = written.seek(0, os.SEEK_END)
            written.seek(max(0, size - _TAIL))
            whole = b"%%EOF" in written.read()
    except OSError as error:
        raise FileNotWritable(name=file.name) from error
    if not whole:
        raise FileNotWritable(name=file.name)


def _rect(box: PixelBox) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)
