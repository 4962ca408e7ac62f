"""Page labels from their ranges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.documents.page_labels import LabelRange, numeral, page_labels


@pytest.mark.parametrize(
    ("number", "style", "expected"),
    [
        (1, "D", "1"),
        (4, "r", "iv"),
        (1994, "R", "MCMXCIV"),
        (1, "a", "a"),
        (26, "A", "Z"),
        (27, "a", "aa"),
        (54, "A", "BBB"),
        (7, "", ""),
        (0, "r", "0"),
        (-3, "a", "-3"),
        (9, "?", "9"),
    ],
)
def test_numerals(number: int, style: str, expected: str) -> None:
    assert numeral(number, style) == expected


@given(st.integers(1, 3999))
def test_roman_numerals_add_up(number: int) -> None:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values[letter] for letter in numeral(number, "r")]
    following = [*digits[1:], 0]
    assert sum(-a if a < b else a for a, b in zip(digits, following, strict=True)) == number


def test_ranges_follow_one_another() -> None:
    ranges = [LabelRange(2, style="D"), LabelRange(0, style="r"), LabelRange(4, "A-", "D", 8), LabelRange(6, "cover")]
    assert page_labels(ranges, 7) == ("i", "ii", "1", "2", "A-8", "A-9", "cover")


def test_without_ranges_there_are_no_labels() -> None:
    assert page_labels([], 3) == ()
    assert page_labels([LabelRange(1, style="r")], 2) == ("1", "i")
