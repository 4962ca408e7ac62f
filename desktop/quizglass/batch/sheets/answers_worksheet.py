"""A worksheet with all answers of a run: which question, where it stands, how certain it is."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO, Final

from quizglass.batch.exports.columns import said_text, status_word, title
from quizglass.batch.row import Row, Status
from quizglass.batch.sheets.best_answers import is_answer
from quizglass.batch.sheets.cell_xml import (
    MOST_POINTS,
    CellWriter,
    Links,
    Value,
    answer_value,
    lines_in,
    linked,
    text_value,
)
from quizglass.batch.sheets.styles import Look, Styles
from quizglass.batch.sheets.table import letter
from quizglass.i18n import tr

_WIDTHS: Final = {
    "question": 40,
    "answer": 34,
    "file": 40,
    "page": 11,
    "evidence_text": 50,
    "confidence": 13,
    "status": 16,
    "error": 34,
}
_MOST_ROWS: Final = 1_048_576
_LINE_POINTS: Final = 15.0
_MOST_LINKS: Final = 65_000
_UNTOLD: Final = {Status.NOT_FOUND, Status.BLANK}
"""Thousands of pages on which an answer is not would hide those on which it is."""


def write_answers_worksheet(
    rows: Iterable[Row], part: IO[bytes], styles: Styles, *, space: str, relations: str, counts_from_1904: bool
) -> str:
    """Write every answer of ``rows``, and every page that failed, into ``part``; what its links refer to, as XML."""
    cells = CellWriter(styles, counts_from_1904=counts_from_1904)
    links = Links(relations, _MOST_LINKS)
    part.write(_begin(space).encode())
    head = "".join(
        cells.cell(1, column, Value(title(name), Look(is_head=True))) for column, name in enumerate(_WIDTHS, start=1)
    )
    part.write(f'<row r="1">{head}</row>'.encode())
    number = beyond = 0
    for row in rows:
        if not is_answer(row) and (row.correction is not None or row.status in _UNTOLD):
            continue
        if number + 2 >= _MOST_ROWS:
            beyond += 1
            continue
        number += 1
        part.write(_row(row, number + 1, cells, links).encode())
    if beyond:
        words = tr("{count} more answers do not fit into this worksheet.").format(count=beyond)
        part.write(f'<row r="{_MOST_ROWS}">{cells.cell(_MOST_ROWS, 1, text_value(words))}</row>'.encode())
    part.write(_end(number + 1, links).encode())
    return links.relationships()


def _begin(space: str) -> str:
    columns = "".join(
        f'<col min="{column}" max="{column}" width="{width}" customWidth="1"/>'
        for column, width in enumerate(_WIDTHS.values(), start=1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}"><sheetViews>'
        '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{columns}</cols><sheetData>"
    )


def _end(last: int, links: Links) -> str:
    found = links.elements()
    return (
        f'</sheetData><autoFilter ref="A1:{letter(len(_WIDTHS))}{last}"/>'
        + (f"<hyperlinks>{found}</hyperlinks>" if found else "")
        + "</worksheet>"
    )


def _row(row: Row, number: int, cells: CellWriter, links: Links) -> str:
    values = {
        "question": text_value(row.question),
        "answer": answer_value(row.settled if is_answer(row) else ""),
        "file": linked(text_value(str(Path(row.file))), row),
        "page": linked(Value(row.page or None, Look(shown_as="0")), row, to_page=True),
        "evidence_text": text_value(row.evidence_text),
        "confidence": Value(row.confidence, Look(shown_as="0.000")),
        "status": text_value(_status(row)),
        "error": text_value(row.error),
    }
    texts = zip((str(value.content or "") for value in values.values()), _WIDTHS.values(), strict=True)
    height = min(lines_in(texts) * _LINE_POINTS, MOST_POINTS)
    written = []
    for column, value in enumerate(values.values(), start=1):
        written.append(cells.cell(number, column, value))
        if value.link:
            links.add(number, column, value.link)
    return f'<row r="{number}" ht="{height:g}">{"".join(written)}</row>'


def _status(row: Row) -> str:
    said = said_text(row)
    return f"{tr('corrected')}; {said}" if said else status_word(row.status)
