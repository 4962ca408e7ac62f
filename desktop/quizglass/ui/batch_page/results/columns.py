"""The columns of the table: their titles, how wide they begin, what they are sorted by and what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from math import isfinite
from typing import Any, Final, TypeAlias

from quizglass.i18n import N_, decimal, tr, trc
from quizglass.ui.batch_page.results.answer_value import ValueKind, natural_key
from quizglass.ui.batch_page.results.found_row import FoundRow
from quizglass.ui.batch_page.results.row_kind import ORDER, RowKind, kind_words

SortKey: TypeAlias = Any
"""Comparable with the others of its column; None for a cell without anything in it, which comes last either way."""


class Column(IntEnum):
    FILE = 0
    PAGE = 1
    QUESTION = 2
    ANSWER = 3
    STATUS = 4
    CONFIDENCE = 5
    SECONDS = 6
    MODEL = 7
    ERROR = 8


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """``width`` and ``least`` in device-independent pixels; ``figures`` stand at the right.

    ``least`` is what it takes where the answers would not be seen otherwise; 0 where it is always as wide.
    """

    title: str
    width: int
    least: int = 0
    figures: bool = False
    shown: bool = True


LOOKS: Final = {
    Column.FILE: ColumnLook(N_("File"), 190, least=124),
    Column.PAGE: ColumnLook(N_("Page"), 56, figures=True),
    Column.QUESTION: ColumnLook(N_("Question"), 140, least=64),
    Column.ANSWER: ColumnLook(N_("Answer"), 220),
    Column.STATUS: ColumnLook(N_("Status"), 124),
    Column.CONFIDENCE: ColumnLook(N_("Confidence"), 104, figures=True),
    Column.SECONDS: ColumnLook(N_("Seconds"), 84, figures=True),
    Column.MODEL: ColumnLook(N_("Model"), 120, shown=False),
    Column.ERROR: ColumnLook(N_("Error"), 180),
}


_LEAST_ANSWER: Final = 150
_EASY_ANSWER: Final = 210
_EASY_QUESTION: Final = 110
"""So wide, questions of one run can mostly be told from each other."""


def fitted(wanted: Mapping[Column, int], room: int) -> dict[Column, int]:
    """How wide all columns are, the answers' too, so that as many as can be are seen in ``room`` pixels.

    ``wanted`` are the widths that the others would have. What is left goes to the questions and then the answers, up to
    a comfortable width; then the others get what they want; then the answers the rest.
    """
    in_order = sorted(wanted)
    least = {column: LOOKS[column].least or wanted[column] for column in in_order}
    seen = list(in_order)
    while seen and seen[-1] > Column.STATUS and sum(map(least.__getitem__, seen)) + _LEAST_ANSWER > room:
        seen.pop()
    left = room - sum(map(least.__getitem__, seen)) - _LEAST_ANSWER
    if Column.QUESTION in seen:
        more = max(0, min(left, _EASY_QUESTION - least[Column.QUESTION]))
        least[Column.QUESTION] += more
        left -= more
    answer = _LEAST_ANSWER + max(0, min(left, _EASY_ANSWER - _LEAST_ANSWER))
    left -= answer - _LEAST_ANSWER
    widths = dict(wanted)
    for column in seen:
        more = max(0, min(left, wanted[column] - least[column]))
        widths[column] = least[column] + more
        left -= more
    return widths | {Column.ANSWER: answer + max(0, left)}


def title(column: Column) -> str:
    return trc("column", "Page") if column is Column.PAGE else tr(LOOKS[column].title)


def text_of(found: FoundRow, column: Column) -> str:
    """What stands in the cell, whole, in the current language."""
    row = found.row
    match column:
        case Column.FILE:
            return found.name
        case Column.PAGE:
            return str(row.page) if row.page else ""
        case Column.QUESTION:
            return row.question
        case Column.ANSWER:
            return row.settled
        case Column.STATUS:
            return kind_words(found.kind)
        case Column.CONFIDENCE:
            return "" if row.confidence is None else decimal(row.confidence, 2)
        case Column.SECONDS:
            return "" if found.kind is RowKind.WAITING else decimal(row.seconds, 2)
        case Column.MODEL:
            return row.model
        case Column.ERROR:
            return row.error


def sort_key_of(column: Column) -> Callable[[FoundRow], SortKey]:
    """What rows are sorted by."""
    return _SORT_KEYS[column]


def _known_confidence(found: FoundRow) -> float | None:
    confidence = found.row.confidence
    return confidence if confidence is not None and isfinite(confidence) else None


_SORT_KEYS: Final[dict[Column, Callable[[FoundRow], SortKey]]] = {
    Column.FILE: lambda found: (natural_key(found.name), natural_key(found.row.file), found.row.page),
    Column.PAGE: lambda found: found.row.page or None,
    Column.QUESTION: lambda found: natural_key(found.row.question),
    Column.ANSWER: lambda found: None if found.value.kind is ValueKind.NONE else found.value.key,
    Column.STATUS: lambda found: ORDER[found.kind],
    Column.CONFIDENCE: _known_confidence,
    Column.SECONDS: lambda found: None if found.kind is RowKind.WAITING else found.row.seconds,
    Column.MODEL: lambda found: natural_key(found.row.model) if found.row.model else None,
    Column.ERROR: lambda found: natural_key(found.row.error) if found.row.error else None,
}
