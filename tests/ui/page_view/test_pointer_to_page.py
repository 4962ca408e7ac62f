"""From the mouse to fractions of the page and back, under every zoom, turn and device pixel ratio."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import PageRect, Size
from quizglass.ui.page_view.camera import Camera, Screen
from quizglass.ui.page_view.frame import PageFrame
from quizglass.ui.page_view.region_edit import Grip, RegionDrag, grip_at, nudged, resized

fractions = st.floats(0, 1)
rects = st.builds(PageRect.from_corners, fractions, fractions, fractions, fractions)
frames = st.builds(
    PageFrame,
    page=st.just(0),
    left=st.integers(-500_000, 3000),
    top=st.integers(-500_000, 3000),
    width=st.integers(1, 600_000),
    height=st.integers(1, 600_000),
    turns=st.integers(0, 3),
)
sides = st.floats(20, 4000)


@st.composite
def cameras(draw: st.DrawFn) -> Camera:
    camera = Camera()
    ratio = draw(st.sampled_from([1.0, 1.25, 1.5, 1.75, 2.0, 3.0]))
    camera.resize(Screen(draw(st.integers(200, 4000)), draw(st.integers(200, 3000)), ratio, 96))
    camera.show(draw(st.lists(st.builds(Size, sides, sides), min_size=1, max_size=6)))
    camera.zoom_to(draw(st.floats(0.1, 64)))
    camera.turn(draw(st.integers(0, 3)))
    camera.scroll_to(camera.limits[0] * draw(fractions), camera.limits[1] * draw(fractions))
    return camera


@given(frames, rects)
def test_a_rectangle_comes_back_from_the_viewport(frame: PageFrame, rect: PageRect) -> None:
    back = frame.page_rect(frame.box(rect))
    assert back.as_tuple() == pytest.approx(rect.as_tuple(), abs=1e-6)


@given(cameras(), fractions, fractions, fractions, fractions)
def test_a_drag_selects_what_lies_between_its_ends(camera: Camera, ax: float, ay: float, bx: float, by: float) -> None:
    frame = camera.visible_frames()[0] if camera.visible_frames() else camera.frame(0)
    xs = [frame.left + share * frame.width for share in (ax, bx)]
    ys = [frame.top + share * frame.height for share in (ay, by)]
    drag = RegionDrag.drawing(frame, xs[0], ys[0])
    region = drag.region(frame, xs[1], ys[1])
    box = frame.box(region)
    assert box == pytest.approx((min(xs), min(ys), max(xs), max(ys)), abs=0.01)
    assert region.clamped() == region


@given(cameras(), rects, st.integers(1, 3), st.floats(0.1, 64))
def test_a_region_stays_on_its_spot_of_the_page(camera: Camera, rect: PageRect, turns: int, zoom: float) -> None:
    """The spot under its corner is the same whatever happens to the view in between."""
    before = camera.frame(0)
    share = before.view_point(*before.box(rect)[:2])
    camera.turn(turns)
    camera.zoom_to(zoom)
    camera.turn(-turns)
    after = camera.frame(0)
    assert after.view_point(*after.box(rect)[:2]) == pytest.approx(share, abs=1e-9)


@given(frames, rects, st.floats(-1, 1), st.floats(-1, 1))
def test_moving_keeps_the_size_and_stays_on_the_page(frame: PageFrame, rect: PageRect, dx: float, dy: float) -> None:
    drag = RegionDrag.holding(frame, frame.left, frame.top, rect, Grip.MIDDLE)
    moved = drag.region(frame, frame.left + dx * frame.width, frame.top + dy * frame.height)
    assert (moved.width, moved.height) == pytest.approx((rect.width, rect.height), abs=1e-9)
    assert moved.as_tuple() == pytest.approx(moved.clamped().as_tuple(), abs=1e-9)


@given(rects, st.sampled_from(Grip), st.floats(-2, 2), st.floats(-2, 2))
def test_resizing_moves_only_the_edges_held(rect: PageRect, grip: Grip, dx: float, dy: float) -> None:
    after = resized(rect, grip, dx, dy)
    assert -1e-9 <= after.x0 <= after.x1 <= 1 + 1e-9
    if grip.value[0] == 0 and grip is not Grip.MIDDLE:
        assert (after.x0, after.x1) == (rect.x0, rect.x1)
    if grip.value[0] > 0:
        assert rect.x0 in {after.x0, after.x1}


def test_an_edge_pulled_past_the_other_turns_over() -> None:
    after = resized(PageRect(0.2, 0.2, 0.4, 0.4), Grip.EAST, -0.3, 0.0)
    assert after.as_tuple() == pytest.approx((0.1, 0.2, 0.2, 0.4))


@pytest.mark.parametrize(
    ("x", "y", "grip"),
    [
        (100, 100, Grip.NORTH_WEST),
        (109, 109, Grip.NORTH_WEST),
        (91, 91, Grip.NORTH_WEST),
        (200, 95, Grip.NORTH),
        (300, 200, Grip.SOUTH_EAST),
        (305, 150, Grip.EAST),
        (200, 150, Grip.MIDDLE),
        (89, 150, None),
    ],
)
def test_handles_are_held_ten_pixels_around(x: float, y: float, grip: Grip | None) -> None:
    assert grip_at((100, 100, 300, 200), x, y, 10) is grip


def test_a_small_region_can_still_be_moved() -> None:
    assert grip_at((100, 100, 112, 112), 106, 106, 10) is Grip.MIDDLE


@pytest.mark.parametrize("turns", range(4))
def test_arrow_keys_move_as_seen(turns: int) -> None:
    frame = PageFrame(0, 0, 0, 400, 500, turns)
    region = frame.page_rect((100, 100, 200, 150))
    assert frame.box(nudged(frame, region, 1, 0, resize=False)) == pytest.approx((101, 100, 201, 150))
    assert frame.box(nudged(frame, region, 0, -1, resize=False)) == pytest.approx((100, 99, 200, 149))
    assert frame.box(nudged(frame, region, 1, 0, resize=True)) == pytest.approx((100, 100, 201, 150))
    assert frame.box(nudged(frame, region, 0, -9999, resize=True)) == pytest.approx((100, 100, 200, 101))
