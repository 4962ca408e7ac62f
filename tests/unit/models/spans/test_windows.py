"""A question and a page cut into windows of tokens; no word is lost, every token knows its word and its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from transformers import AutoTokenizer

from quizglass.geometry import PageRect
from quizglass.models.spans.windows import GRID, Window, grid_box, make_windows
from quizglass.pages import Word

WORDS = ["Invoice", "2025-0417", "Total", "481.20", "Договор", "аренды", "подписан"] * 6
BOXES = [(20 * n, 10, 20 * n + 15, 30) for n in range(len(WORDS))]


@pytest.fixture(params=["layoutlm", "layoutlmv2", "layoutlmv3"])
def family(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def cut(family: str, tiny: Callable[..., Path]) -> Callable[[str], list[Window]]:
    tokenizer = AutoTokenizer.from_pretrained(tiny(family), local_files_only=True)

    def windows(question: str) -> list[Window]:
        longest = tokenizer.model_max_length
        return make_windows(tokenizer, question, WORDS, BOXES, longest, takes_boxes=family != "layoutlm")

    return windows


def test_every_word_is_in_a_window(cut: Callable[[str], list[Window]]) -> None:
    windows = cut("What is the total?")
    assert len(windows) > 1
    assert {word for window in windows for word in window.words} - {None} == set(range(len(WORDS)))


def test_a_token_lies_where_its_word_does(cut: Callable[[str], list[Window]]) -> None:
    for window in cut("What is the total?"):
        places = window.inputs["bbox"][0].tolist()
        for word, place in zip(window.words, places, strict=True):
            assert place in ([list(BOXES[word])] if word is not None else [[0] * 4, [GRID] * 4])


def test_all_inputs_are_as_long_as_the_window(cut: Callable[[str], list[Window]]) -> None:
    for window in cut("Total?"):
        assert {tensor.shape[:2] for tensor in window.inputs.values()} == {(1, len(window.words))}


def test_a_question_without_end_leaves_the_page_room(tiny: Callable[..., Path]) -> None:
    tokenizer = AutoTokenizer.from_pretrained(tiny("layoutlm"), local_files_only=True)
    windows = make_windows(tokenizer, "total amount " * 500, WORDS, BOXES, 512, takes_boxes=False)
    assert {word for window in windows for word in window.words} - {None} == set(range(len(WORDS)))


def test_a_box_stays_on_the_grid() -> None:
    assert grid_box(Word("a", PageRect(-0.1, 0.25, 1.2, 0.5), 0, 0)) == (0, 250, 1000, 500)
