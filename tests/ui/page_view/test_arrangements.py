"""Pages one at a time and in pairs: where they stand, what is current, and how one gets from page to page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gestures import camera_of, drag, on_page, wheel
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from quizglass.geometry import PageRect, Size
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.page_view.arrangement import Arrangement
from quizglass.ui.page_view.camera import Camera, Screen
from quizglass.ui.page_view.layout import PageColumn, PageLayout
from quizglass.ui.page_view.view import PageView
from quizglass.ui.page_view.zoom import Fit

Show = Callable[[Path], tuple[DocumentSource, DocumentInfo]]

A4 = Size(595, 842)
sides = st.floats(20, 2000)
documents_of_pages = st.lists(st.builds(Size, sides, sides), min_size=1, max_size=15)
arrangements = st.sampled_from(Arrangement)
fits = st.sampled_from([Fit.WIDTH, Fit.PAGE])


def looking(sizes: list[Size], arrangement: Arrangement, turns: int = 0, ratio: float = 1.0) -> Camera:
    camera = Camera()
    camera.resize(Screen(1000, 800, ratio, 96))
    camera.show(sizes)
    camera.turn(turns)
    camera.arrange(arrangement)
    return camera


@pytest.mark.parametrize(
    ("arrangement", "rows"),
    [
        (Arrangement.TWO, [[0, 1], [2, 3], [4]]),
        (Arrangement.TWO_WITH_COVER, [[0], [1, 2], [3, 4]]),
        (Arrangement.CONTINUOUS, [[0], [1], [2], [3], [4]]),
    ],
)
def test_pages_stand_in_rows(arrangement: Arrangement, rows: list[list[int]]) -> None:
    column = PageColumn([A4] * 5, 0, arrangement)
    assert [list(column.pages_in(row)) for row in range(column.row_count)] == rows
    assert all(column.row_of(page) == row for row, pages in enumerate(rows) for page in pages)


@given(documents_of_pages, arrangements, st.integers(0, 3), st.floats(0.1, 20))
def test_no_two_pages_overlap_and_all_are_inside(
    sizes: list[Size], arrangement: Arrangement, turns: int, scale: float
) -> None:
    layout = PageLayout(PageColumn(sizes, turns, arrangement), scale, 16, 16, 4)
    places = [layout.place(page) for page in range(len(sizes))]
    for first in places:
        assert first.left >= 0
        assert first.right <= layout.width
        assert first.bottom <= layout.height
        for second in places[first.page + 1 :]:
            assert first.right <= second.left or first.bottom <= second.top


@given(documents_of_pages, arrangements, st.integers(0, 3), st.data())
def test_a_page_gone_to_is_the_current_one_and_in_sight(
    sizes: list[Size], arrangement: Arrangement, turns: int, data: st.DataObject
) -> None:
    camera = looking(sizes, arrangement, turns, data.draw(st.sampled_from([1.0, 1.25, 1.5, 2.0])))
    camera.zoom_to(data.draw(st.floats(0.1, 64)))
    page = data.draw(st.integers(0, len(sizes) - 1))
    camera.go_to(page)
    frame = camera.frame(page)
    assert camera.current_page == page
    assert page in [seen.page for seen in camera.visible_frames()]
    assert frame.right > 0
    assert frame.left < camera.screen.width


@given(documents_of_pages, arrangements, st.integers(0, 3), st.data())
def test_a_place_shown_on_request_is_in_sight(
    sizes: list[Size], arrangement: Arrangement, turns: int, data: st.DataObject
) -> None:
    camera = looking(sizes, arrangement, turns)
    camera.zoom_to(data.draw(st.floats(0.1, 8)))
    page = data.draw(st.integers(0, len(sizes) - 1))
    x, y = data.draw(st.floats(0.05, 0.9)), data.draw(st.floats(0.05, 0.9))
    rect = PageRect(x, y, x + 0.001, y + 0.001)
    camera.reveal(page, rect)
    left, top, right, bottom = camera.box_of(page, rect)
    assert left >= -1
    assert top >= -1
    assert right <= camera.screen.width + 1
    assert bottom <= camera.screen.height + 1


@given(documents_of_pages, arrangements, fits, st.integers(0, 3), st.data())
def test_fitting_shows_all_of_a_row(
    sizes: list[Size], arrangement: Arrangement, fit: Fit, turns: int, data: st.DataObject
) -> None:
    camera = looking(sizes, arrangement, turns)
    page = data.draw(st.integers(0, len(sizes) - 1))
    camera.go_to(page)
    camera.fit_to(fit)
    if camera.zoom <= 0.1:
        return
    column = camera.layout.column
    for beside in column.pages_in(column.row_of(page)):
        frame = camera.frame(beside)
        assert frame.left >= 0
        assert frame.right <= camera.screen.width
        if fit is Fit.PAGE:
            assert frame.top >= 0
            assert frame.bottom <= camera.screen.height


@given(documents_of_pages, arrangements, arrangements, st.data())
def test_another_arrangement_keeps_the_page(
    sizes: list[Size], before: Arrangement, after: Arrangement, data: st.DataObject
) -> None:
    camera = looking(sizes, before)
    page = data.draw(st.integers(0, len(sizes) - 1))
    camera.go_to(page)
    camera.arrange(after)
    assert camera.current_page == page


def test_one_page_at_a_time_stands_alone() -> None:
    camera = looking([A4] * 5, Arrangement.SINGLE)
    camera.go_to(2)
    assert [frame.page for frame in camera.visible_frames()] == [2]
    camera.scroll_to(0, 10**9)
    assert camera.current_page == 2
    assert camera.frame(2).bottom == camera.screen.height - camera.layout.margin


def test_pages_turn_in_pairs() -> None:
    camera = looking([A4] * 5, Arrangement.TWO_WITH_COVER)
    pages = [camera.current_page]
    for _ in range(4):
        camera.go_to(camera.page_after(1))
        pages.append(camera.current_page)
    assert pages == [0, 1, 3, 3, 3]


def test_the_wheel_turns_a_page_that_stands_alone(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.arrange(Arrangement.SINGLE)
    view.fit_page()
    wheel(view, QPoint(100, 100), angle=-120)
    assert view.current_page == 1
    wheel(view, QPoint(100, 100), angle=120)
    assert view.current_page == 0
    wheel(view, QPoint(100, 100), angle=120)
    assert view.current_page == 0


def test_a_touchpad_must_be_pushed_to_turn_a_page(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.arrange(Arrangement.SINGLE)
    view.fit_page()
    wheel(view, QPoint(100, 100), pixels=-10)
    assert view.current_page == 0
    for _ in range(4):
        wheel(view, QPoint(100, 100), pixels=-10)
    assert view.current_page == 1


def test_a_zoomed_page_scrolls_to_its_end_before_the_next_comes(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.arrange(Arrangement.SINGLE)
    view.set_zoom(3)
    seen = [view.current_page]
    for _ in range(40):
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        seen.append(view.current_page)
        if seen[-1] == 1:
            break
    assert seen[-1] == 1
    assert seen.count(0) > 2
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.current_page == view.page_count - 1
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.current_page == 0


def test_a_region_is_drawn_on_the_right_one_of_two_pages(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.arrange(Arrangement.TWO)
    view.rotate(1)
    view.fit_width()
    drag(view, on_page(view, 1, 0.2, 0.3), on_page(view, 1, 0.6, 0.7))
    assert view.region is not None
    page, rect = view.region
    assert page == 1
    assert rect.as_tuple() == pytest.approx((0.2, 0.3, 0.6, 0.7), abs=0.02)
    assert len(view.regions.active.parts) == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("arrangement", Arrangement)
def test_all_that_shows_is_drawn(
    view: PageView, show: Show, pages_pdf: Path, settled: Callable[[], None], arrangement: Arrangement
) -> None:
    show(pages_pdf)
    view.arrange(arrangement)
    view.fit_page()
    view.go_to_page(5)
    settled()
    assert 5 in view.visible_pages
    assert len(view.visible_pages) == (1 if arrangement is Arrangement.SINGLE else len(view.visible_pages))
    assert camera_of(view).fit is Fit.PAGE


def test_back_leads_to_the_page_in_any_arrangement(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.go_to_page(7)
    here = view.place()
    assert here is not None
    view.arrange(Arrangement.SINGLE)
    view.go_to_page(2)
    view.restore(here)
    assert view.current_page == 7
    assert view.arrangement is Arrangement.SINGLE
