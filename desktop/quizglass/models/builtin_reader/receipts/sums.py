"""The sums of a receipt, each with what the words in front of it say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from quizglass.layout.fragments import Box
from quizglass.models.builtin_reader.receipts.lines import Line, words_between
from quizglass.models.builtin_reader.receipts.sum_words import SUM_WORDS, TAX_TABLE, TAX_WITHIN, Says
from quizglass.text.folding import fold, token_texts
from quizglass.text.likeness import is_like

_CENTS = r"\s?[.,·-]\s?\d\d"
_AMOUNT = re.compile(
    rf"(?<![\d.,:/-])(?P<sign>[-−–]\s?)?"
    rf"(?P<amount>(?:\d{{1,3}}(?:[ .,'’]\d{{3}})+|\d{{1,6}}|[oO]){_CENTS})(?![\d%/:]|[.,-]\d)"
)
_BROKEN = re.compile(r"(?<![\d.,:/-])(?P<sign>[-−–]\s?)?(?P<amount>\d{1,4} \d\d)(?![\d%/:.,])")
"""Cents after a space: the point was too faint to be read."""
_WHOLE = re.compile(
    r"(?<!\d)(?P<sign>[-−–]\s?)?(?P<amount>\d{1,3}(?:[ .,]\d{3})+|\d+)(?=\s?(?:[€₽¥₩]|руб|р\.|zł|kr\b))|"
    r"(?:[$€£¥₽₩]|\b(?:rp|idr|jpy|krw|rub|huf|clp)\b)\.?\s?(?P<after>\d{1,3}(?:[ .,]\d{3})+|\d+)(?![\d.,])",
    re.IGNORECASE,
)
"""Currencies without cents, or sums without them."""
_WITH_CENTS = re.compile(r"[.,]\d\d$")
_REACH = 1.9
"""How far, in heights, a label stands above or below a sum that has none beside it."""


@dataclass(frozen=True, slots=True)
class Sum:
    """``amount`` as printed, without currency; ``words`` of the page that print it; ``says`` of what is before it.

    ``lone``: no other sum stands in its line, so it is no cell of a table. ``split``: it stands in the table of taxes.
    """

    amount: str
    value: Decimal
    words: tuple[int, ...]
    box: Box
    says: frozenset[Says]
    lone: bool
    split: bool


def read_sums(lines: Sequence[Line]) -> list[Sum]:
    """The sums of the ``lines``, from top to bottom."""
    found = [(line, match) for line in lines for match in _amounts(line.text)]
    split = next((line.box.y0 for line in lines if TAX_TABLE.search(line.text)), float("inf"))
    sums = []
    for line, match in found:
        start, end = match.span("amount") if match["amount"] else match.span("after")
        in_line = [other for other, _ in found if _one_line(other.box, line.box)]
        label = _label(lines, line, line.text[:start], with_sums={id(other) for other, _ in found})
        amount = as_number(line.text[start:end])
        value = _value(amount) * (-1 if match["sign"] else 1)
        words = words_between(line, start, end)
        says = what_is_said(label)
        sums.append(Sum(amount, value, words, line.box, says, len(in_line) == 1, line.box.y0 > split))
    return sums


def what_is_said(label: str) -> frozenset[Says]:
    """What the words of ``label`` say of a sum. An unknown word may be a known one badly read."""
    if TAX_WITHIN.search(label):
        return frozenset({Says.TAX})
    return frozenset(says for token in token_texts(label) for says in _meanings(token))


@lru_cache(maxsize=4096)
def _meanings(token: str) -> frozenset[Says]:
    if token in SUM_WORDS:
        return frozenset({SUM_WORDS[token]})
    likely = [word for word in SUM_WORDS if is_like(token, word)]
    if likely:
        return frozenset({SUM_WORDS[max(likely, key=len)]})
    # "Totalsales", "GSTsummary": two words that lost their space.
    parts = [word for word in SUM_WORDS if len(word) > 4 and (token.startswith(word) or token.endswith(word))]
    return frozenset(SUM_WORDS[word] for word in parts)


def _amounts(text: str) -> list[re.Match[str]]:
    return list(_AMOUNT.finditer(text)) or list(_WHOLE.finditer(text)) or list(_BROKEN.finditer(text))


def as_number(printed: str) -> str:
    """A sum as printed, with a point where a bad print shows something else before the cents: "22-60", "21 20"."""
    return re.sub(r"\s?([.,])\s?(?=\d\d$)", r"\1", re.sub(r"\s?[·-]\s?(?=\d\d$)|(?<=\d) (?=\d\d$)", ".", printed))


def _label(lines: Sequence[Line], line: Line, before: str, with_sums: set[int]) -> str:
    """What stands before a sum in its line, or else nearest above or below it."""
    beside = [other for other in lines if other is not line and _one_line(other.box, line.box)]
    left = [other.text for other in beside if other.box.x1 <= line.box.x0 and id(other) not in with_sums]
    label = " ".join([*left, before])
    if any(c.isalpha() for c in label):
        return label
    reach = _REACH * line.box.height
    near = [
        other
        for other in lines
        if id(other) not in with_sums
        and abs(other.box.middle - line.box.middle) < reach
        and other.box.x0 < line.box.x1
        and not any(_one_line(other.box, labelled.box) for labelled in lines if id(labelled) in with_sums)
    ]
    return min(near, key=lambda other: abs(other.box.middle - line.box.middle)).text if near else ""


def _one_line(one: Box, other: Box) -> bool:
    return min(one.y1, other.y1) - max(one.y0, other.y0) >= 0.5 * min(one.height, other.height)


def _value(amount: str) -> Decimal:
    digits = "".join(c for c in fold(amount).replace("o", "0") if c.isdigit())
    return Decimal(digits) / (100 if _WITH_CENTS.search(amount) else 1)
