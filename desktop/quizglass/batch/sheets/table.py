"""A sheet as far as questions are looked for in it: texts in rows and columns, and what its other cells are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache


class Kind(StrEnum):
    """Of a cell. ``UNCALCULATED`` is a formula whose value was never put into the file, ``MISTAKE`` one like #N/A."""

    TEXT = "text"
    NUMBER = "number"
    UNCALCULATED = "uncalculated"
    MISTAKE = "mistake"
    BADLY_QUOTED = "badly quoted"


@dataclass(frozen=True, slots=True)
class Cell:
    """``text`` is never blank where ``kind`` is text."""

    text: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class TableRow:
    """``number`` and the columns of ``cells`` count from 1; empty cells are left away.

    ``ragged``: it has more cells than the first row, as an unquoted separator within a text makes it.
    """

    number: int
    cells: Mapping[int, Cell]
    hidden: bool = False
    ragged: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` are those that hold something. ``has_head`` is False where a first line can be no head.

    ``worksheet`` is the title, "" in a text file; ``hidden`` when the worksheet is not shown.
    """

    rows: tuple[TableRow, ...]
    worksheet: str = ""
    hidden: bool = False
    hidden_columns: frozenset[int] = field(default_factory=frozenset)
    has_head: bool = True

    @property
    def width(self) -> int:
        """The number of the last column that holds something."""
        return max((max(row.cells) for row in self.rows), default=0)


@cache
def letter(column: int) -> str:
    """The name of a column that counts from 1: A, B, … Z, AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@cache
def number_of(letters: str) -> int:
    """The inverse of `letter`."""
    number = 0
    for one in letters.upper():
        number = number * 26 + ord(one) - ord("A") + 1
    return number
