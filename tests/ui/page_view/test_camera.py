from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quizglass.geometry import PageRect, Size
from quizglass.ui.page_view.camera import Camera, Place, Screen
from quizglass.ui.page_view.zoom import MAX_ZOOM, MIN_ZOOM, STEPS, Fit, stepped

A4 = Size(595, 842)


def looking_at(sizes: list[Size], width: int = 1000, height: int = 800, ratio: float = 1.0) -> Camera:
    camera = Camera()
    camera.resize(Screen(width, height, ratio, 96))
    camera.show(sizes)
    camera.fit_to(Fit.WIDTH)
    return camera


@given(st.floats(0.5, 40), st.floats(0.5, 40), st.floats(0, 1), st.floats(0, 1))
def test_zooming_keeps_the_spot_under_the_pointer(before: float, after: float, x: float, y: float) -> None:
    camera = looking_at([A4] * 5)
    camera.zoom_to(before)
    camera.scroll_to(camera.limits[0] / 2, camera.limits[1] / 2)
    px, py = x * 1000, y * 800
    frame = camera.frame_nearest(py)
    spot = frame.view_point(px, py)
    camera.zoom_to(after, px, py)
    # Where the pages end, the limits of scrolling come before the pointer.
    assume(camera.limits[0] > camera.x > 0)
    assume(camera.limits[1] > camera.y > 0)
    now = camera.frame(frame.page)
    assert now.left + spot[0] * now.width == pytest.approx(px, abs=1)
    assert now.top + spot[1] * now.height == pytest.approx(py, abs=1)


def test_zoom_has_limits() -> None:
    camera = looking_at([A4])
    camera.zoom_to(1000)
    assert camera.zoom == MAX_ZOOM
    camera.zoom_to(0)
    assert camera.zoom == MIN_ZOOM


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_actual_size_is_the_printed_size(ratio: float) -> None:
    camera = looking_at([Size(72, 144)], ratio=ratio)
    camera.zoom_to(1.0)
    frame = camera.frame(0)
    assert (frame.width, frame.height) == (96 * ratio, 192 * ratio)


def test_fit_width_fills_the_width_and_follows_the_window() -> None:
    camera = looking_at([A4] * 3)
    assert camera.frame(0).width == pytest.approx(1000 - 32, abs=1)
    camera.resize(Screen(600, 800, 1.0, 96))
    assert camera.frame(0).width == pytest.approx(600 - 32, abs=1)


def test_fit_page_shows_all_of_the_current_page() -> None:
    camera = looking_at([A4, Size(842, 595), A4])
    camera.go_to(1)
    camera.fit_to(Fit.PAGE)
    frame = camera.frame(1)
    assert frame.left >= 0
    assert frame.right <= 1000
    assert frame.top >= 0
    assert frame.bottom <= 800


def test_a_narrow_page_beside_a_wide_one_stands_in_the_middle() -> None:
    camera = looking_at([Size(300, 400), Size(3000, 400)])
    frame = camera.frame(0)
    assert frame.left == pytest.approx(1000 - frame.right, abs=2)


def test_what_is_smaller_than_the_viewport_is_centred() -> None:
    camera = looking_at([Size(100, 100)])
    camera.zoom_to(1.0)
    frame = camera.frame(0)
    assert frame.left + frame.width / 2 == pytest.approx(500, abs=1)
    assert frame.top + frame.height / 2 == pytest.approx(400, abs=1)


@given(st.integers(0, 3), st.integers(-3, 3), st.floats(0.5, 20), st.floats(0.1, 0.9))
def test_a_full_turn_comes_back(page: int, turns: int, zoom: float, share: float) -> None:
    camera = looking_at([A4, Size(842, 595), A4, A4])
    camera.go_to(page)
    camera.zoom_to(zoom)
    camera.scroll_to(camera.x, camera.limits[1] * share)
    before = camera.place()
    camera.turn(turns)
    camera.turn(-turns)
    after = camera.place()
    assert (after.turns, after.zoom) == (before.turns, before.zoom)
    assert after.page == before.page


def test_turning_stays_on_the_page() -> None:
    camera = looking_at([A4] * 50)
    camera.go_to(30)
    for _ in range(4):
        camera.turn(1)
        assert camera.current_page == 30


def test_the_page_gone_to_is_current_even_where_many_show() -> None:
    camera = looking_at([A4] * 20)
    camera.zoom_to(0.1)
    for page in (0, 7, 19):
        camera.go_to(page)
        assert camera.current_page == page


def test_a_place_can_be_come_back_to() -> None:
    camera = looking_at([A4] * 20)
    camera.zoom_to(3.0)
    camera.go_to(11)
    camera.scroll_to(camera.x + 200, camera.y + 300)
    camera.turn(1)
    place, offset = camera.place(), (camera.x, camera.y)
    camera.turn(1)
    camera.go_to(2)
    camera.restore(place)
    assert (camera.x, camera.y) == pytest.approx(offset, abs=1)


def test_a_place_beyond_the_end_leads_to_the_last_page() -> None:
    camera = looking_at([A4] * 3)
    camera.restore(Place(99, 0.5, 0.5, 1.0, 0))
    assert camera.current_page == 2


@given(st.integers(0, 9), st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.3, 30))
def test_what_is_shown_on_request_is_in_sight(page: int, x: float, y: float, zoom: float) -> None:
    camera = looking_at([A4] * 10)
    camera.zoom_to(zoom)
    rect = PageRect(x, y, x + 0.01, y + 0.01)
    camera.reveal(page, rect)
    left, top, right, bottom = camera.box_of(page, rect)
    assert left >= -1
    assert top >= -1
    assert right <= 1001
    assert bottom <= 801
    offset = camera.x, camera.y
    camera.reveal(page, rect)
    if camera.limits[0] > camera.x > 0 and camera.limits[1] > camera.y > 0:
        assert (camera.x, camera.y) == offset


def test_a_region_can_fill_the_viewport() -> None:
    camera = looking_at([A4] * 3)
    rect = PageRect(0.4, 0.4, 0.6, 0.45)
    camera.fit_rect(1, rect)
    left, top, right, bottom = camera.box_of(1, rect)
    assert right - left == pytest.approx(1000 - 64, abs=2)
    assert (left + right) / 2 == pytest.approx(500, abs=2)
    assert (top + bottom) / 2 == pytest.approx(400, abs=2)


def test_no_document_is_no_trouble() -> None:
    camera = looking_at([])
    camera.zoom_to(2)
    camera.turn(1)
    camera.fit_to(Fit.PAGE)
    assert camera.visible_frames() == []
    assert camera.current_page == 0


def test_zoom_steps_lead_from_end_to_end_and_back() -> None:
    assert stepped(MIN_ZOOM, len(STEPS)) == MAX_ZOOM
    assert stepped(MAX_ZOOM, -len(STEPS)) == MIN_ZOOM
    assert stepped(0.95, 1) == 1.0
    assert stepped(1.05, -1) == 1.0
    assert stepped(1.0, 1) == 1.1
