"""Cells as the XML of a worksheet: texts that stay texts, numbers, and days as they are counted there."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from quizglass.batch.exports.cells import cell_text, starts_formula
from quizglass.batch.exports.page_links import file_link, page_anchor
from quizglass.batch.exports.typed_values import typed
from quizglass.batch.row import Row
from quizglass.batch.sheets.styles import Look, Styles
from quizglass.batch.sheets.table import letter

_FIRST_DAY: Final = date(1899, 12, 30)
_DAYS_TO_1904: Final = 1462
MOST_POINTS: Final = 400.0
"""Of a row; a spreadsheet takes 409."""
_RELATION: Final = "qg"
"""The prefix by which links refer to their addresses; declared wherever it is used."""


@dataclass(frozen=True, slots=True)
class Link:
    """``address`` is the file's, ``anchor`` the page in it or "" for its beginning."""

    address: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in a cell; ``content`` is "" or None in an empty one."""

    content: str | float | date | None
    look: Look = field(default_factory=Look)
    link: Link | None = None


def answer_value(text: str, base: int | None = None) -> Value:
    """An amount or a day where the answer certainly is one."""
    known = typed(text)
    return Value(known.value, Look(base, known.shown_as)) if known else text_value(text, base)


def text_value(text: str, base: int | None = None) -> Value:
    held = cell_text(text)
    return Value(held, Look(base, guarded=starts_formula(held)))


def linked(value: Value, row: Row, *, to_page: bool = False) -> Value:
    """``value``, which leads to the file of ``row``, or to its page there."""
    address = file_link(row)
    if not address or value.content in {"", None}:
        return value
    link = Link(address, page_anchor(row) if to_page else "")
    return replace(value, link=link, look=replace(value.look, is_link=True))


def lines_in(texts: Iterable[tuple[str, float]]) -> int:
    """How many lines the longest of ``texts`` takes, each in a column as wide as stands beside it in characters."""
    return max(sum(1 + int(len(line) // width) for line in text.split("\n")) for text, width in texts)


class CellWriter:
    """``dot`` is the prefix of elements with its colon. ``counts_from_1904``: how the workbook counts its days."""

    def __init__(self, styles: Styles, *, dot: str = "", counts_from_1904: bool = False) -> None:
        self._styles, self._dot = styles, dot
        self._days_less = _DAYS_TO_1904 if counts_from_1904 else 0

    def cell(self, row: int, column: int, value: Value, style: int | None = None) -> str:
        """The cell as XML; ``style`` instead of its look, "" when it is empty."""
        dot, content = self._dot, value.content
        if content is None or content == "":
            return ""
        number = self._styles.number(value.look) if style is None else style
        begin = f'<{dot}c r="{letter(column)}{row}" s="{number}"'
        if isinstance(content, str):
            text = escape(content)
            return f'{begin} t="inlineStr"><{dot}is><{dot}t xml:space="preserve">{text}</{dot}t></{dot}is></{dot}c>'
        if isinstance(content, date):
            content = (content - _FIRST_DAY).days - self._days_less
        return f"{begin}><{dot}v>{content!r}</{dot}v></{dot}c>" if math.isfinite(content) else ""


class Links:
    """Of a worksheet. ``relations`` is what the URIs of relations begin with, ``taken`` ids that are given already."""

    def __init__(self, relations: str, most: int, taken: frozenset[str] = frozenset(), dot: str = "") -> None:
        self._relations, self._most, self._taken, self._dot = relations, most, taken, dot
        self._ids: dict[str, str] = {}
        self._links: list[str] = []

    def add(self, row: int, column: int, link: Link) -> None:
        """Beyond as many as a spreadsheet takes there are none any more; their texts stay."""
        if len(self._links) >= self._most:
            return
        place = f"{letter(column)}{row}"
        location = f" location={quoteattr(link.anchor)}" if link.anchor else ""
        self._links.append(f'<{self._dot}hyperlink ref="{place}" {_RELATION}:id="{self._id(link.address)}"{location}/>')

    def elements(self) -> str:
        """The links, to stand within ``hyperlinks``."""
        declared = f'xmlns:{_RELATION}="{self._relations}"'
        return "".join(link.replace("hyperlink ", f"hyperlink {declared} ", 1) for link in self._links)

    def relationships(self) -> str:
        """What they refer to, to stand within ``Relationships``."""
        return "".join(
            f'<Relationship Id="{name}" Type="{self._relations}/hyperlink" Target={quoteattr(address)}'
            ' TargetMode="External"/>'
            for address, name in self._ids.items()
        )

    def _id(self, address: str) -> str:
        """One for all links to a file."""
        if address not in self._ids:
            number = len(self._ids) + 1
            while f"qg{number}" in self._taken:
                number += 1
            self._ids[address] = f"qg{number}"
            self._taken |= {self._ids[address]}
        return self._ids[address]
