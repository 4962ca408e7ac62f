"""Tables by alignment: which rows of a page belong to one, and the cells of one as text."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import mean, median
from typing import Final, TypeAlias

from quizglass.geometry import Size
from quizglass.layout.fragments import Fragment
from quizglass.layout.page import PageLayout, lay_out
from quizglass.pages import Word

_ROW_TILT: Final = 0.5
"""How far apart the middles of two fragments of one row may lie, in heights of a letter."""
_CELL_GAP: Final = 0.9
"""Fragments of one row nearer than this, in heights of a letter, stand in one cell."""
_COLUMN_GAP: Final = 0.4
"""The narrowest white stripe between two columns, in heights of a letter."""
_ROW_GAP: Final = 2.5
"""The widest gap between two rows of one table, in heights of a letter."""
_CROSSING: Final = 0.15
"""The share of the rows that may reach over from one column into the next."""
_BOTH_SIDES: Final = 0.5
"""Of those rows, the share that have a cell on either side of such a place."""
_LEAST_ROWS: Final = 3
_PROSE: Final = 42
"""Letters in the cells of a column, on average, from which on it is text set in columns and no table."""
_TIGHT: Final = 0.75
"""A row that follows at less than this share of the usual distance may go on with the cells of the row before."""

_Spans: TypeAlias = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Row:
    """``cells`` are the fragments of one line, left to right, those of one cell together."""

    cells: tuple[tuple[Fragment, ...], ...]

    @property
    def top(self) -> float:
        return min(fragment.box.y0 for cell in self.cells for fragment in cell)

    @property
    def bottom(self) -> float:
        return max(fragment.box.y1 for cell in self.cells for fragment in cell)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def words(self) -> list[int]:
        """Indices into the page's words."""
        return [word for cell in self.cells for fragment in cell for word in fragment.words]

    def spans(self) -> _Spans:
        """Where each cell begins and ends, in points from the left."""
        return [(cell[0].box.x0, max(fragment.box.x1 for fragment in cell)) for cell in self.cells]


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` are of equal length; an empty cell is ""."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def columns(self) -> int:
        return len(self.rows[0])


def read_table(words: Sequence[Word], size: Size) -> Table | None:
    """The table that ``words`` of a page of ``size`` points make; None where they do not stand in rows and columns."""
    layout = lay_out(words, size)
    rows = rows_of(layout)
    separators = _separators(rows, layout.letter_height)
    if not separators:
        return None
    lines = [_texts(layout, row, separators) for row in rows]
    joined = _with_continuations(rows, lines)
    filled = sum(sum(bool(text) for text in line) >= 2 for line in joined)
    return Table(tuple(map(tuple, joined))) if filled >= 2 else None


def find_tables(layout: PageLayout) -> list[tuple[int, ...]]:
    """The words of each table of a page, top to bottom."""
    height = layout.letter_height
    return [
        tuple(word for row in run for word in row.words)
        for run in _runs(rows_of(layout), height)
        if sum(len(row.cells) > 1 for row in run) >= _LEAST_ROWS and _is_tabular(layout, run)
    ]


def rows_of(layout: PageLayout) -> list[Row]:
    """The fragments of a page line by line, top to bottom."""
    reach = _ROW_TILT * layout.letter_height
    lines: list[list[Fragment]] = []
    for fragment in sorted(layout.fragments, key=lambda one: one.box.middle):
        if lines and fragment.box.middle - lines[-1][0].box.middle <= reach:
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    return [Row(tuple(_cells(line, _CELL_GAP * layout.letter_height))) for line in lines]


def _cells(line: list[Fragment], gap: float) -> Iterable[tuple[Fragment, ...]]:
    cell: list[Fragment] = []
    for fragment in sorted(line, key=lambda one: one.box.x0):
        if cell and fragment.box.x0 - cell[-1].box.x1 > gap:
            yield tuple(cell)
            cell = []
        cell.append(fragment)
    if cell:
        yield tuple(cell)


def _runs(rows: list[Row], height: float) -> Iterable[list[Row]]:
    """Rows below one another of which no two lines with a single cell follow each other, nor stand at the ends."""
    run: list[Row] = []
    for row in rows:
        alone = len(row.cells) == 1
        apart = bool(run) and row.top - run[-1].bottom > _ROW_GAP * height
        if run and (apart or (alone and len(run[-1].cells) == 1)):
            yield _trimmed(run)
            run = []
        if run or not alone:
            run.append(row)
    yield _trimmed(run)


def _trimmed(run: list[Row]) -> list[Row]:
    return run[:-1] if run and len(run[-1].cells) == 1 else run


def _is_tabular(layout: PageLayout, rows: list[Row]) -> bool:
    separators = _separators(rows, layout.letter_height)
    if not separators:
        return False
    texts = [_texts(layout, row, separators) for row in rows if len(row.cells) > 1]
    columns = [[line[column] for line in texts if line[column]] for column in range(len(separators) + 1)]
    return all(not column or mean(map(len, column)) < _PROSE for column in columns)


def _separators(rows: list[Row], height: float) -> list[float]:
    """The middles of the white stripes that part the columns. Lines that go all across do not count."""
    parted = [row.spans() for row in rows if len(row.cells) > 1]
    if len(parted) < 2:
        return []
    narrowest = _COLUMN_GAP * height
    found = _stripes(parted, narrowest, 0)
    edges = [-inf, *found, inf]
    for left, right in pairwise(edges):
        inside = [[span for span in spans if left < sum(span) / 2 < right] for spans in parted]
        found += _bridged([spans for spans in inside if spans], narrowest)
    return sorted(found)


def _bridged(spans: list[_Spans], narrowest: float) -> list[float]:
    """Stripes that a few rows reach across, a heading over two columns say, with cells of many rows on both sides."""
    crossing = max(1, int(_CROSSING * len(spans)))
    if len(spans) <= _LEAST_ROWS:
        return []
    stripes = _stripes(spans, narrowest, crossing)
    return [x for x in stripes if sum(min(row)[1] < x < max(row)[0] for row in spans) >= _BOTH_SIDES * len(spans)]


def _stripes(rows: list[_Spans], narrowest: float, crossing: int) -> list[float]:
    """Where at most ``crossing`` of ``rows`` have something printed, between places where more have."""
    edges = sorted(edge for spans in rows for x0, x1 in spans for edge in ((x0, 1), (x1, -1)))
    stripes, printed, white_since, begun = [], 0, 0.0, False
    for x, change in edges:
        if change > 0 and printed == crossing and begun and x - white_since >= narrowest:
            stripes.append((white_since + x) / 2)
        printed += change
        if change < 0 and printed == crossing:
            white_since, begun = x, True
    return stripes


def _texts(layout: PageLayout, row: Row, separators: list[float]) -> list[str]:
    texts: list[list[str]] = [[] for _ in range(len(separators) + 1)]
    for fragment in (fragment for cell in row.cells for fragment in cell):
        column = bisect(separators, fragment.box.x0)
        # Words close to one another may still stand in two columns; but a line that goes all across is one cell.
        whole = bisect(separators, fragment.box.x1) == column or len(row.cells) == 1
        for word in fragment.words:
            at = column if whole else bisect(separators, layout.boxes[word].center)
            texts[at].append(layout.words[word].text)
    return [" ".join(words) for words in texts]


def _with_continuations(rows: list[Row], lines: list[list[str]]) -> list[list[str]]:
    """A cell of several lines is one cell: a tight row with nothing in the first column goes on with the one before."""
    distances = [after.middle - before.middle for before, after in pairwise(rows)]
    usual = median(distances) if distances else 0.0
    joined: list[list[str]] = []
    for index, line in enumerate(lines):
        tight = index > 0 and distances[index - 1] < _TIGHT * usual
        if (
            joined
            and tight
            and not line[0]
            and all(above or not text for above, text in zip(joined[-1], line, strict=True))
        ):
            joined[-1] = [f"{above} {text}".strip() for above, text in zip(joined[-1], line, strict=True)]
        else:
            joined.append(line)
    return joined
