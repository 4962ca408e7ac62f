"""Dates as English and Russian documents print them, alone and as ranges.

"03/04/20" is March in Boston and April in Bern: `readings` gives both, `parse_date` the likelier one (slashes:
month first; dashes: day first; whatever cannot be otherwise; dots are never month first when they can be day first).
Two-digit years lie within 1950..2049.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from quizglass.text.months import PATTERN, month_number

_YEAR = r"(?:1[89]|20)\d\d"
_GLUED_TIME = r"(?=\d{1,2}[:.]\d\d(?!\d))"
_FULL_YEAR = rf"{_YEAR}(?:(?!\d)|{_GLUED_TIME})"
"""A year that nothing but a time of day follows without a space, as pictures are read: "04/29/20144:18:31"."""
_SHORT_YEAR = r"\d\d(?!\d|\s\d(?!\d?:\d\d)|[:.]\d)"
_NUMERIC = rf"(?P<a>\d{{1,2}})\s?(?P<sep>[./-])\s?(?P<b>\d{{1,2}})\s?(?P=sep)\s?(?P<y>{_YEAR}|\d\d)"
_ISO = rf"(?P<y>{_YEAR})(?P<sep>[-./])(?P<a>\d{{1,2}})(?P=sep)(?P<b>\d{{1,2}})"
_DAY_FIRST = (
    rf"[\"«„“']?(?P<a>\d{{1,2}})(?:st|nd|rd|th)?[\"»”']?[\s./-]*(?:of\s+)?(?P<m>{PATTERN})(?![^\W\d])\.?[\s,./-]*"
    rf"[\"'’]?(?P<y>{_FULL_YEAR}|{_SHORT_YEAR})"
)
_MONTH_FIRST = (
    rf"(?P<m>{PATTERN})\.?[\s./-]*(?P<a>\d{{1,2}})(?:st|nd|rd|th)?[\s,./'’-]+(?P<y>{_FULL_YEAR}|{_SHORT_YEAR})"
)
_GLUED = rf"(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{_FULL_YEAR})"
_GLUED_ISO = rf"(?P<y>{_YEAR})(?P<sep>[-./])(?P<a>\d\d)(?P=sep)(?P<b>\d\d)(?:(?!\d)|{_GLUED_TIME})"
"""Dates that stand right behind a letter or before a time: spaces are the first that a picture's reader loses."""
_YEAR_WORD = r"(?:\s*(?:года|году|год|г)\b\.?)?"
_FORMS = (
    *(
        re.compile(rf"(?<![\w])(?P<date>{form}){_YEAR_WORD}", re.IGNORECASE)
        for form in (rf"{_ISO}(?!\d)", rf"{_NUMERIC}(?!\d)", _DAY_FIRST, _MONTH_FIRST)
    ),
    *(re.compile(rf"(?<![\d./-])(?P<date>{form})") for form in (_GLUED_ISO, _GLUED)),
)
_DIGIT = re.compile(r"\d")
_DAY_MONTH = re.compile(
    rf"(?<!\w)(?:[\"«]?(?P<a>\d{{1,2}})(?:st|nd|rd|th)?[\"»]?\s+(?P<m>{PATTERN})\b|"
    rf"(?P<m2>{PATTERN})\s+(?P<a2>\d{{1,2}})(?:st|nd|rd|th)?\b)",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s*)?"
_BETWEEN = re.compile(
    rf"^(?:\s*(?:года|году|год|г)\b\.?)?,?\s*(?:-|–|—|−|to|thru|through|until|till|and|по|до|и)\s*(?:the\s+)?{_WEEKDAY}$",
    re.IGNORECASE,
)


class DateSpan(NamedTuple):
    """A date found in running text: ``text[start:end]`` prints ``value`` (the likeliest reading)."""

    start: int
    end: int
    value: date


class DateRange(NamedTuple):
    """Two dates of running text joined by a dash or by words; ``first`` may lack its year in print."""

    first: DateSpan
    last: DateSpan


def find_dates(text: str) -> list[DateSpan]:
    """The full dates (day, month and year) in running text, left to right, not overlapping."""
    found: list[DateSpan] = []
    for match in sorted(_matches(text), key=lambda m: (m.start(), -m.end())):
        if found and match.start() < found[-1].end:
            continue
        values = _values(match)
        if values:
            found.append(DateSpan(match.start(), match.end("date"), values[0]))
    return found


def find_ranges(text: str) -> list[DateRange]:
    """Ranges in running text: "10/09/12 - 10/15/12", "с 1 января по 31 марта 2020 г.", "March 3 to April 5, 2020"."""
    dates = find_dates(text)
    ranges = [DateRange(a, b) for a, b in pairwise(dates) if _BETWEEN.match(text[a.end : b.start])]
    for last in dates:
        for match in _DAY_MONTH.finditer(text, 0, last.start):
            if _BETWEEN.match(text[match.end() : last.start]):
                value = _date(last.value.year, match["m"] or match["m2"], match["a"] or match["a2"])
                if value is not None:
                    ranges.append(DateRange(DateSpan(match.start(), match.end(), value), last))
    return sorted(ranges, key=lambda found: found.first.start)


def readings(text: str) -> frozenset[date]:
    """Every date that ``text`` as a whole can mean; empty when it is not a date."""
    stripped = text.strip().strip(".,;:()")
    for form in _FORMS:
        match = form.fullmatch(stripped)
        if match:
            return frozenset(_values(match))
    return frozenset()


def parse_date(text: str) -> date | None:
    """The likeliest date of ``text`` as a whole, None when it is not a date."""
    found = find_dates(text.strip().strip(".,;:()"))
    return found[0].value if len(found) == 1 and readings(text) else None


def same_date(one: str, other: str) -> bool:
    """True when both texts are dates and can mean the same day."""
    here, there = readings(one), readings(other)
    if len(here) > 1 and len(there) > 1:
        return parse_date(one) == parse_date(other)
    return not here.isdisjoint(there)


def _matches(text: str) -> Iterator[re.Match[str]]:
    if not _DIGIT.search(text):
        return
    for form in _FORMS:
        yield from form.finditer(text)


def _values(match: re.Match[str]) -> list[date]:
    """The dates that a match can mean, likeliest first."""
    parts = match.groupdict()
    year = _year(parts["y"])
    if parts.get("m"):
        named = _date(year, parts["m"], parts["a"])
        return [named] if named else []
    a, b = int(parts["a"]), int(parts["b"])
    if match["y"] == match.group()[: len(match["y"])] and len(match["y"]) == 4:
        orders = [(a, b)]
    else:
        orders = [(a, b), (b, a)] if parts["sep"] == "/" else [(b, a), (a, b)]
    days = [day for month, number in dict.fromkeys(orders) if (day := _day(year, month, number))]
    return days[:1] if parts["sep"] == "." else days


def _year(text: str) -> int:
    year = int(text)
    if year >= 100:
        return year
    return year + (2000 if year < 50 else 1900)


def _date(year: int, month_name: str, day: str) -> date | None:
    month = month_number(month_name)
    return _day(year, month, int(day)) if month else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # the 31st of a short month, month 13: not a date
        return None
