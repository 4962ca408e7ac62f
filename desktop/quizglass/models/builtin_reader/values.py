"""Typed values in a piece of text: where a date, an amount, a number, a name stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from quizglass.models.builtin_reader.question_words import END, START, AnswerKind, RangeEnd
from quizglass.text.dates import find_dates, find_ranges
from quizglass.text.folding import fold
from quizglass.text.numbers import currency_of

_NUMBER = r"[-+−–(]?\s?(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,4})?(?!\d)|\d+(?:[.,'’]\d+)*)\)?"
_MARK = r"(?:US\$|[$€£¥₽₴₸]|USD|EUR|GBP|RUB|CHF|RM|руб(?:\.|лей|ля|ль)?|р\.|dollars?|euros?)"
_UNIT = (
    r"(?:%|процент\w*|percent|тыс\.?|млн\.?|млрд\.?|thousand|million|billion|шт\.?|штук\w*|м2|м²|кв\.?\s?м\.?|куб\.?\s?м|"
    r"км/ч|км|мм|см|м\b\.?|метр\w*|meters?|metres?|kg|кг|г\b|тонн\w*|tons?|л\b|литр\w*|кВт·?ч|кВт|kWh|MWh|kW|л/час|л/ч|"
    r"days?|дн\w+|сут\w*|months?|месяц\w*|years?|лет|год\w*|hours?|час\w*|minutes?|минут\w*|miles?|km/h|km|cm|mm|m\b|ft|"
    r"inch\w*|pcs|pieces|pages?|страниц\w*|человек|people|persons|градус\w*|°\s?[CFС]?|раз\w*|times|над уровнем моря|"
    r"above sea level)"
)
_ORDINAL_END = r"(?!-[^\W\d_])"
"""What "5-го" has and a number has not."""
_MONEY = re.compile(
    rf"(?:(?<![^\W\d_]){_MARK}\s?)?(?<![\w/.,-]){_NUMBER}(?:-\d\d(?!\d))?(?!\w|[/]\d){_ORDINAL_END}(?:\s?{_MARK}(?!\w))?"
    rf"|{_MARK}\s?{_NUMBER}(?:\s?{_MARK})?",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    rf"(?:(?:около|более|менее|до|свыше|about|approximately)\s+)?(?<![\w/.,-])(?<!\d:){_NUMBER}(?![\w/]*\d|:\d){_ORDINAL_END}(?:\s?{_UNIT}){{0,2}}",
    re.IGNORECASE,
)
_IN_WORDS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|eighteen|twenty|thirty|forty|"
    r"forty-five|sixty|ninety|од(?:ин|на|ного|ной)|дв[аеу]\w*|тр(?:и|ех|ёх|емя|ём)|четыр\w+|пят[ьи]|шест[ьи]|сем[ьи]|"
    r"восьм[ьи]|восемь|девят[ьи]|десят[ьи]|двенадцат[ьи]|четырнадцат[ьи]|пятнадцат[ьи]|двадцат[ьи]|тридцат[ьи]|сорока?|"
    r"шестидесяти|девяност[ао])"
)
_PERIOD = re.compile(
    rf"(?<!\w){_IN_WORDS}(?:\s?\(\d+\))?(?:\s(?:full|whole|calendar|working|business|полных|календарн\w+|рабоч\w+))?"
    r"\s(?:days?|weeks?|months?|years?|hours?|дн\w+|недел\w*|месяц\w*|год\w*|лет|час\w*)(?!\w)",
    re.IGNORECASE,
)
"""A time that is written out: "two months", "тридцати календарных дней"."""
_TIMES = re.compile(r"\d\s?[xх×*@]\s?$", re.IGNORECASE)
"""What stands before the price of one: "3 x 120.00"."""
_OF_ONE = 0.6
_PERCENT = re.compile(rf"(?<![\w/.,-]){_NUMBER}\s?(?:%|процент\w*|per ?cent)", re.IGNORECASE)
_INNER = r"(?:[\w/.\-–]|(?<=\d):(?=\d))*"
_IDENTIFIER = re.compile(rf"(?:[A-ZА-Я]{{1,4}}\s)?\w{_INNER}\d{_INNER}(?:\s\d{{2,}}(?!\d*[.,/]))*|\d")
_NUMBER_SIGN = re.compile(r"(?:№|#|\bN|\bNo\.?|\bnumber|\bномер)\s*:?\s*$", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(
    r"(?:https?://|www\.)[^\s,;]+|\b[\w-]+\.(?:com|org|net|ru|de|nl|fr|eu|gov|edu|io|uk|рф)\b(?:/[^\s,;]*)?",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w.,])\+?\(?\d[\d\s().–-]{5,18}\d(?:x\d*)?(?!\w)")
_PHONE_WORD = re.compile(r"(?:tel|phone|mobile|fax|тел|моб|факс)\w*[.:\s]*$", re.IGNORECASE)
_ACRONYM = re.compile(r"\b[A-ZА-ЯЁ]{2,5}[.:\s]*$")
"""A label such as VAT or ИНН: the digits behind it are no telephone number."""
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{3,4}){3,7}(?:\s?[A-Z0-9]{1,4})?\b")
_VAT = re.compile(r"\b(?:[A-Z]{2}\s?)(?:[0-9A-Z]{1,3}[\s.]?)?\d[\d\s.]{5,14}(?:B\d\d)?\b|\b\d{8,12}\b")
_TIME = re.compile(
    r"(?<![\d:.])(?:[01]?\d|2[0-4])[:.][0-5]\d(?:\s?[ap]\.?m\.?)?(?![\d:.])|\b\d{1,2}\s?[ap]\.?m\b\.?", re.IGNORECASE
)
_SURNAME = r"[A-ZА-ЯЁ][a-zа-яёA-ZА-ЯЁ'’-]+"
_INITIALS = re.compile(rf"(?:[A-ZА-ЯЁ]\.\s?){{1,2}}\s?{_SURNAME}|{_SURNAME}\s(?:[A-ZА-ЯЁ]\.\s?){{1,2}}")
_FULL_NAME = re.compile(r"(?:(?:Mr|Ms|Mrs|Dr)\.?\s)?[A-ZА-ЯЁ][a-zа-яё'’-]+(?:\s[A-ZА-ЯЁ](?:[a-zа-яё'’-]+|\.)){1,3}")
_CLAUSE_NUMBER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2}){0,3}\.|\d{1,2}(?:\.\d{1,2}){0,3}\))\s+(?=[^\W\d_])")
_LEGAL_FORM = re.compile(
    r"(?<!\w)(?:Ltd|Limited|Inc|Incorporated|LLC|LLP|PLC|Corp|Corporation|Co|GmbH|AG|KG|B\.?V|N\.?V|S\.?A|S\.?r\.?l|Oy|AB|Pty|"
    r"Bhd|ООО|АО|ОАО|ЗАО|ПАО|АНО|ИП|ГУП|МУП|ФГУП)(?!\w)",
)
_CENTS = re.compile(r"\d[.,-]\d\d\)?(?!\d)")


_SAID_WITHIN = 3
_ENDS = {RangeEnd.START: START, RangeEnd.END: END}


class Value(NamedTuple):
    """``text[start:end]`` is a value; ``quality`` 0..1 tells how surely it is of the kind asked for.

    ``end_of_range``: which end of a range it is, None outside ranges.
    """

    start: int
    end: int
    quality: float = 1.0
    end_of_range: RangeEnd | None = None


def find_values(kind: AnswerKind, text: str) -> list[Value]:
    """The values of ``kind`` in ``text``, left to right. Kinds without a pattern (names, texts) have none.

    The number of a clause or a heading ("2.1. The rent ...") is no value.
    """
    finder = _FINDERS.get(kind)
    if finder is None:
        return []
    clause = _CLAUSE_NUMBER.match(text)
    return [value for value in finder(text) if clause is None or value.end > clause.end()]


def has_pattern(kind: AnswerKind) -> bool:
    """True for kinds that print alone tells (dates, numbers), False for names, addresses and texts."""
    return kind in _FINDERS


def is_person(text: str) -> bool:
    """True for a person's name as letters are signed: initials and a surname, or two to four capitalised names."""
    name = text.strip(" ,;/_")
    return bool(_INITIALS.fullmatch(name) or _FULL_NAME.fullmatch(name.rstrip(".")))


def is_company(text: str) -> bool:
    """True for a name with a legal form: "Brandt Fittings Ltd.", «ООО "Вектор"»."""
    return bool(_LEGAL_FORM.search(text))


def _dates(text: str) -> Iterator[Value]:
    ends: dict[int, RangeEnd] = {}
    spans = {span.start: span for span in find_dates(text)}
    for found in find_ranges(text):
        ends[found.first.start], ends[found.last.start] = RangeEnd.START, RangeEnd.END
        spans.setdefault(found.first.start, found.first)
    for start in sorted(spans):
        yield Value(start, spans[start].end, 1.0, ends.get(start) or _said_end(text[:start]))


def _said_end(before: str) -> RangeEnd | None:
    """Which end the words right before a date say: "begins on 1 April", "ends on 31 March"."""
    near = fold(" ".join(before.split()[-_SAID_WITHIN:]))
    last = {end: max((m.start() for m in words.finditer(near)), default=-1) for end, words in _ENDS.items()}
    end = max(last, key=lambda one: last[one])
    return end if last[end] >= 0 else None


def _money(text: str) -> Iterator[Value]:
    if not any(map(str.isdigit, text)):
        return
    dates = [(span.start, span.end) for span in find_dates(text)]
    for match in _MONEY.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in dates):
            continue
        printed = match.group()
        if printed.rstrip().endswith("%") or text[match.end() : match.end() + 2].strip().startswith("%"):
            continue
        marked = any(currency_of(part) for part in re.split(r"[\s\d.,()-]+", printed) if part)
        quality = 1.0 if marked or _CENTS.search(printed) else 0.1
        quality *= _OF_ONE if _TIMES.search(text[: match.start()]) else 1.0
        lead = len(printed) - len(printed.lstrip())
        yield Value(match.start() + lead, match.end(), quality)


def _quantities(text: str) -> Iterator[Value]:
    dates = [(span.start, span.end) for span in find_dates(text)]
    for match in _QUANTITY.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in dates):
            lead = len(match.group()) - len(match.group().lstrip())
            quality = _OF_ONE if _TIMES.search(text[: match.start()]) else 1.0
            yield Value(match.start() + lead, match.end(), quality)
    for match in _PERIOD.finditer(text):
        yield Value(match.start(), match.end())


def _identifiers(text: str) -> Iterator[Value]:
    dates = [(span.start, span.end) for span in find_dates(text)]
    for match in _IDENTIFIER.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in dates):
            continue
        before = text[: match.start()].rstrip()[-1:]
        if before in "$€£₽" and before:
            continue
        money = bool(re.fullmatch(r"\d[\d\s]*[.,]\d\d", match.group()))
        digits = sum(c.isdigit() for c in match.group())
        signed = bool(_NUMBER_SIGN.search(text[: match.start()]))
        end = match.start() + len(match.group().rstrip(".-–/"))
        yield Value(match.start(), end, 1.0 if signed else 0.4 if money else 0.6 if digits < 3 else 1.0)


def _matches(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Value]]:
    def found(text: str) -> Iterator[Value]:
        for match in pattern.finditer(text):
            yield Value(match.start(), match.end())

    return found


def _phones(text: str) -> Iterator[Value]:
    for match in _PHONE.finditer(text):
        if not find_dates(match.group()) and 7 <= sum(c.isdigit() for c in match.group()) <= 15:
            before = text[: match.start()]
            said = match.group()[0] in "+(" or bool(_PHONE_WORD.search(before))
            if not said and _ACRONYM.search(before):
                continue
            yield Value(match.start(), match.end(), 1.0 if said else 0.4)


_FINDERS: dict[AnswerKind, Callable[[str], Iterator[Value]]] = {
    AnswerKind.DATE: _dates,
    AnswerKind.MONEY: _money,
    AnswerKind.QUANTITY: _quantities,
    AnswerKind.PERCENT: _matches(_PERCENT),
    AnswerKind.IDENTIFIER: _identifiers,
    AnswerKind.EMAIL: _matches(_EMAIL),
    AnswerKind.URL: _matches(_URL),
    AnswerKind.PHONE: _phones,
    AnswerKind.IBAN: _matches(_IBAN),
    AnswerKind.VAT: _matches(_VAT),
    AnswerKind.TIME: _matches(_TIME),
}
