"""A row with what is worked out of it once: its kind, its value, what is looked for in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath
from typing import TypeAlias

from quizglass.batch.row import Row
from quizglass.geometry import PageRect
from quizglass.ui.batch_page.results.answer_value import AnswerValue, value_of
from quizglass.ui.batch_page.results.row_kind import RowKind, kind_of

RowKey: TypeAlias = tuple[str, int, str, PageRect | None]
"""What stays the same of a row while it is answered and corrected."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """``value`` is that of the answer as it was settled; ``searched`` is all that a filter looks into."""

    row: Row
    kind: RowKind
    value: AnswerValue
    searched: str

    @property
    def name(self) -> str:
        """The file's, without its folder."""
        return name_of(self.row)


def found_row(row: Row) -> FoundRow:
    shown = (name_of(row), row.question, row.settled, row.error, row.model)
    said = (row.answer,) if row.correction is not None else ()
    searched = searchable("\n".join((*shown, *said)))
    return FoundRow(row, kind_of(row), value_of(row.settled), searched)


def searchable(text: str) -> str:
    """In small letters, ё as е: as people type what they look for."""
    return text.casefold().replace("ё", "е")


def key_of(row: Row) -> RowKey:
    return row.file, row.page, row.question, row.region


def name_of(row: Row) -> str:
    return _name(row.file)


@lru_cache(maxsize=16_384)
def _name(path: str) -> str:
    return PurePath(path).name or path
