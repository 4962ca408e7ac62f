"""From the characters of a line to words, with the gaps of the ink deciding."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.documents.recognition.read_line import ReadWord
from quizglass.documents.recognition.words_of_line import Character, unglued, words_of


def strip_of(pattern: str, cell: int = 24) -> np.ndarray:
    """A strip in which every character but a space has ink over most of its cell."""
    strip = np.full((48, cell * len(pattern)), 255, np.uint8)
    for n, sign in enumerate(pattern):
        if sign != " ":
            strip[10:38, n * cell + 3 : (n + 1) * cell - 3] = 0
    return strip


def characters_of(pattern: str) -> list[Character]:
    return [Character(c, (n + 0.5) / len(pattern), 0.9) for n, c in enumerate(pattern) if c != " "]


def test_a_space_that_was_missed_is_seen_in_the_ink() -> None:
    pattern = "UNIT OF WORK"
    words = words_of(characters_of(pattern), frozenset(), strip_of(pattern))
    assert [word.text for word in words] == ["UNIT", "OF", "WORK"]


def test_words_end_where_their_ink_ends() -> None:
    pattern = "AB CDE"
    first, second = words_of(characters_of(pattern), frozenset({2}), strip_of(pattern))
    assert abs(first.end - (2 / 6 - 3 / 144)) < 0.01
    assert abs(second.start - (3 / 6 + 3 / 144)) < 0.01


@given(st.text(alphabet="AB1 ", min_size=1, max_size=30).map(str.strip).filter(bool))
def test_nothing_is_lost_and_words_follow_each_other(pattern: str) -> None:
    words = words_of(characters_of(pattern), frozenset(), strip_of(pattern))
    assert "".join(word.text for word in words) == pattern.replace(" ", "")
    edges = [edge for word in words for edge in (word.start, word.end)]
    assert edges == sorted(edges)
    assert 0 <= edges[0] <= edges[-1] <= 1


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Date:12/03/2018", ["Date:", "12/03/2018"]),
        ("Сумма:500", ["Сумма:", "500"]),
        ("Unit04/29/2014", ["Unit", "04/29/2014"]),
        ("12/03/20188:07", ["12/03/2018", "8:07"]),
        ("2018-01-0522:55:25", ["2018-01-05", "22:55:25"]),
        ("16.04.2018(Mon)8:21", ["16.04.2018(Mon)", "8:21"]),
        ("12:30", ["12:30"]),
        ("12/03/2018", ["12/03/2018"]),
        ("http://example.org", ["http://example.org"]),
        ("Total:", ["Total:"]),
        ("A4", ["A4"]),
    ],
)
def test_what_is_written_apart_is_parted(read: str, meant: list[str]) -> None:
    words = unglued(ReadWord(read, 0.2, 0.8, 0.9))
    assert [word.text for word in words] == meant
    assert (words[0].start, round(words[-1].end, 6)) == (0.2, 0.8)
