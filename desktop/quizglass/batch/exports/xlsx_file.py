"""A spreadsheet: typed cells, filters, a head that stays, links to the pages, pictures of the evidence.

Written row by row through a file on the disk, so that a long run takes no more memory than a short one.
"""

from __future__ import annotations

import contextlib
import math
import zipfile
from collections.abc import Iterable, Iterator
from copy import copy
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from quizglass.batch.exports import columns
from quizglass.batch.exports.cells import cell_text, starts_formula
from quizglass.batch.exports.evidence_pictures import with_pictures
from quizglass.batch.exports.feed import RowFeed
from quizglass.batch.exports.options import Options
from quizglass.batch.exports.page_links import file_link, page_anchor
from quizglass.batch.exports.typed_values import typed
from quizglass.batch.exports.xlsx_pictures import PlacingWriter, SheetPictures
from quizglass.batch.row import Row
from quizglass.i18n import tr
from quizglass.pages import PackedPicture

_WIDTHS: Final = {
    "file": 34,
    "page": 14,
    "region": 14,
    "question": 34,
    "answer": 34,
    "correction": 26,
    "found": 14,
    "evidence_text": 46,
    "evidence_boxes": 18,
    "model": 16,
    "confidence": 17,
    "seconds": 14,
    "status": 16,
    "error": 34,
    "picture": 46,
}
_HIDDEN: Final = ("region", "evidence_boxes")
"""Folded away: numbers for programs, beside the picture of what they mean."""
_LINE_POINTS: Final = 15.0
_MOST_POINTS: Final = 400.0
"""Of a row; a spreadsheet takes 409."""
_SHEET: Final = "xl/worksheets/sheet1.xml"
_CHUNK: Final = 2**16
_MOST_LINKS: Final = 65_000


def write(feed: RowFeed, partial: Path, options: Options) -> int:
    """A head, then a row a row; the pictures stand in a column of their own; how many rows were written."""
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive, _workbook() as book:
        sheet = _Sheet(book, archive, options)
        for number, (row, picture) in enumerate(with_pictures(feed, options), start=2):
            sheet.add(row, picture, number)
        sheet.end(feed.count + 1)
        PlacingWriter(book, archive).save()
    return feed.count


def count(partial: Path, options: Options) -> int:
    """The rows that are read back, without the head; -1 when a part of the file is not as it was written."""
    found = 0

    def begun(element: str, _: dict[str, str]) -> None:
        nonlocal found
        found += element == "row"

    # Many times faster than opening it as a spreadsheet; the file is our own.
    parser = expat.ParserCreate()
    parser.StartElementHandler = begun
    with zipfile.ZipFile(partial) as archive:
        if archive.testzip() is not None:
            return -1
        with archive.open(_SHEET) as sheet:
            while data := sheet.read(_CHUNK):
                options.cancel.raise_if_cancelled()
                parser.Parse(data)
    parser.Parse(b"", True)
    return found - 1


@contextlib.contextmanager
def _workbook() -> Iterator[Workbook]:
    """One whose rows wait in a temporary file, which goes with it whatever happens."""
    book = Workbook(write_only=True)
    try:
        yield book
    finally:
        for sheet in book.worksheets:
            with contextlib.suppress(OSError):
                if not sheet.closed:
                    sheet.close()
                sheet._writer.cleanup()  # openpyxl would keep it until the program ends


class _Sheet:
    def __init__(self, book: Workbook, archive: zipfile.ZipFile, options: Options) -> None:
        self._sheet: Any = book.create_sheet(tr("Answers"))
        self._sheet._values_to_row = _in_their_places  # openpyxl's own tries each cell as a value, and makes two more
        self._pictures = SheetPictures(self._sheet, archive, column=len(columns.SHOWN))
        self._options = options
        self._links = 0
        # LibreOffice shows a truth value without a format of its own as 1; Excel has words of its own in any case.
        self._found_shown_as = f'"{tr("yes")}";"{tr("yes")}";"{tr("no")}"'
        self._styles = _Styles(self._sheet)
        self._lay_out()
        head = [columns.title(name) for name in columns.SHOWN]
        self._sheet.append([self._styles.cell(text, "head") for text in [*head, *self._picture_title()]])

    def add(self, row: Row, picture: PackedPicture | None, number: int) -> None:
        """``number`` is the row's in the sheet, from 1."""
        height = max(_lines(row) * _LINE_POINTS, self._pictures.put(picture, number - 1) if picture else 0.0)
        if height > _LINE_POINTS:
            self._sheet.row_dimensions[number].height = min(height, _MOST_POINTS)
        file, page = self._text(row.file), self._number(row.page or None, "0")
        self._link(row, file, page)
        self._sheet.append(
            [
                file,
                page,
                self._text(columns.boxes_text([row.region] if row.region else [])),
                self._text(row.question),
                self._answer(row.answer),
                self._answer(columns.correction_text(row)),
                self._styles.cell(row.found, self._found_shown_as),
                self._text(row.evidence_text),
                self._text(columns.boxes_text(row.evidence_boxes)),
                self._text(row.model),
                self._number(row.confidence, "0.000"),
                self._number(row.seconds, "0.000"),
                self._text(columns.status_word(row.status)),
                self._text(row.error),
            ]
        )

    def end(self, last: int) -> None:
        self._sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns.SHOWN))}{last}"
        self._sheet.print_title_rows = "1:1"

    def _lay_out(self) -> None:
        """Before the first row: the file is written from its beginning."""
        for number, name in enumerate((*columns.SHOWN, *(["picture"] if self._options.pictures else [])), start=1):
            dimension = self._sheet.column_dimensions[get_column_letter(number)]
            dimension.width = _WIDTHS[name]
            dimension.hidden = name in _HIDDEN
        self._sheet.freeze_panes = "A2"
        self._sheet.page_setup.orientation = "landscape"
        self._sheet.page_setup.fitToHeight = 0
        self._sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def _picture_title(self) -> list[str]:
        return [tr("Picture of the evidence")] if self._options.pictures else []

    def _text(self, text: str) -> Any:
        held = cell_text(text)
        return self._styles.cell(held, "guarded" if starts_formula(held) else "text") if held else None

    def _number(self, value: float | None, shown_as: str) -> Any:
        if value is None or not math.isfinite(value):
            return None
        return self._styles.cell(value, shown_as)

    def _answer(self, text: str) -> Any:
        known = typed(text)
        return self._styles.cell(known.value, known.shown_as) if known else self._text(text)

    def _link(self, row: Row, file: Any, page: Any) -> None:
        address = file_link(row)
        for cell, anchor in ((file, ""), (page, page_anchor(row))):
            if cell is not None and address and self._links < _MOST_LINKS:
                cell.hyperlink = Hyperlink(ref="", target=address, location=anchor or None)
                self._styles.dress(cell, "link" if cell is file else "page link")
                self._links += 1


class _Styles:
    """Made once and shared: comparing the styles of every cell anew takes longer than all the rest."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._known: dict[str, Any] = {}

    def cell(self, value: object, style: str) -> Any:
        """A cell of a style, or of the number format ``style``."""
        cell: Any = WriteOnlyCell(self._sheet, value)
        if isinstance(value, str):
            cell.data_type = "s"  # never a formula, nor the value of a mistake like "#N/A"
        self.dress(cell, style)
        return cell

    def dress(self, cell: Any, style: str) -> None:
        if style not in self._known:
            self._known[style] = self._made(style)
        cell._style = copy(self._known[style])  # as openpyxl's own manual copies styles

    def _made(self, style: str) -> Any:
        cell: Any = WriteOnlyCell(self._sheet)
        is_text = style in {"text", "guarded", "head", "link"}
        cell.alignment = Alignment("left" if is_text else "right", "top", wrap_text=is_text, indent=int(is_text))
        if style == "head":
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="E8EDF7")
            cell.border = Border(bottom=Side("thin", color="8A97B1"))
        elif style in {"link", "page link"}:
            cell.font = Font(color="1F4FBF", underline="single")
        elif not is_text:
            cell.number_format = style
        cell.quotePrefix = style == "guarded"  # text, even when it is edited
        return cell._style


def _in_their_places(cells: Iterable[Any], row: int) -> Iterator[Any]:
    """Those of ``cells`` that are there, each with its column and ``row``, both from 1."""
    for column, cell in enumerate(cells, start=1):
        if cell is not None:
            cell.column, cell.row = column, row
            if cell.hyperlink is not None:
                cell.hyperlink.ref = cell.coordinate
            yield cell


def _lines(row: Row) -> int:
    """How many lines its longest cell takes: not every program finds out by itself when it opens the file."""
    wrapped = (("question", row.question), ("answer", row.answer), ("evidence_text", row.evidence_text))
    others = (("file", row.file), ("error", row.error), ("model", row.model), ("correction", row.correction or ""))
    return max(sum(1 + len(line) // _WIDTHS[name] for line in text.split("\n")) for name, text in (*wrapped, *others))
