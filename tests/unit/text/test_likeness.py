"""Words badly read or badly typed still read as what they are."""

from __future__ import annotations

import pytest

from quizglass.text.likeness import is_like


@pytest.mark.parametrize(
    ("printed", "word"),
    [
        ("t0tal", "total"),
        ("tota1", "total"),
        ("subtotai", "subtotal"),
        ("incusive", "inclusive"),
        ("recieved", "received"),
    ],
)
def test_a_fault_in_five_letters_is_forgiven(printed: str, word: str) -> None:
    assert is_like(printed, word)


@pytest.mark.parametrize(
    ("printed", "word"), [("case", "cash"), ("date", "rate"), ("tax", "tag"), ("amount", "account")]
)
def test_other_words_stay_other_words(printed: str, word: str) -> None:
    assert not is_like(printed, word)
