"""What an answer certainly is: an amount, a share, a day. Whatever can be read in two ways stays a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from quizglass.text import dates, numbers

_AMOUNT: Final = re.compile(
    r"(?P<minus>[-−]\s?)?(?P<before>[^\d\s(),.+−–—-][^\d(),+−–—-]{0,7})?"
    r"(?P<core>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:[.,][0-9]{1,4})?|[0-9][0-9.,'’]*[0-9]|[0-9])"
    r"(?P<after>[^\d(),+−–—-]{0,8})"
)
_CODE: Final = re.compile(r"0[0-9]|[0-9]{16}")
"""A leading zero would be lost, and beyond 15 digits the last ones: these are numbers of things, not amounts."""
_MOST_DIGITS: Final = 15
_FULL_YEAR: Final = re.compile(r"(?<!\d)\d{4}(?!\d)")
_FIRST_YEAR: Final = 1901
"""Spreadsheets do not agree about the days before."""
_DAY_FIRST: Final = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")


@dataclass(frozen=True, slots=True)
class Typed:
    """A value, and the number format under which a spreadsheet shows it as it was printed."""

    value: float | date
    shown_as: str


def typed(text: str) -> Typed | None:
    """The value of ``text`` as a whole, None when it is not certain."""
    return _amount(text) or _day(text)


def _amount(text: str) -> Typed | None:
    match = _AMOUNT.fullmatch(text)
    values = numbers.readings(text)
    if match is None or len(values) != 1:
        return None
    core = match["core"]
    digits = re.sub("[^0-9]", "", core)
    if _CODE.match(core) or len(digits) > _MOST_DIGITS:
        return None
    (value,) = values
    decimals = max(0, -int(value.as_tuple().exponent))
    grouped = bool(re.search(r"[ \u00a0\u202f,.'’][0-9]{3}(?![0-9])", core)) and abs(value) >= 1000
    shown = ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "")
    before, after = match["before"] or "", match["after"]
    if after.strip() == "%" and not before:
        return Typed(float(value / 100), shown + "%")
    shown = _quoted(before) + shown + _quoted(after)
    return Typed(int(value) if not decimals else float(value), shown)


def _quoted(mark: str) -> str:
    """As it stands in a number format: a sign or word of a currency."""
    return '"' + mark.replace('"', "") + '"' if mark else ""


def _day(text: str) -> Typed | None:
    values = dates.readings(text)
    if len(values) != 1 or not _FULL_YEAR.search(text):
        return None
    (day,) = values
    if day.year < _FIRST_YEAR:
        return None
    return Typed(day, "dd.mm.yyyy" if _DAY_FIRST.fullmatch(text.strip()) else "yyyy-mm-dd")
