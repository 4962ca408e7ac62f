"""CSV as spreadsheets open it: UTF-8 with a byte order mark, lines that end as RFC 4180 has it.

Names and values are in no language: programs read such files too, wherever they run. XLSX is the one for people.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from quizglass.batch.exports import columns
from quizglass.batch.exports.cells import holdable, without_formula
from quizglass.batch.exports.feed import RowFeed
from quizglass.batch.exports.options import Options
from quizglass.batch.row import Row
from quizglass.cancellation import CancelToken

_ENCODING: Final = "utf-8-sig"
_MOST_CHARACTERS: Final = 2**31 - 1
"""Of a field when the file is checked: an answer may be longer than Python's default of 131,072."""


def write(feed: RowFeed, partial: Path, options: Options) -> int:
    """A line of names, then a line a row; how many rows were written."""
    with partial.open("w", encoding=_ENCODING, newline="") as file:
        lines = csv.writer(file, delimiter=options.delimiter)
        lines.writerow(columns.NAMES)
        for row in feed:
            lines.writerow([without_formula(holdable(text)) for text in _texts(row)])
    return feed.count


def count(partial: Path, options: Options) -> int:
    """The rows that are read back; -1 when a line has lost a column."""
    with partial.open(encoding=_ENCODING, newline="") as file:
        return sum(_whole_rows(file, options.delimiter, options.cancel)) - 1


def _whole_rows(file: Iterator[str], delimiter: str, cancel: CancelToken) -> Iterator[bool]:
    before = csv.field_size_limit(_MOST_CHARACTERS)
    try:
        for cells in csv.reader(file, delimiter=delimiter):
            cancel.raise_if_cancelled()
            yield len(cells) == len(columns.NAMES)
    finally:
        csv.field_size_limit(before)


def _texts(row: Row) -> list[str]:
    return [
        row.file,
        str(row.page),
        _numbers(row.region.as_tuple()) if row.region else "",
        row.question,
        row.answer,
        "true" if row.found else "false",
        row.evidence_text,
        _numbers([box.as_tuple() for box in row.evidence_boxes]) if row.evidence_boxes else "",
        row.model,
        columns.confidence_text(row),
        f"{row.seconds:.3f}",
        row.status.value,
        row.error,
        row.correction or "",
    ]


def _numbers(boxes: Sequence[object]) -> str:
    return json.dumps(boxes, separators=(",", ":"))
