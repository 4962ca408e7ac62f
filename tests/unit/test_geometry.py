"""Every conversion between coordinate systems goes there and back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import WHOLE_PAGE, PageRect, Size, line_boxes

fraction = st.floats(0, 1, allow_nan=False)
length = st.floats(0.5, 20_000, allow_nan=False)
size = st.builds(Size, length, length)


@st.composite
def rects(draw: st.DrawFn, smallest: float = 0.0) -> PageRect:
    width, height = draw(st.floats(smallest, 1)), draw(st.floats(smallest, 1))
    x0, y0 = draw(st.floats(0, 1 - width)), draw(st.floats(0, 1 - height))
    return PageRect(x0, y0, min(1.0, x0 + width), min(1.0, y0 + height))


def same(a: PageRect, b: PageRect, within: float = 1e-9) -> bool:
    return all(math.isclose(x, y, abs_tol=within) for x, y in zip(a.as_tuple(), b.as_tuple(), strict=True))


@given(rects(), size)
def test_points_and_back(rect: PageRect, page: Size) -> None:
    assert same(PageRect.from_size(rect.to_size(page), page), rect)


@given(rects(), st.sampled_from([1000, 999, 336]))
def test_a_models_grid_and_back_within_half_a_step(rect: PageRect, grid: int) -> None:
    assert same(PageRect.from_grid(rect.to_grid(grid), grid), rect, within=0.5 / grid + 1e-9)


@given(rects(), rects(smallest=1e-3))
def test_region_fractions_and_back(rect: PageRect, region: PageRect) -> None:
    assert same(rect.inside(region).outside(region), rect, within=1e-6)


@given(rects(), st.integers(-9, 9))
def test_turning_and_turning_back(rect: PageRect, turns: int) -> None:
    assert same(rect.turned(turns).turned(-turns), rect)
    assert math.isclose(rect.turned(turns).area, rect.area, abs_tol=1e-9)


@given(rects())
def test_a_quarter_turn_carries_the_top_left_corner_to_the_top_right(rect: PageRect) -> None:
    turned = rect.turned(1)
    assert math.isclose(1 - turned.x1, rect.y0, abs_tol=1e-12)
    assert math.isclose(turned.y0, rect.x0, abs_tol=1e-12)


@given(rects(), st.integers(1, 10_000), st.integers(1, 10_000))
def test_pixels_hold_the_rectangle_and_at_least_one(rect: PageRect, width: int, height: int) -> None:
    box = rect.to_pixels(width, height)
    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height
    assert box.left <= rect.x0 * width + 1e-6
    assert box.right >= rect.x1 * width - 1e-6


@given(st.integers(1, 4000), st.integers(1, 4000), st.data())
def test_whole_pixels_come_back_exactly(width: int, height: int, data: st.DataObject) -> None:
    left = data.draw(st.integers(0, width - 1))
    top = data.draw(st.integers(0, height - 1))
    right = data.draw(st.integers(left + 1, width))
    bottom = data.draw(st.integers(top + 1, height))
    rect = PageRect.from_size((left, top, right, bottom), Size(width, height))
    assert rect.to_pixels(width, height) == (left, top, right, bottom)


@given(rects(), rects())
def test_overlap_is_the_area_of_the_intersection(a: PageRect, b: PageRect) -> None:
    shared = a.intersection(b)
    assert math.isclose(a.overlap(b), shared.area if shared else 0.0, abs_tol=1e-12)
    assert 0 <= a.iou(b) <= 1 + 1e-9
    assert (a.distance(b) == 0) == (shared is not None)


@given(rects(), st.floats(-2, 2), st.floats(-2, 2))
def test_moving_keeps_the_size_and_stays_on_the_page(rect: PageRect, dx: float, dy: float) -> None:
    moved = rect.moved(dx, dy)
    assert math.isclose(moved.width, rect.width, abs_tol=1e-9)
    assert math.isclose(moved.height, rect.height, abs_tol=1e-9)
    assert moved.x0 >= -1e-9
    assert moved.y1 <= 1 + 1e-9


@given(fraction, fraction, fraction, fraction)
def test_any_two_corners_make_a_rectangle(ax: float, ay: float, bx: float, by: float) -> None:
    rect = PageRect.from_corners(ax, ay, bx, by)
    assert rect == PageRect.from_corners(bx, by, ax, ay)
    assert rect.contains(ax, ay)
    assert rect.contains(bx, by)


@pytest.mark.parametrize("corners", [(0.5, 0, 0.4, 1), (0, 0.5, 1, 0.4), (math.nan, 0, 1, 1), (0, 0, math.inf, 1)])
def test_what_is_no_rectangle_is_refused(corners: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="not a rectangle"):
        PageRect(*corners)


def test_union_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="no rectangles"):
        PageRect.union([])


def test_an_empty_region_has_no_inside() -> None:
    with pytest.raises(ValueError, match="inside"):
        WHOLE_PAGE.inside(PageRect(0.5, 0.5, 0.5, 0.6))


def test_words_of_three_lines_give_three_boxes() -> None:
    words = [
        PageRect(0.5, 0.10, 0.6, 0.12),
        PageRect(0.62, 0.101, 0.7, 0.121),
        PageRect(0.1, 0.13, 0.2, 0.15),
        PageRect(0.22, 0.13, 0.3, 0.15),
        PageRect(0.1, 0.16, 0.2, 0.18),
    ]
    assert [box.as_tuple() for box in line_boxes(words)] == [
        (0.5, 0.10, 0.7, 0.121),
        (0.1, 0.13, 0.3, 0.15),
        (0.1, 0.16, 0.2, 0.18),
    ]


def test_a_word_left_of_the_last_begins_a_new_box_even_on_the_same_height() -> None:
    right_column, left_column = PageRect(0.6, 0.1, 0.7, 0.12), PageRect(0.1, 0.1, 0.2, 0.12)
    assert len(line_boxes([right_column, left_column])) == 2
