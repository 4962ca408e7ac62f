"""Numbers and days as the charts and their descriptions write them."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from quizglass.i18n import language, tr
from quizglass.ui.batch_page.results.answer_value import ValueKind
from quizglass.ui.batch_page.results.row_filter import WithinRange
from quizglass.ui.batch_page.results.summary import Spread

_NARROW_SPACE: Final = "\u202f"
_SIGNS: Final = {"USD": "$", "EUR": "€", "GBP": "£", "RUB": "₽", "JPY": "¥", "UAH": "₴", "KZT": "₸"}


def number_words(number: Decimal | int, digits: int) -> str:
    """``number`` with so many digits after the point, in groups of three, as the language writes them."""
    rounded = Decimal(number).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN)
    written = f"{rounded:,f}"
    if language() == "ru":
        return written.replace(",", _NARROW_SPACE).replace(".", ",").replace("-", "−")
    return written.replace("-", "−")


def day_words(number: Decimal) -> str:
    day = date.fromordinal(max(1, int(number)))
    return f"{day:%d.%m.%Y}" if language() == "ru" else day.isoformat()


def value_words(spread: Spread, number: Decimal, digits: int | None = None) -> str:
    """A value of ``spread`` with its currency or percent sign."""
    if spread.kind is ValueKind.DAY:
        return day_words(number)
    written = number_words(number, spread.digits if digits is None else digits)
    if spread.percent:
        return f"{written}{_NARROW_SPACE}%" if language() == "ru" else f"{written}%"
    sign = _SIGNS.get(spread.currency, spread.currency)
    if sign and language() == "en" and spread.currency in _SIGNS:
        return f"−{sign}{written[1:]}" if written.startswith("−") else f"{sign}{written}"
    return f"{written}{_NARROW_SPACE}{sign}" if sign else written


def range_words(spread: Spread, within: WithinRange) -> str:
    """From where to where, in words that name an answer in it."""
    if within.first == within.last:
        return value_words(spread, within.first)
    first, last = edge_words(spread, within.first), last_words(spread, within)
    return first if first == last else tr("{first} to {last}").format(first=first, last=last)


def last_words(spread: Spread, within: WithinRange) -> str:
    """Where a range ends: the last day of it, or the number that it ends before."""
    if spread.kind is ValueKind.DAY:
        return day_words(within.last - (0 if within.closed else 1))
    return edge_words(spread, within.last)


def edge_words(spread: Spread, edge: Decimal) -> str:
    """An edge of a bin, no more exact than it is."""
    if spread.kind is ValueKind.DAY:
        return day_words(edge)
    exponent = edge.normalize().as_tuple().exponent
    return value_words(spread, edge, max(0, -exponent) if isinstance(exponent, int) else 0)
