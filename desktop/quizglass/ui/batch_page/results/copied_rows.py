"""Rows as text that a spreadsheet takes: a tab between cells, a line a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from quizglass.batch.exports.cells import holdable, without_formula
from quizglass.ui.batch_page.results.columns import Column, text_of
from quizglass.ui.batch_page.results.found_row import FoundRow


def tab_separated(rows: Iterable[FoundRow], columns: Sequence[Column]) -> str:
    """The cells of ``columns``; nothing that a spreadsheet would calculate."""
    return "\n".join("\t".join(_cell(text_of(row, column)) for column in columns) for row in rows)


def _cell(text: str) -> str:
    safe = without_formula(holdable(text))
    return '"' + safe.replace('"', '""') + '"' if any(mark in safe for mark in '\t\n\r"') else safe
