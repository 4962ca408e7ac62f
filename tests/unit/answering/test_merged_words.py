"""A text layer completed by words that were read from pictures on the same page."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quizglass.answering.merged_words import merged
from quizglass.geometry import PageRect
from quizglass.pages import Word

tenths = st.integers(0, 99)
words = st.builds(
    lambda x, y, w, h: Word("word", PageRect(x / 100, y / 100, min(1, (x + w) / 100), min(1, (y + h) / 100)), 3, 1),
    tenths,
    tenths,
    st.integers(1, 20),
    st.integers(1, 10),
)


def at(x: float, y: float, text: str = "word", **more: object) -> Word:
    return Word(text, PageRect(x, y, x + 0.1, y + 0.02), 0, 0, **more)  # type: ignore[arg-type]


@given(st.lists(words, max_size=15))
def test_the_same_words_read_again_add_nothing(layer: list[Word]) -> None:
    read = [replace(word, source="ocr") for word in layer]
    assert merged(layer, read) == tuple(layer)


@given(st.lists(words, max_size=8), st.lists(words, max_size=8))
def test_no_added_word_stands_mostly_on_the_layer(layer: list[Word], read: list[Word]) -> None:
    added = merged(layer, read)[len(layer) :]
    assert all(word.box.overlap(other.box) <= 0.5 * word.box.area for word in added for other in layer)
    assert {word.line for word in added}.isdisjoint(word.line for word in layer)


def test_words_of_a_picture_come_after_the_layer_in_lines_of_their_own() -> None:
    layer = [at(0.1, 0.1, "Dear"), at(0.3, 0.1, "Sir")]
    stamp = at(0.5, 0.8, "PAID", source="ocr")
    slightly_off = at(0.31, 0.103, "Sir", source="ocr")
    assert merged(layer, [slightly_off, stamp]) == (*layer, replace(stamp, line=1, block=1))
