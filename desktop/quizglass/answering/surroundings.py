"""Which of several places is meant: in or nearest to the region, then nearest to the question's words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from quizglass.geometry import PageRect
from quizglass.pages import Word
from quizglass.text.folding import fold, token_texts
from quizglass.text.stop_words import is_stop_word
from quizglass.text.word_forms import stem

_SHARED = 0.3
_ALONG_ROW = 1.0
_ALONG_COLUMN = 0.2
_REACH_X = 0.35
_REACH_Y = 0.03
_AFTER = 0.6
_BESIDE = 0.35
_ENDS = " .,;:"


def question_stems(question: str) -> frozenset[str]:
    """The stems of the question's words that mean something."""
    return frozenset(stem(token) for token in token_texts(question) if not is_stop_word(token))


class Rank(NamedTuple):
    """Compared from left to right; greater is better."""

    in_region: float
    nearness: float
    clean_edges: int
    as_printed: bool
    near_model_box: float
    support: float
    early: int


class Surroundings:
    """One page with a question to it. ``hints`` are boxes that a model gave: they decide between equal places."""

    def __init__(
        self, words: Sequence[Word], region: PageRect | None, question: str, hints: Sequence[PageRect] = ()
    ) -> None:
        self._words = words
        self._region = region
        self._question = question
        self._hints = hints

    @cached_property
    def stems(self) -> frozenset[str]:
        return question_stems(self._question)

    @property
    def knows_question(self) -> bool:
        """True when any of the question's words is printed on the page."""
        return bool(self._labels)

    def rank(self, place: Sequence[int], clean_edges: int = 0, said: str = "") -> Rank:
        """Of a place given by the indices of its words; ``said`` is the answer, preferred as it is printed."""
        boxes = [self._words[index].box for index in place]
        whole = PageRect.union(boxes)
        return Rank(
            in_region=self.share_in_region(place),
            nearness=-round(whole.distance(self._region), 3) if self._region else 0.0,
            clean_edges=clean_edges,
            as_printed=fold(" ".join(self._words[index].text for index in place)).strip(_ENDS)
            == fold(said).strip(_ENDS),
            near_model_box=-min((round(whole.distance(hint), 2) for hint in self._hints), default=0.0),
            support=round(self.support(place), 3),
            early=-place[0],
        )

    def share_in_region(self, place: Sequence[int]) -> float:
        """0..1 of the words, in tenths; 0 without a region."""
        if self._region is None:
            return 0.0
        inside = sum(self._region.contains(*self._words[index].box.center) for index in place)
        return round(inside / len(place), 1)

    def support(self, place: Sequence[int]) -> float:
        """How near the question's words stand, those that are rare on the page counting most."""
        nearest = self._nearest_labels(place)
        return sum(near / math.sqrt(len(self._labels[root])) for root, near in nearest.items())

    def is_beside_question(self, place: Sequence[int]) -> bool:
        """True when a word of the question belongs to the place: in its row, above it, or close by."""
        return max(self._nearest_labels(place).values(), default=0.0) >= _BESIDE

    def _nearest_labels(self, place: Sequence[int]) -> dict[str, float]:
        """For each of the question's words on the page how near the nearest one outside the place is, 0..1."""
        whole = PageRect.union(self._words[index].box for index in place)
        within = set(place)
        nearest = {}
        for root, labels in self._labels.items():
            near = [_nearness(self._words[n].box, whole) for n in labels if n not in within]
            nearest[root] = max(near, default=0.0)
        return nearest

    @cached_property
    def _labels(self) -> dict[str, list[int]]:
        """Where the question's words are printed."""
        found: dict[str, list[int]] = defaultdict(list)
        if self.stems:
            for number, word in enumerate(self._words):
                for token in token_texts(word.text):
                    if (root := stem(token)) in self.stems:
                        found[root].append(number)
        return found


def _nearness(label: PageRect, value: PageRect) -> float:
    """0..1. A label in the row left of a value, or in the column above it, is near however far it is."""
    dx = max(label.x0 - value.x1, value.x0 - label.x1, 0.0)
    dy = max(label.y0 - value.y1, value.y0 - label.y1, 0.0)
    same_row = min(label.y1, value.y1) - max(label.y0, value.y0) >= _SHARED * min(label.height, value.height)
    same_column = min(label.x1, value.x1) - max(label.x0, value.x0) >= _SHARED * min(label.width, value.width)
    if same_row:
        near = math.exp(-dx / _ALONG_ROW)
    elif same_column:
        near = math.exp(-dy / _ALONG_COLUMN)
    else:
        near = math.exp(-dx / _REACH_X - dy / _REACH_Y)
    comes_after = label.y0 >= value.y1 or (same_row and label.x0 >= value.x1)
    return near * _AFTER if comes_after else near
