"""Names of months in English and Russian (and the commonest abbreviations), in every case form."""

from __future__ import annotations

_STEMS: tuple[tuple[str, ...], ...] = (
    ("jan", "янв"),
    ("feb", "фев"),
    ("mar", "мар"),
    ("apr", "апр"),
    ("may", "мая", "май", "мае"),
    ("jun", "июн"),
    ("jul", "июл"),
    ("aug", "авг"),
    ("sep", "сен"),
    ("oct", "окт"),
    ("nov", "ноя"),
    ("dec", "дек"),
)
_BY_STEM = {stem: number for number, stems in enumerate(_STEMS, start=1) for stem in stems}

PATTERN = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|янв(?:ар[ьяеюё]\w?)?|фев(?:р(?:ал[ьяею]\w?)?)?|март?[аеу]?|апр(?:ел[ьяею]\w?)?|"
    r"ма[йяею]|июн[ьяею]?|июл[ьяею]?|авг(?:уст[аеу]?)?|сент?(?:ябр[ьяею]\w?)?|окт(?:ябр[ьяею]\w?)?|"
    r"ноя(?:б(?:р[ьяею]\w?)?)?|дек(?:абр[ьяею]\w?)?)"
)
"""A regular expression for one name, to be compiled with IGNORECASE and put between word borders."""


def month_number(name: str) -> int | None:
    """1..12 for the name of a month in any form or a usual abbreviation, None for other words."""
    return _BY_STEM.get(name.lower()[:3])
