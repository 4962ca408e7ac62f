"""A table as other programs take it: tab-separated lines, and HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

from quizglass.layout.table_grid import Table


def joined(tables: Sequence[Table]) -> Table:
    """The rows of several tables below one another, filled up to the same number of cells."""
    columns = max(table.columns for table in tables)
    rows = [row + ("",) * (columns - len(row)) for table in tables for row in table.rows]
    return Table(tuple(rows))


def as_tsv(table: Table) -> str:
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in table.rows)


def as_html(table: Table) -> str:
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in table.rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def for_clipboard(table: Table) -> QMimeData:
    """Text for editors, HTML for office programs."""
    data = QMimeData()
    data.setText(as_tsv(table))
    data.setHtml(as_html(table))
    return data
