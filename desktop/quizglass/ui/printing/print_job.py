"""What is to be printed and where: everything that the printing thread needs, as a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from quizglass.geometry import Size
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.printing.marks import Marks
from quizglass.ui.printing.sheets import Paper, Sheet, lay_out


@dataclass(frozen=True, slots=True)
class PrintJob:
    """``pages`` count from 0 and come in the order of printing. ``turns`` are clockwise quarter turns of each page.

    Printed to ``file`` as PDF, or where that is None on the printer called ``printer``.
    """

    source: DocumentSource
    info: DocumentInfo
    pages: tuple[int, ...]
    paper: Paper
    fit: bool = True
    turns: int = 0
    copies: int = 1
    marks: Marks = field(default_factory=Marks)
    file: Path | None = None
    printer: str = ""

    def sheet(self, page: int) -> Sheet:
        size: Size = self.info.sizes[page].turned(self.turns)
        return lay_out(size, self.paper, fit=self.fit)
