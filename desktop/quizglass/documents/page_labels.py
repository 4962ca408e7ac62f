"""Page labels of a PDF ("i", "ii", "1", "A-1") from its ranges (PDF 32000-1, 12.4.2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_LETTERS: Final = 1000
_MOST_ROMAN: Final = 100_000


@dataclass(frozen=True, slots=True)
class LabelRange:
    """From page ``start`` (from 0) on: ``prefix``, then numbers in ``style`` ("D", "R", "r", "A", "a" or "").

    ``first`` is the number of the range's first page.
    """

    start: int
    prefix: str = ""
    style: str = ""
    first: int = 1


def page_labels(ranges: list[LabelRange], count: int) -> tuple[str, ...]:
    """The labels of ``count`` pages; empty when there are no ranges. Pages before the first range get their number."""
    if not ranges:
        return ()
    rising = sorted(ranges, key=lambda found: found.start)
    labels: list[str] = []
    position = -1
    for page in range(count):
        while position + 1 < len(rising) and rising[position + 1].start <= page:
            position += 1
        if position < 0:
            labels.append(str(page + 1))
            continue
        current = rising[position]
        labels.append(current.prefix + numeral(current.first + page - current.start, current.style))
    return tuple(labels)


def numeral(number: int, style: str) -> str:
    """``number`` in a style of page labels; "" where there is none. What the style cannot say comes as digits."""
    match style:
        case "":
            return ""
        case "r" | "R" if 0 < number <= _MOST_ROMAN:
            return _cased(_roman(number), style)
        case "a" | "A" if 0 < number <= 26 * _MOST_LETTERS:
            return _cased(chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1), style)
    return str(number)


def _cased(text: str, style: str) -> str:
    return text.upper() if style.isupper() else text


def _roman(number: int) -> str:
    digits = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        digits += letters * times
    return digits
