"""Which pages are printed: all, the current one, or those that were typed, of these all, the odd or the even ones."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

_PART: Final = re.compile(r"(\d+)?\s*([-–—])?\s*(\d+)?")
_BETWEEN: Final = re.compile(r"[,;]")


class Parity(StrEnum):
    """Of page numbers as people count them, from 1."""

    ALL = "all"
    ODD = "odd"
    EVEN = "even"


def typed_pages(words: str, count: int) -> tuple[int, ...] | None:
    """Pages from 0 that ``words`` such as ``1-3, 7, 12-`` name, in that order; None where they cannot be understood.

    A missing end means the first or the last page; ``5-2`` counts backwards. A page may be named twice.
    """
    pages: list[int] = []
    for part in _BETWEEN.split(words):
        found = _PART.fullmatch(part.strip())
        if found is None or not part.strip() or part.strip() in {"-", "–", "—"}:
            return None
        first, dash, last = found.groups()
        if dash is None and last is not None:
            return None
        begin = int(first) if first else 1
        end = (int(last) if last else count) if dash else begin
        if not (1 <= begin <= count and 1 <= end <= count):
            return None
        step = 1 if begin <= end else -1
        pages.extend(range(begin - 1, end - 1 + step, step))
    return tuple(pages)


def of_parity(pages: tuple[int, ...], parity: Parity) -> tuple[int, ...]:
    """Those of ``pages`` (from 0) whose number, counted from 1, is odd or even."""
    if parity is Parity.ALL:
        return pages
    rest = 0 if parity is Parity.ODD else 1
    return tuple(page for page in pages if page % 2 == rest)
