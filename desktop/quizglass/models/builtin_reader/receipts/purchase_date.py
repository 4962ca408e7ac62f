"""The date of a purchase among the dates of a receipt."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizglass.models.builtin_reader.receipts.lines import Line, words_between
from quizglass.text.dates import find_dates

_LABEL = re.compile(
    r"\b(?:date|dated|dt|datum|data|дата|fecha|bizdate|sales?|issued|purchased?|transaction|время)\b|\w*datum\b",
    re.IGNORECASE,
)
_OTHER_DATE = re.compile(
    r"""\b(?:exp\w*|valid|until|before|due|birth|born|since|delivery|deliver|act|member\w*|print\w*|return|next|gültig|bis
    |ważn\w*|от\s\d|годен|до|срок)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_TIME = re.compile(r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?\b")
_UNMARKED = re.compile(r"(?<!\d)(?:[0-3]\d[01]\d20[0-4]\d|20[0-4]\d[01]\d[0-3]\d)(?=\s+\d{1,2}\D\d\d)")
"""Day, month and year without marks, before a time: "25032018 13:11"."""
_AMONG_DIGITS = re.compile(r"(?<=[\d./-])[oOlI|](?=[\d./-])|(?<=[\d./-])[oO]\b|\b[oOlI|](?=\d[./-]\d)")
"""Letters that a bad print made of digits: "3O/04/2018"."""
_LABELLED, _TIMED, _OTHER, _TOP = 1.0, 0.5, -1.5, 0.4


def purchase_date(lines: Sequence[Line]) -> tuple[str, tuple[int, ...]] | None:
    """The date as printed and its words; None without a date."""
    bottom = max((line.box.y1 for line in lines), default=1.0)
    best: tuple[float, str, tuple[int, ...]] | None = None
    for line in lines:
        beside = [other for other in lines if other is not line and _in_row(line, other)]
        text = mended(line.text)
        for start, end in _dates(text):
            before = " ".join([*(o.text for o in beside if o.box.x1 <= line.box.x0), line.text[:start]])
            after = " ".join([line.text[end:], *(o.text for o in beside if o.box.x0 >= line.box.x1)])
            score = _LABELLED * bool(_LABEL.search(before)) + _TIMED * bool(_TIME.search(after))
            score += _OTHER * bool(_OTHER_DATE.search(before)) + _TOP * (1 - line.box.y0 / bottom)
            if best is None or score > best[0]:
                best = (score, text[start:end], words_between(line, start, end))
    return best[1:] if best else None


def mended(text: str) -> str:
    """``text`` with the letters among its digits read as the digits they look like."""
    return _AMONG_DIGITS.sub(lambda letter: "0" if letter.group() in "oO" else "1", text)


def _dates(text: str) -> list[tuple[int, int]]:
    found = [(span.start, span.end) for span in find_dates(text)]
    return found or [match.span() for match in _UNMARKED.finditer(text)]


def _in_row(one: Line, other: Line) -> bool:
    return min(one.box.y1, other.box.y1) - max(one.box.y0, other.box.y0) > 0.5 * min(one.box.height, other.box.height)
