"""How right an answer is: its words (ANLS, exact) and its place (hit, iou50). Every score is 0..1."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from quizglass.answers import Evidence
from quizglass.evaluation.labels import Occurrence
from quizglass.geometry import PageRect, line_boxes
from quizglass.text.dates import same_date
from quizglass.text.folding import compact
from quizglass.text.numbers import same_number

ANLS_THRESHOLD = 0.5
"""A distance of at least half the longer text scores nothing, as in DocVQA."""

_SAME_PLACE = 0.5


def anls(answer: str, accepted: Iterable[str]) -> float:
    """Average normalized Levenshtein similarity as in DocVQA: lower case, single spaces, best over ``accepted``."""
    said = _plain(answer)
    return max((_similarity(said, _plain(truth)) for truth in accepted), default=0.0)


def is_exact(answer: str, accepted: Iterable[str]) -> bool:
    """True when ``answer`` equals an accepted one but for case, spaces and punctuation, or by value (number, date)."""
    return any(_equal(answer, truth) for truth in accepted)


def is_hit(evidence: Iterable[Evidence], occurrences: Iterable[Occurrence]) -> bool:
    """True when the centre of a predicted box lies in a true box of any occurrence."""
    true = [(place.page, box) for place in occurrences for box in place.boxes]
    return any(
        found.page == page and truth.contains(*box.center)
        for found in evidence
        for box in found.boxes
        for page, truth in true
    )


def is_overlap(evidence: Iterable[Evidence], occurrences: Iterable[Occurrence]) -> bool:
    """True when a predicted line overlaps a true line with IoU >= 0.5; boxes on one line are united first."""
    true = [(place.page, box) for place in occurrences for box in _lines(place.boxes)]
    return any(
        found.page == page and box.iou(truth) >= _SAME_PLACE
        for found in evidence
        for box in _lines(found.boxes)
        for page, truth in true
    )


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _similarity(said: str, truth: str) -> float:
    similarity = Levenshtein.normalized_similarity(said, truth)
    return similarity if similarity > 1 - ANLS_THRESHOLD else 0.0


def _equal(answer: str, truth: str) -> bool:
    said = compact(answer)
    return bool(said) and (said == compact(truth) or same_number(answer, truth) or same_date(answer, truth))


def _lines(boxes: Iterable[PageRect]) -> tuple[PageRect, ...]:
    return line_boxes(sorted(boxes, key=lambda box: (round(box.center[1], 3), box.x0)))
