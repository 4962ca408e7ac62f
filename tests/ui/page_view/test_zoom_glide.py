"""Zooming by steps glides to exactly the wanted zoom, and asks only for the pictures of its end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gestures import camera_of, wheel
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.page_view.tile_source import TileSource
from quizglass.ui.page_view.view import PageView
from quizglass.ui.page_view.zoom import stepped

Show = Callable[[Path], tuple[DocumentSource, DocumentInfo]]


@pytest.fixture
def moving(view: PageView, show: Show, pages_pdf: Path) -> PageView:
    show(pages_pdf)
    view.set_reduced_motion(False)
    return view


def test_steps_on_the_way_add_up(qtbot: QtBot, moving: PageView) -> None:
    wanted = stepped(stepped(moving.zoom, 1), 1)
    seen: list[float] = []
    moving.zoom_changed.connect(seen.append)
    moving.zoom_in()
    moving.zoom_in()
    assert moving.wanted_zoom == wanted
    qtbot.waitUntil(lambda: moving.zoom == wanted)
    assert seen == sorted(seen)


def test_only_pictures_of_the_end_are_drawn(qtbot: QtBot, moving: PageView, settled: Callable[[], None]) -> None:
    before = len(moving.pictures)
    moving.zoom_in()
    tiles = moving.findChild(TileSource)
    wanted = {tile.key.width for tile in tiles.waiting}
    qtbot.waitUntil(lambda: moving.zoom == moving.wanted_zoom and not moving._zoom_glide.is_running)
    settled()
    assert len(moving.pictures) > before
    assert camera_of(moving).visible_frames()[0].width in wanted


def test_the_wheel_keeps_the_spot_under_the_pointer(qtbot: QtBot, moving: PageView) -> None:
    moving.set_zoom(3)
    moving.go_to_page(1)
    at = QPoint(200, 150)
    frame = camera_of(moving).frame_nearest(150)
    assert frame is not None
    spot = frame.view_point(200, 150)
    wheel(moving, at, angle=120, ctrl=True)
    qtbot.waitUntil(lambda: moving.zoom == moving.wanted_zoom and moving.zoom > 3.5)
    now = camera_of(moving).frame(frame.page)
    assert now.left + spot[0] * now.width == pytest.approx(200, abs=3)
    assert now.top + spot[1] * now.height == pytest.approx(150, abs=3)


def test_going_elsewhere_ends_the_glide(moving: PageView) -> None:
    moving.zoom_in()
    moving.fit_page()
    assert not moving._zoom_glide.is_running
