from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import Size
from quizglass.ui.page_view.layout import PageColumn, PageLayout

sides = st.floats(1, 4000)
sizes = st.lists(st.builds(Size, sides, sides), min_size=1, max_size=30)
layouts = st.builds(
    PageLayout,
    st.builds(PageColumn, sizes, st.integers(0, 3)),
    st.floats(0.05, 200),
    st.integers(0, 40),
    st.integers(0, 40),
)


@given(layouts)
def test_pages_stand_below_one_another_and_inside(layout: PageLayout) -> None:
    places = [layout.place(page) for page in range(len(layout.column))]
    assert places[0].top == layout.margin
    for upper, lower in pairwise(places):
        assert layout.gap <= lower.top - upper.bottom <= layout.gap + 2
    assert places[-1].bottom + layout.margin == layout.height
    assert all(place.left >= layout.margin - 1 for place in places)
    assert all(place.left + place.width <= layout.width for place in places)


@given(layouts, st.floats(-0.2, 1.2))
def test_the_page_at_a_height_is_the_last_that_begins_above(layout: PageLayout, share: float) -> None:
    y = share * layout.height
    expected = max((page for page in range(len(layout.column)) if layout.top(page) <= y), default=0)
    assert layout.row_at(y) == expected


@given(layouts, st.floats(-0.2, 1.2), st.floats(0, 0.5))
def test_pages_between_are_those_that_overlap(layout: PageLayout, share: float, more: float) -> None:
    y0 = round(share * layout.height)
    y1 = y0 + round(more * layout.height)
    places = [layout.place(page) for page in range(len(layout.column))]
    assert list(layout.pages_between(y0, y1)) == [
        place.page for place in places if place.bottom > y0 and place.top < y1
    ]


def test_pages_of_one_size_have_one_size_in_pixels() -> None:
    layout = PageLayout(PageColumn([Size(595.28, 841.89)] * 100), 1.7123, 16, 16)
    assert len({layout.pixel_size(page) for page in range(100)}) == 1


def test_finding_a_page_among_ten_thousand_looks_at_few() -> None:
    looked_at: list[int] = []

    class Counting(PageLayout):
        def top(self, page: int) -> int:
            looked_at.append(page)
            return super().top(page)

    layout = Counting(PageColumn([Size(595, 842)] * 10_000), 1.5, 16, 16)
    pages = layout.pages_between(6_000_000, 6_001_000)
    assert len(pages) in {1, 2}
    assert len(looked_at) < 60


def test_a_turned_column_has_turned_pages() -> None:
    column = PageColumn([Size(100, 300), Size(200, 50)], 1)
    assert column.sizes == (Size(300, 100), Size(50, 200))
    assert column.widest == 300
    assert column.tops == (0, 100, 300)


def test_no_pages_have_no_places() -> None:
    layout = PageLayout(PageColumn(()), 1.0, 16, 16)
    assert layout.height == 0
    assert list(layout.pages_between(0, 1000)) == []
