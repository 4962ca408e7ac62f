"""Where a row leads to: its file, and the page in it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from quizglass.batch.row import Row

_MOST_CHARACTERS: Final = 2000
"""A spreadsheet refuses a file with a longer link."""


def file_link(row: Row) -> str:
    """The address of the file, "" when it has none."""
    try:
        link = Path(row.file).absolute().as_uri()
    except (OSError, ValueError):
        return ""
    return link if len(link) <= _MOST_CHARACTERS else ""


def page_anchor(row: Row) -> str:
    """What follows the "#" of the file's address: browsers and many viewers of PDF go to that page."""
    return f"page={row.page}" if row.page else ""
