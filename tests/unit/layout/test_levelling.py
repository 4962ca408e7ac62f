"""Pages that were scanned turned or askew are laid out as if held upright."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import PageRect, Size
from quizglass.layout.levelling import level_boxes
from quizglass.pages import Word

A4 = Size(595.0, 842.0)


def form(tilt: float = 0.0) -> list[Word]:
    """Three lines of three words; ``tilt`` degrees by which they fall to the right."""
    words = []
    for line in range(3):
        for column in range(3):
            x, y = 60 + 150 * column, 80 + 30 * line + math.tan(math.radians(tilt)) * 150 * column
            words.append(Word(f"w{line}{column}", PageRect.from_size((x, y, x + 60, y + 12), A4), line, 0))
    return words


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_turned_page_is_laid_out_like_the_upright_one(turns: int) -> None:
    turned = [Word(word.text, word.box.turned(turns), word.line, 0) for word in form()]
    for box, upright in zip(level_boxes(turned, A4.turned(turns)), level_boxes(form(), A4), strict=True):
        assert box == pytest.approx(upright)


@given(st.floats(-15, 15))
def test_words_of_a_tilted_line_come_level(tilt: float) -> None:
    words = form(tilt)
    boxes = level_boxes(words, A4)
    for line in range(3):
        middles = [box.middle for box, word in zip(boxes, words, strict=True) if word.line == line]
        assert max(middles) - min(middles) < 2.0


def test_level_words_stay_where_they_are() -> None:
    words = form()
    for box, word in zip(level_boxes(words, A4), words, strict=True):
        assert box == pytest.approx(word.box.to_size(A4))


def test_single_words_count_as_upright() -> None:
    words = [Word("a", PageRect(0.1, 0.1 * n, 0.2, 0.1 * n + 0.02), n, 0) for n in range(1, 5)]
    assert level_boxes(words, A4)[0] == pytest.approx(words[0].box.to_size(A4))
    assert level_boxes([], A4) == ()
