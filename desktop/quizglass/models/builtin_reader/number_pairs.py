"""Two numbers printed as one: "ИНН/КПП 1655001122/165501001" holds the one asked for."""

from __future__ import annotations

import re

_PAIR = re.compile(r"(?P<tax>\d{10}(?:\d\d)?)\s*/\s*(?P<reason>\d{9})")
_TAX, _REASON = re.compile(r"\bинн\b"), re.compile(r"\bкпп\b")


def asked_of_pair(question: str, text: str) -> str:
    """The number of a tax pair ``text`` that the folded ``question`` asks for; any other text as it is."""
    pair = _PAIR.fullmatch(text)
    tax, reason = bool(_TAX.search(question)), bool(_REASON.search(question))
    if pair is None or tax == reason:
        return text
    return pair["tax"] if tax else pair["reason"]
