"""What the answers to one question come to: a sum and its spread where they are numbers, else which there are."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import Final, TypeAlias

from quizglass.text.folding import fold
from quizglass.ui.batch_page.results.answer_value import AnswerValue, ValueKind
from quizglass.ui.batch_page.results.day_edges import day_edges
from quizglass.ui.batch_page.results.found_row import FoundRow
from quizglass.ui.batch_page.results.row_filter import QuestionKey, SameAnswer, WithinRange, question_of

_MOSTLY: Final = 0.6
"""The share of answers that must be numbers for them to be taken as such."""
_LEAST_NUMBERS: Final = 2
_FEWEST_BINS: Final = 5
_MOST_BINS: Final = 12
_MOST_TEXTS: Final = 8


@dataclass(frozen=True, slots=True)
class Bin:
    within: WithinRange
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Of numbers, or of days (``kind``). ``others`` are answers that are none.

    ``total`` and ``mean`` are None where adding up makes no sense. ``currency`` is an ISO code or "".
    """

    kind: ValueKind
    count: int
    others: int
    least: Decimal
    greatest: Decimal
    bins: tuple[Bin, ...]
    total: Decimal | None = None
    mean: Decimal | None = None
    currency: str = ""
    currencies: int = 0
    percent: bool = False
    digits: int = 0


@dataclass(frozen=True, slots=True)
class SameText:
    """``text`` as it was first written."""

    text: str
    same: SameAnswer
    count: int


@dataclass(frozen=True, slots=True)
class Texts:
    """The most frequent answers; ``others`` is how many more rows say something else, ``different`` how many ways."""

    shown: tuple[SameText, ...]
    others: int
    different: int


Summary: TypeAlias = Spread | Texts


def summaries_of(rows: Sequence[FoundRow], questions: Sequence[QuestionKey]) -> dict[QuestionKey, Summary | None]:
    """What each of ``questions`` was answered."""
    answers: dict[QuestionKey, list[FoundRow]] = {key: [] for key in questions}
    for found in rows:
        asked = answers.get(question_of(found))
        if asked is not None:
            asked.append(found)
    return {key: summary_of(asked) for key, asked in answers.items()}


def summary_of(rows: Iterable[FoundRow]) -> Summary | None:
    """What the answers of ``rows`` come to, corrected ones as they were corrected; None without any."""
    found = [row for row in rows if row.value.kind is not ValueKind.NONE]
    if not found:
        return None
    for kind in (ValueKind.NUMBER, ValueKind.DAY):
        values = [row.value for row in found if row.value.kind is kind]
        counted = kind is ValueKind.DAY or all(value.adds_up for value in values)
        if len(values) >= max(_LEAST_NUMBERS, _MOSTLY * len(found)) and counted:
            return _spread(kind, values, len(found) - len(values))
    return _texts(found)


def _spread(kind: ValueKind, values: Sequence[AnswerValue], others: int) -> Spread:
    numbers = [value.number for value in values]
    least, greatest = min(numbers), max(numbers)
    currencies = {value.currency for value in values} - {""}
    percent = all(value.percent for value in values)
    adds_up = kind is ValueKind.NUMBER and len(currencies) <= 1 and not any(value.percent for value in values)
    total = sum(numbers, Decimal(0)) if adds_up else None
    return Spread(
        kind=kind,
        count=len(values),
        others=others,
        least=least,
        greatest=greatest,
        bins=_bins(kind, numbers),
        total=total,
        mean=total / len(numbers) if total is not None else None,
        currency=next(iter(currencies), "") if len(currencies) == 1 else "",
        currencies=len(currencies),
        percent=percent,
        digits=max(_digits_after_point(number) for number in numbers) if kind is ValueKind.NUMBER else 0,
    )


def _digits_after_point(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return min(4, max(0, -exponent)) if isinstance(exponent, int) else 0


def _bins(kind: ValueKind, numbers: Sequence[Decimal]) -> tuple[Bin, ...]:
    """About as many as the square root of their number, with round edges."""
    least, greatest = min(numbers), max(numbers)
    if least == greatest:
        return (Bin(WithinRange(kind, least, greatest, closed=True), len(numbers)),)
    wanted = min(_MOST_BINS, max(_FEWEST_BINS, round(len(numbers) ** 0.5)))
    if kind is ValueKind.DAY:
        edges = list(map(Decimal, day_edges(int(least), int(greatest), _MOST_BINS)))
    else:
        step = _round_step((greatest - least) / wanted)
        first, last = (_floored(number / step) for number in (least, greatest))
        edges = [(first + at) * step for at in range(int(last - first) + 2)]
    counts = Counter(bisect_right(edges, number) - 1 for number in numbers)
    return tuple(
        Bin(WithinRange(kind, begin, end, closed=False), counts[at]) for at, (begin, end) in enumerate(pairwise(edges))
    )


def _floored(number: Decimal) -> Decimal:
    return number.to_integral_value(ROUND_FLOOR)


def _round_step(step: Decimal) -> Decimal:
    """The next 1, 2, 2.5 or 5 times a power of ten."""
    power = Decimal(10) ** step.adjusted()
    factors = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
    return next(power * factor for factor in factors if power * factor >= step)


def _texts(found: Sequence[FoundRow]) -> Texts:
    written: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for row in found:
        same = fold(row.row.settled)
        written.setdefault(same, row.row.settled.strip())
        counts[same] += 1
    # More ways than there is room for are worth a bar only where some say the same.
    told = [one for one in counts.most_common(_MOST_TEXTS) if len(counts) <= _MOST_TEXTS or one[1] > 1]
    shown = tuple(SameText(written[same], SameAnswer(same), count) for same, count in told)
    return Texts(shown, len(found) - sum(one.count for one in shown), len(counts))
