"""Blocks are read down a column and along a row; where the page does not say, as the file has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.documents.reading_order import Box, reading_order

HEADING = (0.1, 0.05, 0.9, 0.1)
LEFT = [(0.1, 0.2, 0.45, 0.4), (0.1, 0.45, 0.45, 0.9)]
RIGHT = [(0.55, 0.2, 0.9, 0.5), (0.55, 0.55, 0.9, 0.9)]
FOOTER = (0.1, 0.95, 0.9, 0.98)


def test_columns_one_after_the_other_stay_so() -> None:
    page = [HEADING, *LEFT, *RIGHT, FOOTER]
    assert reading_order(page) == list(range(6))


def test_a_heading_drawn_last_is_read_first_and_a_footer_drawn_first_last() -> None:
    page = [FOOTER, *LEFT, *RIGHT, HEADING]
    assert [page[index] for index in reading_order(page)] == [HEADING, *LEFT, *RIGHT, FOOTER]


def test_a_value_drawn_before_its_label_is_read_after_it() -> None:
    value, label = (0.5, 0.1, 0.6, 0.12), (0.1, 0.1, 0.3, 0.12)
    assert reading_order([value, label]) == [1, 0]


def test_rows_of_a_table_stay_rows() -> None:
    cells = [(x, y, x + 0.1, y + 0.02) for y in (0.1, 0.2, 0.3) for x in (0.1, 0.4, 0.7)]
    assert reading_order(cells) == list(range(9))
    assert [cells[i] for i in reading_order(cells[::-1])] != cells[::-1]


def test_too_many_blocks_are_left_as_they_are() -> None:
    blocks: list[Box] = [(0, 1 - n / 1000, 1, 1 - n / 1000 + 0.0005) for n in range(900)]
    assert reading_order(blocks) == list(range(900))


unit = st.floats(0, 1)
boxes = st.tuples(unit, unit, unit, unit).map(
    lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
)


@given(st.lists(boxes, max_size=25))
def test_every_block_is_read_once(blocks: list[Box]) -> None:
    assert sorted(reading_order(blocks)) == list(range(len(blocks)))


@given(st.permutations(range(7)))
def test_one_column_is_read_downwards_however_it_was_drawn(drawn: list[int]) -> None:
    blocks = [(0.1, row / 10, 0.9, row / 10 + 0.08) for row in drawn]
    assert [drawn[index] for index in reading_order(blocks)] == sorted(drawn)


@pytest.mark.parametrize("empty", [[], [(0.5, 0.5, 0.5, 0.5)]])
def test_nothing_much(empty: list[Box]) -> None:
    assert reading_order(empty) == list(range(len(empty)))
