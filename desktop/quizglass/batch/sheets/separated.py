"""Tables in text files: comma, semicolon or tab, and every record with the very characters that it was written with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from quizglass.batch.sheets.heads import is_exact_name, names_questions
from quizglass.batch.sheets.table import Cell, Kind, Table, TableRow

SEPARATORS: Final = ("\t", ";", ",")
"""The likelier first where two would do: a comma also stands in sentences."""
_DECLARED: Final = re.compile("sep=([\t;,])(?:\r\n|\r|\n)", re.IGNORECASE)
"""How some spreadsheets tell each other of the separator; it is no row."""
_HEAD_ROWS: Final = 20
_QUOTE: Final = '"'


@dataclass(frozen=True, slots=True)
class Record:
    """``written`` is all of it but its ``end``. ``cells`` are what it says; those that are badly quoted, as written."""

    written: str
    end: str
    cells: tuple[str, ...]
    badly_quoted: frozenset[int] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Separated:
    """``separator`` is "" where each record is one cell. ``before`` is what stands before the first row.

    ``width`` is how many cells a record should have at most.
    """

    before: str
    separator: str
    records: tuple[Record, ...]
    width: int


def separated(text: str) -> Separated:
    """The records of ``text`` by the separator that fits it."""
    if declared := _DECLARED.match(text):
        before = declared[0]
        records = tuple(_records(text[len(before) :], declared[1]))
        return Separated(before, declared[1], records, _first(records).width)
    ranked = []
    for rank, separator in enumerate(SEPARATORS):
        if _first(_opening(text, separator)).width <= 1:
            continue
        records = tuple(_records(text, separator))
        if fits := _fits(records, separator):
            ranked.append((fits.has_head, fits.is_clean, -rank, Separated("", separator, records, fits.width)))
    if ranked:
        return max(ranked, key=lambda one: one[:3])[3]
    return Separated("", "", tuple(_records(text, "")), 1)


def table_of(found: Separated) -> Table:
    """What questions are looked for in."""
    numbered = enumerate(found.records, start=1)
    return Table(tuple(_row(number, record, found.width) for number, record in numbered if not record.is_empty))


def lines_of(text: str) -> Table:
    """A text with a question in each line."""
    lines = enumerate(re.split("\r\n|\r|\n", text), start=1)
    return Table(tuple(TableRow(n, {1: Cell(line.strip())}) for n, line in lines if line.strip()), has_head=False)


def _row(number: int, record: Record, width: int) -> TableRow:
    cells = {
        column: Cell(text.strip(), Kind.BADLY_QUOTED if column in record.badly_quoted else Kind.TEXT)
        for column, text in enumerate(record.cells, start=1)
        if text.strip()
    }
    return TableRow(number, cells, ragged=max(cells) > width)


def _records(text: str, separator: str) -> Iterator[Record]:
    """Go through ``text`` from field to field. A field whose quotes do not match ends where it would without them."""
    between = re.escape(separator)
    field = re.compile(
        rf'(?:"((?:[^"]++|"")*+)"|([^{between}\r\n]*+))({between}|\r\n|\r|\n|\Z)' if separator else _WHOLE_LINE
    )
    begun, place = 0, 0
    cells: list[str] = []
    bad: set[int] = set()
    while begun < len(text) or cells:
        match = field.match(text, place)
        assert match is not None  # its second half takes any line
        quoted, plain, end = match.groups()
        cells.append(plain if quoted is None else quoted.replace('""', _QUOTE))
        if quoted is None and plain.startswith(_QUOTE):
            bad.add(len(cells))
        place = match.end()
        if separator and end == separator:
            continue
        yield Record(text[begun : match.start(3)], end, tuple(cells), frozenset(bad))
        begun, cells, bad = place, [], set()


_WHOLE_LINE: Final = r'(?:"((?:[^"]++|"")*+)"|([^\r\n]*+))(\r\n|\r|\n|\Z)'


class _First(NamedTuple):
    """Of the row that tells how wide the table is: its head, or else its first row."""

    width: int
    has_head: bool
    is_clean: bool = True


def _first(records: tuple[Record, ...]) -> _First:
    full = [record for record in records if not record.is_empty]
    for record in full[:_HEAD_ROWS]:
        is_title = len(record.cells) == 1 and not is_exact_name(record.cells[0])
        if not is_title and any(names_questions(cell) for cell in record.cells):
            return _First(len(record.cells), has_head=True)
    return _First(len(full[0].cells) if full else 0, has_head=False)


def _opening(text: str, separator: str) -> tuple[Record, ...]:
    """As many records as it takes to find a head."""
    return tuple(islice((record for record in _records(text, separator) if not record.is_empty), _HEAD_ROWS))


def _fits(records: tuple[Record, ...], separator: str) -> _First | None:
    """Whether a head names the questions, and whether quotes only stand where they should; None: no table this way.

    Without such a head every row must be as wide as the first, and the separators must not all be those of sentences.
    """
    full = [record for record in records if not record.is_empty]
    first = _first(records)
    if not first.has_head:
        regular = all(_is_as_wide(record, first.width) for record in full)
        if not regular or all(_is_prose(record.written, separator) for record in full):
            return None
    clean = not any(record.badly_quoted or _has_stray_quotes(record, separator) for record in full)
    return first._replace(is_clean=clean)


def _is_as_wide(record: Record, width: int) -> bool:
    return len(record.cells) >= width and not any(record.cells[width:])


def _is_prose(written: str, separator: str) -> bool:
    return separator != "\t" and written.count(separator) == written.count(separator + " ")


def _has_stray_quotes(record: Record, separator: str) -> bool:
    """Whether the separator has cut a quoted field in two."""
    return any(cell.count(_QUOTE) % 2 for cell in record.cells) and separator in record.written
