"""CSV as spreadsheets open it: UTF-8 with a byte order mark, lines that end as RFC 4180 has it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from quizglass.batch.exports import columns
from quizglass.batch.exports.cells import holdable, without_formula
from quizglass.batch.exports.feed import RowFeed
from quizglass.batch.exports.options import Options
from quizglass.cancellation import CancelToken

_ENCODING: Final = "utf-8-sig"
_MOST_CHARACTERS: Final = 2**31 - 1
"""Of a field when the file is checked: an answer may be longer than Python's default of 131,072."""


def write(feed: RowFeed, partial: Path, options: Options) -> None:
    """A line of titles, then a line a row."""
    with partial.open("w", encoding=_ENCODING, newline="") as file:
        lines = csv.writer(file, delimiter=options.delimiter)
        lines.writerow(columns.titles())
        for row in feed:
            lines.writerow([without_formula(holdable(text)) for text in columns.texts(row)])


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
