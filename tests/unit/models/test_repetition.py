from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizglass.models.decoding.repetition import LEAST_REPEATS, LEAST_TOKENS, repeated_tail


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
