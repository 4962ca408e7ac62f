"""Which column of a table holds the questions, and where they begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from quizglass.batch.sheets.heads import (
    ends_as_question,
    is_exact_name,
    is_only_numbers,
    looks_like_question,
    names_questions,
    same_name,
)
from quizglass.batch.sheets.table import Kind, Table, TableRow, number_of

_HEAD_ROWS: Final = 20
"""A head stands among the first rows that hold something: titles and notes may stand above it."""
_LETTERS: Final = re.compile("[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """``column`` counts from 1. ``header`` and ``head_row`` are None where the questions begin with the first row.

    ``is_named``: a head says that questions stand here, or the user.
    """

    column: int
    header: str | None = None
    head_row: int | None = None
    is_named: bool = False


def named_column(table: Table, name: str) -> QuestionColumn | None:
    """The column that the user calls ``name``: what its head says, or its letter. None when there is none."""
    for row in table.rows[:_HEAD_ROWS]:
        for column, cell in row.cells.items():
            if same_name(cell.text, name):
                return QuestionColumn(column, cell.text, row.number, is_named=True)
    if _LETTERS.fullmatch(name) and number_of(name) <= table.width:
        column = number_of(name)
        return _with_head(table, column, is_named=True)
    return None


def question_column(table: Table) -> QuestionColumn:
    """The column whose head says so, else the one with most texts that look like questions, else with most text."""
    found = _named_by_head(table) if table.has_head else None
    return found or _with_head(table, _likeliest(table))


def heads_of(table: Table) -> list[str]:
    """The texts of the first row that has most cells: what its columns may be called."""
    rows = table.rows[:_HEAD_ROWS]
    if not rows:
        return []
    widest = max(rows, key=lambda row: len(row.cells))
    return [cell.text for _, cell in sorted(widest.cells.items()) if cell.text]


def _named_by_head(table: Table) -> QuestionColumn | None:
    """A word that is a name of such columns counts most, then one in a row with others: a title stands alone."""
    rows = sorted(table.rows[:_HEAD_ROWS], key=lambda row: (len(row.cells) == 1, row.number))
    for is_name in (is_exact_name, names_questions):
        for row in rows:
            for column, cell in sorted(row.cells.items()):
                if cell.kind is Kind.TEXT and is_name(cell.text) and column not in table.hidden_columns:
                    return QuestionColumn(column, cell.text, row.number, is_named=True)
    return None


def _likeliest(table: Table) -> int:
    scores: dict[int, list[int]] = {}
    for row in table.rows:
        for column, cell in row.cells.items():
            score = scores.setdefault(column, [0, 0])
            if cell.kind is Kind.TEXT and not is_only_numbers(cell.text):
                score[0] += looks_like_question(cell.text)
                score[1] += len(cell.text)
    shown = [column for column in scores if column not in table.hidden_columns] or list(scores)
    return max(sorted(shown), key=lambda column: tuple(scores[column]), default=1)


def _with_head(table: Table, column: int, *, is_named: bool = False) -> QuestionColumn:
    """A first text that is no question above many that are questions is their head."""
    texts = [row for row in table.rows if column in row.cells and row.cells[column].kind is Kind.TEXT]
    if not table.has_head or not texts:
        return QuestionColumn(column, is_named=is_named)
    named = next((row for row in texts[:_HEAD_ROWS] if names_questions(_text(row, column))), None)
    first = named or texts[0]
    below = [_text(row, column) for row in texts if row.number > first.number]
    if named or any(_is_head(_text(first, column), below, is_asking) for is_asking in _SIGNS):
        return QuestionColumn(column, _text(first, column), first.number, is_named)
    return QuestionColumn(column, is_named=is_named)


_SIGNS: Final = (ends_as_question, looks_like_question)


def _is_head(first: str, below: Sequence[str], is_asking: Callable[[str], bool]) -> bool:
    return not is_asking(first) and 2 * sum(map(is_asking, below)) > len(below)


def _text(row: TableRow, column: int) -> str:
    return row.cells[column].text
