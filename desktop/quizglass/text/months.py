"""Names of months and their commonest abbreviations: Russian in every case, English, and those of its neighbours.

German, Dutch and French invoices come to English desks too; most of their names differ in a letter or two.
"""

from __future__ import annotations

_STEMS: tuple[tuple[str, ...], ...] = (
    ("jan", "янв"),
    ("feb", "fév", "fev", "фев"),
    ("mar", "mär", "maa", "mrt", "мар"),
    ("apr", "avr", "апр"),
    ("may", "mai", "mei", "мая", "май", "мае"),
    ("jun", "juin", "июн"),
    ("jul", "juil", "июл"),
    ("aug", "aoû", "aou", "авг"),
    ("sep", "сен"),
    ("oct", "okt", "окт"),
    ("nov", "ноя"),
    ("dec", "dez", "déc", "дек"),
)
_BY_STEM = {stem: number for number, stems in enumerate(_STEMS, start=1) for stem in stems}

PATTERN = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juil(?:let)?|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|januari?|"
    r"februari?|märz?|maart|mrt|mei|juni|juli|augustus|o[ck]tober|okt|dez(?:ember)?|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|янв(?:ар[ьяеюё]\w?)?|фев(?:р(?:ал[ьяею]\w?)?)?|март?[аеу]?|апр(?:ел[ьяею]\w?)?|"
    r"ма[йяею]|июн[ьяею]?|июл[ьяею]?|авг(?:уст[аеу]?)?|сент?(?:ябр[ьяею]\w?)?|окт(?:ябр[ьяею]\w?)?|"
    r"ноя(?:б(?:р[ьяею]\w?)?)?|дек(?:абр[ьяею]\w?)?)"
)
"""A regular expression for one name, to be compiled with IGNORECASE and put between word borders."""


def month_number(name: str) -> int | None:
    """1..12 for the name of a month in any form or a usual abbreviation, None for other words."""
    folded = name.lower()
    return _BY_STEM.get(folded[:4]) or _BY_STEM.get(folded[:3])
