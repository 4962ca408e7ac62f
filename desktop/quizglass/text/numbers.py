"""Numbers and amounts of money as English, Russian and other European documents print them.

A print is often ambiguous ("1.234" is a decimal fraction in London and a thousand in Berlin), so `readings` gives
every value that a print can mean; two prints are the same when they share one. `parse_number` picks the likeliest.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

_SPACES = " \u00a0\u2009\u202f"
_CORE = rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?:[.,]\d{{1,4}})?(?!\d)|\d+(?:[.,'’]\d+)*(?:[.,](?=-|—|–))?"
_CURRENCIES = {
    "USD": ("$", "us$", "usd", "dollar", "dollars", "доллар", "долларов", "доллара", "долл"),
    "EUR": ("€", "eur", "euro", "euros", "евро"),
    "GBP": ("£", "gbp", "pound", "pounds"),
    "RUB": ("₽", "руб", "рубль", "рубля", "рублей", "rub", "rur", "р"),
    "CHF": ("chf", "fr"),
    "JPY": ("¥", "jpy", "yen"),
    "MYR": ("rm", "myr"),
    "UAH": ("₴", "uah", "грн"),
    "KZT": ("₸", "kzt", "тенге"),
    "PLN": ("zł", "pln"),
}
_CODE_OF = {mark: code for code, marks in _CURRENCIES.items() for mark in marks}
_MARK = "|".join(re.escape(mark) for mark in sorted(_CODE_OF, key=len, reverse=True))
_NUMBER = re.compile(rf"(?<![\w.,])[-+−–]?\s?(?:{_CORE})(?![\d])|(?<=[$€£₽¥])(?:{_CORE})", re.IGNORECASE)
_AMOUNT = re.compile(
    rf"^\(?\s*(?P<minus1>[-−–])?\s*(?P<before>{_MARK})?[.:]?\s*(?P<minus2>[-−–+])?\s*(?P<core>{_CORE})"
    rf"(?P<dash>[-=]\d\d|[-—–])?\s*(?P<percent>%)?\s*(?P<minus3>[-−–])?\s*(?P<after>{_MARK})?\.?\s*(?P<close>\)?)$",
    re.IGNORECASE,
)
_WITH_KOPECKS = re.compile(r"^(?P<whole>[\d\s]+?)\s*руб[а-я]*\.?\s*(?P<cents>\d\d)\s*коп[а-я]*\.?$", re.IGNORECASE)


class Amount(NamedTuple):
    """A number with what was printed around it. ``currency`` is an ISO code or ""; ``percent``: a % sign followed."""

    value: Decimal
    currency: str = ""
    percent: bool = False


class NumberSpan(NamedTuple):
    """A number found in running text: ``text[start:end]`` prints ``value``."""

    start: int
    end: int
    value: Decimal


def readings(text: str) -> frozenset[Decimal]:
    """Every value that ``text`` as a whole can mean as a number or an amount; empty when it is neither."""
    found = _WITH_KOPECKS.match(text.strip())
    if found:
        return frozenset({_decimal(_digits(found["whole"]) + "." + found["cents"])})
    match = _AMOUNT.match(text.strip())
    if match is None:
        return frozenset()
    core, dash = match["core"].rstrip(".,"), match["dash"] or ""
    cents = dash[1:] if len(dash) == 3 else ""
    values = {_decimal(_digits(core) + "." + cents)} if cents else {_decimal(form) for form in _forms(core)}
    bracketed = text.strip().startswith("(") and bool(match["close"])
    minus = any(match[name] in {"-", "−", "–"} for name in ("minus1", "minus2", "minus3"))
    return frozenset(-value for value in values) if bracketed or minus else frozenset(values)


def parse_number(text: str) -> Decimal | None:
    """The likeliest value of ``text`` as a whole, None when it is not a number or an amount.

    A lone comma before three digits separates thousands; a lone dot is a decimal point.
    """
    values = readings(text)
    if len(values) < 2:
        return next(iter(values), None)
    return max(values, key=abs) if "," in text else min(values, key=abs)


def parse_amount(text: str) -> Amount | None:
    """The value with its currency and percent sign, None when ``text`` is not an amount as a whole."""
    value = parse_number(text)
    if value is None:
        return None
    match = _AMOUNT.match(text.strip())
    if match is None:
        return Amount(value, "RUB")
    mark = (match["before"] or match["after"] or "").lower()
    return Amount(value, _CODE_OF.get(mark, ""), bool(match["percent"]))


def same_number(one: str, other: str) -> bool:
    """True when both texts are numbers and can mean the same value."""
    return not readings(one).isdisjoint(readings(other))


def find_numbers(text: str) -> list[NumberSpan]:
    """The numbers in running text, left to right, each with its likeliest value."""
    found = []
    for match in _NUMBER.finditer(text):
        value = parse_number(match.group().strip())
        if value is not None:
            found.append(NumberSpan(match.start(), match.end(), value))
    return found


def currency_of(text: str) -> str:
    """The ISO code of a currency sign or word, "" when ``text`` is none."""
    return _CODE_OF.get(text.strip().rstrip(".").lower(), "")


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # digits of other scripts that str.isdigit takes, like superscripts
        return Decimal(0)


def _forms(core: str) -> set[str]:
    """Readings of digits with separators, written with a decimal point."""
    marks = [c for c in core if not c.isdigit()]
    if not marks:
        return {core}
    last = marks[-1]
    tail = core.rpartition(last)[2]
    whole = _digits(core.rpartition(last)[0])
    grouped = len(tail) == 3 and _grouped(core)
    if last in _SPACES + "'’" or (marks.count(last) > 1 and grouped):
        return {_digits(core)}
    if marks.count(last) > 1:  # 12.12.2012: a date or a version
        return set()
    forms = {f"{whole}.{tail}"}
    return forms | {_digits(core)} if grouped and len(set(marks)) == 1 and not core.startswith("0") else forms


def _grouped(core: str) -> bool:
    """True when every group after the first has three digits, as thousands have."""
    groups = re.split(r"\D", core)
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
