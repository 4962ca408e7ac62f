"""Folding, stems, stop words and the vocabulary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.text.folding import compact, fold, tokens
from quizglass.text.stop_words import is_stop_word
from quizglass.text.vocabulary import compound, labels_something, phrase, related
from quizglass.text.word_forms import stem, stems


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_tokens_are_slices_of_the_folded_text(text: str) -> None:
    folded = fold(text)
    assert all(folded[token.start : token.end] == token.text for token in tokens(text))


@given(st.text(alphabet="abcdefABCDEF .,-", max_size=40))
def test_compact_ignores_case_spaces_and_punctuation(text: str) -> None:
    assert compact(text) == compact(text.upper().replace(" ", " - "))


@pytest.mark.parametrize(
    ("one", "other"),
    [("ﬁnance", "finance"), ("Счёт", "счет"), ("«a»", '"A"'), ("a\u00adb", "ab"), ("1–2", "1-2"), ("a\u00a0b", "a b")],
)
def test_what_looks_the_same_is_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("договора", "договором"), ("invoices", "invoice"), ("paid", "pay"), ("drew", "drawn"), ("песок", "песка")],
)
def test_forms_of_a_word_share_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_codes_are_no_words() -> None:
    assert stems("No. A-17b") == ["no", "a", "17b"]


def test_labels_are_related_in_both_directions_unless_said() -> None:
    assert related(stem("buyer"))[stem("покупатель")] == related(stem("покупатель"))[stem("buyer")]
    assert stem("total") in related(stem("gross"))
    assert stem("gross") not in related(stem("total"))
    assert labels_something(stem("invoice"))


def test_compounds_and_phrases_say_what_their_parts_say() -> None:
    assert set(compound("factuurnummer")) == {stem("factuur"), stem("nummer")}
    assert compound("butterfly") == ()
    assert phrase("bill", "to") == stem("buyer")


def test_stop_words_of_both_languages() -> None:
    assert is_stop_word("the")
    assert is_stop_word("какой")
    assert not is_stop_word("договор")
