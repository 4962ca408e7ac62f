"""A table in Markdown as GitHub and most others know it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from quizglass.batch.exports import columns
from quizglass.batch.exports.cells import holdable, unix_lines
from quizglass.batch.exports.feed import RowFeed
from quizglass.batch.exports.options import Options

_ACTIVE: Final = re.compile(r"([\\`*_{}\[\]()#+!|~$^=:@-])")
_AS_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\t": "&#9;"})
_OUTER_SPACES: Final = re.compile(r"^[^\S\n]+|[^\S\n]+$")
_SEPARATOR: Final = re.compile(r"(?<!\\)\|")
_NUMERIC: Final = {"page", "confidence", "seconds"}


def write(feed: RowFeed, partial: Path, _: Options) -> int:
    """Titles, then a line a row; a new line within a cell is a ``<br>``; how many rows were written."""
    with partial.open("w", encoding="utf-8", newline="\n") as file:
        file.write(_line(columns.titles()))
        file.write("|" + "|".join("---:" if name in _NUMERIC else "---" for name in columns.SHOWN) + "|\n")
        for row in feed:
            file.write(_line(columns.shown(row)))
    return feed.count


def count(partial: Path, options: Options) -> int:
    """The lines that are read back with all their cells, without the two of the head."""
    found = 0
    with partial.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            options.cancel.raise_if_cancelled()
            found += len(_SEPARATOR.findall(line)) == len(columns.NAMES) + 1
    return found - 2


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(_cell(text) for text in cells) + " |\n"


def _cell(text: str) -> str:
    """Shown as it is, whatever it means in Markdown or HTML."""
    escaped = _ACTIVE.sub(r"\\\1", unix_lines(holdable(text)).translate(_AS_ENTITIES).replace("&#9;", "\t"))
    kept = _OUTER_SPACES.sub(lambda spaces: "".join(f"&#{ord(space)};" for space in spaces[0]), escaped)
    return kept.replace("\t", "&#9;").replace("\n", "<br>")
