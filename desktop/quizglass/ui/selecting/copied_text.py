"""Selected words as text to paste: lines of prose run on, broken words are whole again, paragraphs stay. No Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final

from quizglass.ui.selecting.lines import Line, PageLines, Part

_PROSE: Final = 30
"""Letters of the longest line of a block from which on its lines run on; an address has shorter ones."""
_ITEM: Final = re.compile(r"^(?:[•‣◦▪–—*-]|\(?\d{1,3}[.)]|\(?[a-zа-я]\))$")
_SAME_ROW: Final = 0.5
_HYPHENS: Final = "-\u00ad\u2010"
_SENTENCE_END: Final = (".", "!", "?", "…", ":", ";")


@dataclass(frozen=True, slots=True)
class _Row:
    """The selected text of one line; ``lines`` is its page."""

    lines: PageLines
    line: Line
    text: str


def copied_text(pages: Iterable[tuple[PageLines, Sequence[Part]]]) -> str:
    """The text of the selected parts, page by page in reading order."""
    rows = [row for lines, parts in pages for row in _rows(lines, parts)]
    if not rows:
        return ""
    text = rows[0].text
    for before, row in pairwise(rows):
        text = _joined(text, row.text, _between(before, row))
    return text


def _rows(lines: PageLines, parts: Sequence[Part]) -> Iterable[_Row]:
    for _, members in groupby(parts, key=lambda part: lines.line_of(part.word).number):
        found = list(members)
        text = " ".join(lines.words[part.word].text[part.begin : part.end] for part in found)
        yield _Row(lines, lines.line_of(found[0].word), text)


def _joined(text: str, following: str, between: str) -> str:
    if between == " " and text[-1:] in _HYPHENS and text[-2:-1].isalpha() and following[:1].islower():
        return text[:-1] + following
    return text + between + following


def _between(before: _Row, row: _Row) -> str:
    """A space where the text runs on, a tab between the cells of a row, else a new line."""
    if before.lines is row.lines:
        if _is_beside(before.line, row.line):
            return "\t"
        if before.line.block == row.line.block:
            return " " if _runs_on(before, row) else "\n"
    return " " if _goes_on_elsewhere(before, row) else "\n"


def _is_beside(before: Line, line: Line) -> bool:
    shared = min(before.box.y1, line.box.y1) - max(before.box.y0, line.box.y0)
    level = before.course.is_level and line.course.is_level
    return level and shared >= _SAME_ROW * min(before.box.height, line.box.height) and line.box.x0 >= before.box.x1


def _is_prose(row: _Row) -> bool:
    return row.lines.block_of(row.line).longest >= _PROSE


def _runs_on(before: _Row, row: _Row) -> bool:
    """Whether a line broke only because the next word had no room on it."""
    first = row.lines.words[row.line.first]
    if not _is_prose(before) or _ITEM.match(first.text):
        return False
    if not before.line.course.is_level:
        return True
    right = row.lines.block_of(row.line).box.x1
    space = 0.5 * first.box.width / max(1, len(first.text))
    return before.line.box.x1 + space + first.box.width > right


def _goes_on_elsewhere(before: _Row, row: _Row) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    ends_block = before.line == before.lines.block_of(before.line).lines[-1]
    goes_on = row.text[:1].islower() and not before.text.endswith(_SENTENCE_END)
    return ends_block and goes_on and _is_prose(before) and _is_prose(row)
