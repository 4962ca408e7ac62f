"""Scores of answers and of places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.answers import Evidence
from quizglass.evaluation.labels import Occurrence
from quizglass.evaluation.scoring import anls, is_exact, is_hit, is_overlap
from quizglass.geometry import PageRect


def evidence(*boxes: tuple[float, float, float, float], page: int = 0) -> list[Evidence]:
    return [Evidence(page, tuple(PageRect(*box) for box in boxes))]


def places(*boxes: tuple[float, float, float, float], page: int = 0) -> list[Occurrence]:
    return [Occurrence(page, tuple(PageRect(*box) for box in boxes))]


@given(st.text(min_size=1))
def test_anls_of_the_truth_itself_is_one(text: str) -> None:
    assert anls(text, [text]) == 1.0


@given(st.text(), st.lists(st.text(), max_size=3))
def test_anls_is_a_share(text: str, accepted: list[str]) -> None:
    assert 0.0 <= anls(text, accepted) <= 1.0


def test_anls_takes_the_best_accepted_answer_without_case_and_extra_spaces() -> None:
    assert anls(" John  SMITH ", ["nobody", "john smith"]) == 1.0


def test_anls_drops_to_zero_at_half_the_length() -> None:
    assert anls("abcd", ["abxy"]) == 0.0
    assert anls("abcd", ["abcy"]) == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("answer", "truth"),
    [
        ("Super-Croix", "super croix"),
        ("1,234.50", "1 234,5"),
        ("$2,710.00", "2710"),
        ("11 февраля 2013 г.", "11.02.2013"),
        ("August 3, 2014", "2014-08-03"),
        ("№ 17", "17"),
    ],
)
def test_exact_compares_by_letters_or_by_value(answer: str, truth: str) -> None:
    assert is_exact(answer, [truth])


@pytest.mark.parametrize(("answer", "truth"), [("", "x"), ("12.5", "125.1"), ("1 March 2020", "2 March 2020")])
def test_exact_tells_different_answers_apart(answer: str, truth: str) -> None:
    assert not is_exact(answer, [truth])


def test_hit_needs_the_centre_inside_and_the_same_page() -> None:
    truth = places((0.1, 0.1, 0.3, 0.2))
    assert is_hit(evidence((0.0, 0.1, 0.25, 0.2)), truth)
    assert not is_hit(evidence((0.2, 0.1, 0.9, 0.2)), truth)
    assert not is_hit(evidence((0.1, 0.1, 0.3, 0.2), page=1), truth)


def test_any_occurrence_counts() -> None:
    truth = [*places((0.1, 0.1, 0.2, 0.2)), *places((0.7, 0.7, 0.8, 0.8), page=2)]
    assert is_hit(evidence((0.7, 0.7, 0.8, 0.8), page=2), truth)


def test_overlap_unites_word_boxes_of_one_line() -> None:
    truth = places((0.1, 0.1, 0.5, 0.12))
    assert is_overlap(evidence((0.1, 0.1, 0.3, 0.12), (0.31, 0.1, 0.5, 0.12)), truth)
    assert not is_overlap(evidence((0.1, 0.1, 0.2, 0.12)), truth)
