"""The printers that the system knows. Asking can take seconds where one of them is far away."""

from __future__ import annotations

from dataclasses import dataclass

from quizglass.geometry import Size
from quizglass.ui.printing.sheets import Paper


@dataclass(frozen=True, slots=True)
class PrinterFacts:
    """``paper`` is what lies in it, with what it cannot reach."""

    name: str
    words: str
    paper: Paper


def find_printers() -> tuple[PrinterFacts, ...]:
    """All printers, the usual one first. Not for the window's thread."""
    from PySide6.QtGui import QPageLayout, QPageSize
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    usual = QPrinterInfo.defaultPrinterName()
    found = []
    for name in sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name.casefold())):
        info = QPrinterInfo.printerInfo(name)
        layout = QPrinter(info, QPrinter.PrinterMode.HighResolution).pageLayout()
        size = layout.pageSize().size(QPageSize.Unit.Point)
        layout.setUnits(QPageLayout.Unit.Point)
        least = layout.minimumMargins()
        margins = (least.left(), least.top(), least.right(), least.bottom())
        paper = Paper(Size(size.width(), size.height()), margins)
        found.append(PrinterFacts(name, info.description() or name, paper))
    return tuple(found)
