"""Boxes that models write, understood where they can be and dropped where not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.models.boxes import on_page, parse_boxes

coordinates = st.integers(0, 1000)


@given(coordinates, coordinates, coordinates, coordinates, st.sampled_from(["", " ", "  "]))
def test_a_written_box_is_read_back_whatever_its_corners(ax: int, ay: int, bx: int, by: int, gap: str) -> None:
    boxes = parse_boxes(f"total ({ax},{gap}{ay}){gap},{gap}({bx},{by}) due")
    if ax == bx or ay == by:
        assert boxes == ()
    else:
        assert boxes == ((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)),)


@given(st.text(alphabet="(),.-0123456789[] x<|box_start|>", max_size=200))
def test_garbage_gives_boxes_on_the_grid_or_none(text: str) -> None:
    for left, top, right, bottom in parse_boxes(text):
        assert 0 <= left < right <= 1000
        assert 0 <= top < bottom <= 1000


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("(10,20),(30,40)", [(10, 20, 30, 40)]),
        ("[10, 20, 30, 40]", [(10, 20, 30, 40)]),
        ("(10.5,20),(30,40.25)", [(10.5, 20, 30, 40.25)]),
        ("(10,20),(1003,40)", [(10, 20, 1000, 40)]),
        ("(-4,20),(30,40)", [(0, 20, 30, 40)]),
        ("(10,20),(4000,40)", []),
        ("(10,20),(30", []),
        ("(10,20)", []),
        ("(10,20),(10,40)", []),
        ("(1,2),(3,4) and (5,6),(7,8) and (1,2),(3,4)", [(1, 2, 3, 4), (5, 6, 7, 8)]),
        ("(" + "9" * 500 + ",1),(2,3)", []),
        ("", []),
    ],
)
def test_forms(text: str, boxes: list[tuple[float, ...]]) -> None:
    assert list(parse_boxes(text)) == boxes


fractions = st.floats(0.0, 1.0)


@given(coordinates, coordinates, coordinates, coordinates, fractions, fractions)
def test_a_box_stays_inside_its_region(ax: int, ay: int, bx: int, by: int, x: float, y: float) -> None:
    region = PageRect(x / 2, y / 2, x / 2 + 0.4, y / 2 + 0.3)
    for box in parse_boxes(f"({ax},{ay}),({bx},{by})"):
        placed = on_page(box, region, WHOLE_PAGE)
        assert placed
        assert placed.intersection(region) is not None
        assert region.grown(1e-9, 1e-9).contains(placed.x0, placed.y0)
        assert region.grown(1e-9, 1e-9).contains(placed.x1, placed.y1)
        assert placed.inside(region).to_grid() == box


def test_a_box_on_padded_paper_is_stretched_back() -> None:
    content = PageRect(0.0, 0.0, 1.0, 0.5)
    region = PageRect(0.2, 0.2, 0.6, 0.4)
    placed = on_page((0, 0, 500, 500), region, content)
    assert placed
    assert placed.as_tuple() == pytest.approx((0.2, 0.2, 0.4, 0.4))
    assert on_page((0, 600, 500, 900), region, content) is None
