"""From the mouse to the place in the file and back, whatever the zoom, the turns, the screen and the page's boxes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.unit.documents.test_displayed_page import Sheet, dark_box, sheets

from quizglass.documents.requests import OpenDocument, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.pages import DocumentSource
from quizglass.ui.page_view.camera import Camera, Screen
from quizglass.ui.page_view.page_parts import PageParts
from quizglass.ui.page_view.region_tool import SMALLEST_SIDE, RegionTool
from quizglass.ui.page_view.regions import Regions

RATIOS = st.sampled_from([1.0, 1.25, 1.5, 2.0])
fractions = st.floats(0, 1)
sides = st.floats(20, 3000)


@st.composite
def cameras(draw: st.DrawFn) -> Camera:
    camera = Camera()
    camera.resize(Screen(draw(st.integers(200, 4000)), draw(st.integers(200, 3000)), draw(RATIOS), 96))
    camera.show(draw(st.lists(st.builds(Size, sides, sides), min_size=1, max_size=8)))
    camera.zoom_to(draw(st.floats(0.1, 64)))
    camera.turn(draw(st.integers(0, 3)))
    camera.scroll_to(camera.limits[0] * draw(fractions), camera.limits[1] * draw(fractions))
    return camera


def tool_of(camera: Camera) -> tuple[RegionTool, Regions]:
    regions = Regions()
    regions.begin(camera.page_count)
    return RegionTool(camera, regions, PageParts(camera)), regions


def drag(tool: RegionTool, ax: float, ay: float, bx: float, by: float) -> None:
    tool.press(ax, ay)
    tool.move((ax + bx) / 2, (ay + by) / 2)
    tool.release(bx, by)


@settings(deadline=None)
@given(cameras(), fractions, fractions, fractions, fractions)
def test_a_drag_takes_what_lies_under_it_on_every_page(
    camera: Camera, ax: float, ay: float, bx: float, by: float
) -> None:
    screen = camera.screen
    ax, bx, ay, by = ax * screen.width, bx * screen.width, ay * screen.height, by * screen.height
    begun_on = camera.frame_nearest(ay)
    assert begun_on is not None
    tool, regions = tool_of(camera)
    drag(tool, ax, ay, bx, by)
    # A drag that begins beside the page begins at the page's edge.
    ax = min(max(ax, begun_on.left), begun_on.right)
    ay = min(max(ay, begun_on.top), begun_on.bottom)
    box = (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))
    least = SMALLEST_SIDE * screen.ratio
    expected = {}
    for page in range(camera.page_count):
        frame = camera.frame(page)
        part = (
            max(box[0], frame.left),
            max(box[1], frame.top),
            min(box[2], frame.right),
            min(box[3], frame.bottom),
        )
        assume(all(abs(part[i + 2] - part[i] - least) > 1e-6 for i in (0, 1)))
        if part[2] - part[0] >= least and part[3] - part[1] >= least:
            expected[page] = part
    found = regions.active.parts if regions.active is not None else ()
    assert {part.page for part in found} == set(expected)
    for part in found:
        assert camera.box_of(*part) == pytest.approx(expected[part.page], abs=1e-3)
        assert part.rect.clamped().as_tuple() == pytest.approx(part.rect.as_tuple(), abs=1e-12)


@settings(deadline=None)
@given(cameras(), fractions, fractions, st.sampled_from([1.0, 1.25, 1.5, 2.0]), st.integers(0, 3), st.floats(0.1, 64))
def test_a_region_is_held_where_it_is_seen_whatever_becomes_of_the_view(
    camera: Camera, x: float, y: float, ratio: float, turns: int, zoom: float
) -> None:
    """The pointer is put on what the eye sees as the region's middle, and finds just this region there."""
    tool, regions = tool_of(camera)
    rect = PageRect(0.8 * x, 0.8 * y, 0.8 * x + 0.2, 0.8 * y + 0.2)
    tool.set(0, rect)
    camera.turn(turns)
    camera.resize(Screen(camera.screen.width, camera.screen.height, ratio, 96))
    camera.zoom_to(zoom)
    camera.reveal(0, rect)
    left, top, right, bottom = camera.box_of(0, rect)
    frame = camera.frame(0)
    across, down = (left + right) / 2, (top + bottom) / 2
    spot = frame.page_rect((across, down, across, down))
    assert regions.active is not None
    assert regions.active.contains(0, *spot.center)
    assert spot.center == pytest.approx(rect.center, abs=1e-9)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sheets, RATIOS, st.integers(0, 3), st.floats(0.25, 0.8))
def test_what_is_dragged_over_on_the_screen_is_what_stands_there_in_the_file(
    documents: DocumentService, tmp_path: Path, sheet: Sheet, ratio: float, turns: int, zoom: float
) -> None:
    """The block is looked for on the picture that the screen shows; its place in the file is known from the file."""
    with tempfile.NamedTemporaryFile(dir=tmp_path, suffix=".pdf", delete=False) as file:
        file.write(sheet.pdf())
    source = DocumentSource(file.name)
    camera = Camera()
    camera.resize(Screen(900, 700, ratio, 96))
    camera.show(documents.call(OpenDocument(source)).sizes)
    camera.zoom_to(zoom / ratio / sheet.unit)
    camera.turn(turns)
    frame = camera.frame(0)
    on_screen = documents.call(RenderPage(source, 0, WHOLE_PAGE, frame.width, frame.height, turns))
    left, top, right, bottom = dark_box(on_screen).to_size(frame.size)
    assume(min(right - left, bottom - top) > 2 * SMALLEST_SIDE * ratio)
    tool, regions = tool_of(camera)
    drag(tool, frame.left + left, frame.top + top, frame.left + right, frame.top + bottom)
    assert regions.active is not None
    page, rect = regions.active.first
    across, down = frame.size.turned(turns)
    assert page == 0
    for found, known, pixel in zip(rect.as_tuple(), sheet.expected.as_tuple(), (across, down) * 2, strict=True):
        assert found == pytest.approx(known, abs=1.01 / pixel)
