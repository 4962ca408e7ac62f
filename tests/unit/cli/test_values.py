"""Regions and pages as people type them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.cli import values
from quizglass.errors import EmptyRegion, UsageError
from quizglass.geometry import PageRect

fractions = st.floats(0, 1)


@given(fractions, fractions, fractions, fractions)
def test_a_region_is_read_back_as_it_was_written(x0: float, y0: float, x1: float, y1: float) -> None:
    rect = PageRect.from_corners(x0, y0, x1, y1)
    typed = ",".join(map(repr, rect.as_tuple()))
    if rect.is_empty:
        with pytest.raises(EmptyRegion):
            values.region(typed)
    else:
        assert values.region(typed) == rect


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "1",
        "0,0,1",
        "0,0,1,1,1",
        "a,b,c,d",
        "0;0;1;1",
        "0,0,1,nan",
        "0,0,inf,1",
        "-0.1,0,1,1",
        "0,0,1,1.01",
        "0.5,0,0.4,1",
        "1e400,0,1,1",
    ],
)
def test_what_is_no_region_is_refused_in_words(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        values.region(typed)
    assert f"“{typed}”" in str(refused.value)


@given(st.text(max_size=30))
def test_any_text_gives_a_region_or_words(typed: str) -> None:
    with contextlib.suppress(UsageError):
        assert not values.region(typed).is_empty


def test_pages_count_from_one_for_people() -> None:
    assert values.page("1") == 0
    assert values.page("12") == 11


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "", "two", "٣", "²"])
def test_what_is_no_page_is_refused(typed: str) -> None:
    with pytest.raises(UsageError, match="whole number from 1"):
        values.page(typed)


@pytest.mark.parametrize(
    ("typed", "pages"), [("1", (0,)), ("1-3,7", (0, 1, 2, 6)), ("2, 1-2", (1, 0)), ("5-5", (4,)), (" 3 - 4 ", (2, 3))]
)
def test_pages_are_numbers_and_ranges(typed: str, pages: tuple[int, ...]) -> None:
    assert values.pages(typed) == pages


@pytest.mark.parametrize("typed", ["", "0", "3-1", "1-", "-2", "a", "1,,2", "1-2-3", "1-99999999"])
def test_what_are_no_pages_is_refused_in_words(typed: str) -> None:
    with pytest.raises(UsageError):
        values.pages(typed)
