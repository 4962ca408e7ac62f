from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn

from quizglass.answering.notices import words
from quizglass.cancellation import CancelToken
from quizglass.models.decoding.repetition import LEAST_REPEATS, LEAST_TOKENS, repeated_tail
from quizglass.models.engine import REPEATS, Ask, View
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.pages import PageImage


@given(st.lists(st.integers(0, 9), max_size=20), st.lists(st.integers(10, 19), min_size=1, max_size=40))
def test_a_loop_is_found_as_soon_as_it_is_long_enough(before: list[int], loop: list[int]) -> None:
    tokens = list(before)
    for _ in range(LEAST_TOKENS // len(loop) + LEAST_REPEATS + 1):
        tokens += loop
        extra = repeated_tail(tokens)
        if extra:
            kept = tokens[:-extra]
            assert kept[: len(before)] == before
            assert 0 < len(kept) - len(before) <= len(loop)
            return
    raise AssertionError("a loop was not found")


@given(st.lists(st.integers(0, 5), max_size=LEAST_TOKENS - 1))
def test_short_texts_are_never_loops(tokens: list[int]) -> None:
    assert repeated_tail(tokens) == 0


def test_a_table_of_equal_cells_is_no_loop() -> None:
    row = [1, 2, 3, 4, 5, 6, 7, 8]
    assert repeated_tail(row * (LEAST_REPEATS - 1)) == 0


def test_long_text_without_a_loop() -> None:
    assert repeated_tail(list(range(500))) == 0


def test_an_answer_that_loops_is_cut_and_says_so(exact_engine: Qwen2VLEngine, noise: Callable[..., PageImage]) -> None:
    """Weights whose every token is followed by itself: the same letter over and over, told apart from an answer."""
    session = exact_engine._session
    letter = session.loaded.tokenizer.encode("x", add_special_tokens=False)[0]
    glimpse = exact_engine.look(View(0, (), image=noise(1)), CancelToken())
    pieces: list[str] = []
    with only_ever(session.language.head, letter):
        reply = exact_engine.answer(
            glimpse, Ask("What is it?", max_new_tokens=400), on_text=pieces.append, cancel=CancelToken()
        )
    assert reply.text == "x"
    assert reply.notice == REPEATS
    assert all(words(REPEATS))
    assert 1 < len("".join(pieces)) <= LEAST_TOKENS, "it was streamed until it was known to be a loop"
    plain = exact_engine.answer(glimpse, Ask("What is it?", max_new_tokens=20), on_text=str, cancel=CancelToken())
    assert plain.notice == ""


@contextmanager
def only_ever(head: nn.Module, token: int) -> Iterator[None]:
    def prefer(_: nn.Module, __: object, scores: torch.Tensor) -> torch.Tensor:
        scores[..., token] = 1e4
        return scores

    hook = head.register_forward_hook(prefer)
    try:
        yield
    finally:
        hook.remove()
