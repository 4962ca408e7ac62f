"""Where to divide a stretch of days: at days, weeks, months or years, as calendars do."""

from __future__ import annotations

from datetime import date
from typing import Final

_DAYS: Final = (1, 2, 7, 14)
_MONTHS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000, 24_000, 60_000, 120_000)
_LAST_MONTH: Final = 12 * 9999 + 11


def day_edges(first: int, last: int, most: int) -> list[int]:
    """The edges of at most ``most`` spans that hold the days ``first`` to ``last``, which are counts from year 1.

    A span goes from its edge to the day before the next one.
    """
    for step in _DAYS:
        days = range(first, last + step + 1, step)
        if len(days) <= most + 1:
            return list(days)
    begin, end = (_month_of(day) for day in (first, last))
    months = (range(begin // step * step, end + step + 1, step) for step in _MONTHS)
    return [_first_day(month) for month in next(fitting for fitting in months if len(fitting) <= most + 1)]


def _month_of(day: int) -> int:
    found = date.fromordinal(day)
    return 12 * found.year + found.month - 1


def _first_day(month: int) -> int:
    if month > _LAST_MONTH:
        return date.max.toordinal() + 1
    return date(max(1, month // 12), month % 12 + 1 if month >= 12 else 1, 1).toordinal()
