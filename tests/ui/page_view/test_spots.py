"""Going to a spot of a page: it comes to stand in sight, however the view is turned and zoomed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizglass.geometry import PageRect, Size
from quizglass.ui.page_view.camera import Camera, Screen

SHARE = st.floats(0, 1)


def camera(turns: int, zoom: float) -> Camera:
    made = Camera()
    made.resize(Screen(900, 700, 1.25))
    made.show([Size(595, 842), Size(842, 595), Size(300, 1200), Size(595, 842)])
    made.turn(turns)
    made.zoom_to(zoom)
    return made


@given(st.integers(0, 3), SHARE, SHARE, st.integers(0, 3), st.floats(0.2, 6))
def test_a_spot_gone_to_is_in_sight(page: int, x: float, y: float, turns: int, zoom: float) -> None:
    seen = camera(turns, zoom)
    seen.go_to_spot(page, x, y)
    if not y and not turns:
        assert seen.current_page == page
        return
    left, top, _, _ = seen.box_of(page, PageRect(x, y, x, y))
    assert -1 <= left <= seen.screen.width + 1
    assert -1 <= top <= seen.screen.height + 1


@given(st.integers(0, 3), SHARE, st.integers(0, 3), st.floats(0.2, 6))
def test_the_spot_that_is_read_is_in_sight(page: int, y: float, turns: int, zoom: float) -> None:
    seen = camera(turns, zoom)
    seen.go_to_spot(page, 0.0, y)
    spot = seen.spot_read()
    assert spot is not None
    number, height = spot
    assert 0 <= height <= 1
    assert number in [frame.page for frame in seen.frames_near(100)]
