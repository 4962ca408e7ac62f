"""Slips of the finger are mended, words that merely look alike are left."""

from __future__ import annotations

import pytest

from quizglass.text.spelling import corrected

WORDS = ("total", "address", "company", "date", "number", "registration", "store", "адрес", "покупатель", "получатель")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("totla", "total"),
        ("tottal", "total"),
        ("adress", "address"),
        ("comapny", "company"),
        ("dtae", "date"),
        ("registartoin", "registration"),
        ("nubmer", "number"),
        ("адерс", "адрес"),
    ],
)
def test_a_slip_becomes_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert corrected(typed, WORDS) == meant


@pytest.mark.parametrize(
    "word", ["late", "rate", "stone", "totals", "addressed", "member", "data", "42", "покупатель", "получателя"]
)
def test_another_word_stays(word: str) -> None:
    assert corrected(word, WORDS) == word
