"""What an answer is when it is sorted and added up: a number, a day, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import lru_cache
from typing import Final, TypeAlias

from quizglass.text.dates import parse_date
from quizglass.text.folding import fold
from quizglass.text.numbers import parse_amount

NaturalKey: TypeAlias = tuple[str | int, ...]
"""Words and numbers by turns, beginning with a word, so that any two can be compared."""
ValueKey: TypeAlias = tuple[int, float, NaturalKey]
"""Numbers that differ beyond the 15th digit are told apart by how they are written."""

_LONGEST: Final = 40
"""Characters of a number or a day: whatever is longer is a sentence."""
_MOST_COMPARED: Final = 200
_DIGITS: Final = re.compile(r"(\d{1,18})")
_CODE: Final = re.compile(r"\D*0\d")
_MOST_DIGITS: Final = 15
"""A leading zero or more digits are of numbers of things, which nobody adds up."""


class ValueKind(IntEnum):
    """In the order in which they are sorted."""

    NUMBER = 0
    DAY = 1
    TEXT = 2
    NONE = 3


@dataclass(frozen=True, slots=True)
class AnswerValue:
    """``number`` is a day's count of days where it is a `DAY`, 0 where it is words. ``currency`` is an ISO code or "".

    ``adds_up`` is False for numbers of things, such as an invoice's.
    """

    kind: ValueKind
    number: Decimal
    key: ValueKey
    currency: str = ""
    percent: bool = False
    adds_up: bool = False


@lru_cache(maxsize=65_536)
def value_of(text: str) -> AnswerValue:
    """The value of an answer as a whole. What can be read in several ways is what it most likely is."""
    stripped = text.strip()
    if not stripped:
        return _made(ValueKind.NONE, Decimal(0), "")
    if len(stripped) <= _LONGEST and any(map(str.isdigit, stripped)):
        amount = parse_amount(stripped)
        if amount is not None:
            adds_up = not _CODE.match(stripped) and sum(map(str.isdigit, stripped)) <= _MOST_DIGITS
            number, percent = amount.value, amount.percent
            return _made(ValueKind.NUMBER, number, stripped, amount.currency, percent=percent, adds_up=adds_up)
        day = parse_date(stripped)
        if day is not None:
            return _made(ValueKind.DAY, Decimal(day.toordinal()), stripped)
    return _made(ValueKind.TEXT, Decimal(0), stripped)


@lru_cache(maxsize=65_536)
def natural_key(text: str) -> NaturalKey:
    """Sorts as people count: page 9 before page 10; capital and small letters alike."""
    parts = _DIGITS.split(fold(text[:_MOST_COMPARED]))
    return tuple(int(part) if at % 2 else part for at, part in enumerate(parts))


def _made(
    kind: ValueKind, number: Decimal, text: str, currency: str = "", *, percent: bool = False, adds_up: bool = False
) -> AnswerValue:
    return AnswerValue(kind, number, (int(kind), float(number), natural_key(text)), currency, percent, adds_up)
