"""The best run of words by the scores of its first and last token."""

from __future__ import annotations

import pytest
import torch

from quizglass.models.spans.best_span import LONGEST_ANSWER, best_span
from quizglass.models.spans.windows import Window

WORDS = (None, None, None, 0, 1, 1, 2, 3, None)
"""A mark, a question of one token, a mark, four words of which the second has two tokens, a mark."""


def scores(**at: float) -> torch.Tensor:
    values = torch.zeros(len(WORDS))
    for place, score in at.items():
        values[int(place.removeprefix("at"))] = score
    return values


def window(words: tuple[int | None, ...] = WORDS) -> Window:
    return Window({}, words)


def test_it_runs_from_the_best_beginning_to_the_best_end() -> None:
    found = best_span(window(), scores(at4=9), scores(at7=9), range(4)).best
    assert found
    assert (found.first, found.last) == (1, 3)
    assert found.probability > 0.9


def test_no_answer_ends_before_it_begins() -> None:
    found = best_span(window(), scores(at7=9), scores(at3=9), range(4)).best
    assert found
    assert found.first <= found.last


def test_the_question_is_no_answer() -> None:
    found = best_span(window(), scores(at1=50, at4=3), scores(at1=50, at4=3), range(4)).best
    assert found
    assert (found.first, found.last) == (1, 1)


def test_words_outside_the_region_are_no_answer() -> None:
    found = best_span(window(), scores(at3=50, at6=3), scores(at3=50, at6=3), {2, 3}).best
    assert found
    assert (found.first, found.last) == (2, 2)


def test_the_first_token_stands_for_nothing() -> None:
    result = best_span(window(), scores(at0=20, at4=3), scores(at0=20, at4=3), range(4))
    assert result.best
    assert result.nothing > 0.99 > result.best.probability


def test_an_answer_is_not_longer_than_the_models_give() -> None:
    words = (None, *range(2 * LONGEST_ANSWER))
    start, end = torch.zeros(len(words)), torch.zeros(len(words))
    start[1], end[-1] = 9.0, 9.0
    found = best_span(window(words), start, end, range(len(words))).best
    assert found
    assert found.last - found.first < LONGEST_ANSWER


def test_a_window_without_words_has_no_answer() -> None:
    assert best_span(window((None, None)), torch.zeros(2), torch.zeros(2), range(4)).best is None


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_probabilities_of_any_type_of_numbers(dtype: torch.dtype) -> None:
    result = best_span(window(), scores(at4=9).to(dtype), scores(at4=9).to(dtype), range(4))
    assert result.best
    assert 0.9 < result.best.probability <= 1
