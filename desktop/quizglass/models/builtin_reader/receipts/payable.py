"""Which of a receipt's sums was to be paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from quizglass.models.builtin_reader.receipts.sum_words import Says
from quizglass.models.builtin_reader.receipts.sums import Sum

_DUE, _ROUNDED, _FINAL, _INCLUDING, _TOTAL, _SUM, _PARTIAL, _PAYMENT = 1.0, 1.0, 0.95, 0.85, 0.8, 0.5, 0.35, 0.3
_NO_LABEL, _NO_TOTAL = 0.1, -1.0
_PAID_EXACTLY, _PAID = 0.45, 0.25
"""Paid less change is what was to be paid, whatever the labels say; a payment alone may be more than it."""
_AFTER_ROUNDING = 0.3
_AGAIN, _MOST_AGAIN = 0.05, 3
_TABLE, _SPLIT = -0.4, -0.5
_LARGE = 0.2
_LATER = 0.02
_AFTER_PAYMENT = -0.25
_LEAST = 0.45
_CENT, _MOST_ROUNDED = Decimal("0.01"), Decimal("0.10")


def what_was_to_be_paid(sums: Sequence[Sum]) -> Sum | None:
    """The sum that was to be paid, None when nothing on the receipt says so."""
    sums = [one for one in sums if one.value > 0 or Says.CHANGE in one.says or Says.ROUNDING in one.says]
    best = max(sums, key=lambda one: _score(one, sums), default=None)
    return best if best is not None and _score(best, sums) >= _LEAST else None


def _score(one: Sum, sums: Sequence[Sum]) -> float:
    if one.value <= 0 or (Says.ROUNDING in one.says and one.value < _MOST_ROUNDED):
        return _NO_TOTAL
    score = _by_label(one.says) + _by_payment(one, sums) + _by_rounding(one, sums)
    again = sum(other.value == one.value and not _is_no_total(other.says) for other in sums) - 1
    score += _AGAIN * min(_MOST_AGAIN, again)
    score += _TABLE * (not one.lone) + _SPLIT * one.split
    usual = median(other.box.height for other in sums)
    score += _LARGE * min(1.0, max(0.0, one.box.height / usual - 1.2))
    payments = [other.box.y0 for other in sums if Says.PAYMENT in other.says]
    if payments and one.box.y0 > min(payments):
        score += _AFTER_PAYMENT
    else:
        score += _LATER * sum(other.box.y0 < one.box.y0 for other in sums if Says.TOTAL in other.says)
    return score


def _is_no_total(says: frozenset[Says]) -> bool:
    named = Says.TOTAL in says or Says.SUM in says
    return (
        Says.CHANGE in says or bool(says & {Says.COUNT, Says.OTHER, Says.ROUNDING}) or (Says.TAX in says and not named)
    )


def _by_label(says: frozenset[Says]) -> float:
    """How much the words before a sum speak for it."""
    if Says.CHANGE in says:
        return _NO_TOTAL
    for wanted, worth in _WORTH:
        if wanted <= says:
            return worth
    return _NO_LABEL if not says else _NO_TOTAL


_WORTH: tuple[tuple[frozenset[Says], float], ...] = (
    (frozenset({Says.COUNT}), _NO_LABEL),
    (frozenset({Says.DUE}), _DUE),
    (frozenset({Says.OTHER}), _NO_TOTAL),
    (frozenset({Says.WITHOUT}), _PARTIAL - 0.1),
    (frozenset({Says.PARTIAL}), _PARTIAL),
    (frozenset({Says.TOTAL, Says.ROUNDED}), _ROUNDED),
    (frozenset({Says.TOTAL, Says.INCLUDING}), _INCLUDING),
    (frozenset({Says.TOTAL, Says.TAX}), _NO_TOTAL),
    (frozenset({Says.TOTAL, Says.ROUNDING}), _ROUNDED),
    (frozenset({Says.ROUNDING}), _NO_TOTAL),
    (frozenset({Says.TOTAL, Says.PAYMENT}), _SUM),
    (frozenset({Says.TOTAL, Says.FINAL}), _FINAL),
    (frozenset({Says.SUM, Says.FINAL}), _FINAL),
    (frozenset({Says.TOTAL}), _TOTAL),
    (frozenset({Says.PAYMENT}), _PAYMENT),
    (frozenset({Says.SUM, Says.INCLUDING}), _INCLUDING),
    (frozenset({Says.SUM, Says.TAX}), _NO_TOTAL),
    (frozenset({Says.TAX, Says.INCLUDING}), _SUM),
    (frozenset({Says.SUM}), _SUM),
)
"""What a label that says these is worth, tried in order."""


def _by_payment(one: Sum, sums: Sequence[Sum]) -> float:
    payments = [other.value for other in sums if Says.PAYMENT in other.says and other is not one]
    changes = [other.value for other in sums if Says.CHANGE in other.says]
    if any(abs(paid - change - one.value) < _CENT for paid in payments for change in changes):
        return _PAID_EXACTLY
    return _PAID if one.value in payments else 0.0


def _by_rounding(one: Sum, sums: Sequence[Sum]) -> float:
    """A total next to another that differs from it by the rounding between them is the one after rounding."""
    roundings = Counter(other.value for other in sums if Says.ROUNDING in other.says and other.value)
    totals = [other for other in sums if Says.TOTAL in other.says and other.box.y0 < one.box.y0]
    rounded = any(one.value == other.value + r or one.value == other.value - r for r in roundings for other in totals)
    return _AFTER_ROUNDING if rounded else 0.0
