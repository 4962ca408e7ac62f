"""Regions dragged by hand and the marks of answers, on real documents drawn by the real workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gestures import LEFT, camera_of, drag, hover, on_page, picture_of, wheel
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass.answers import Evidence
from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.page_view.view import PageView
from quizglass.ui.theme import LIGHT

Show = Callable[[Path], tuple[DocumentSource, DocumentInfo]]


# Region -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("zoom", [0.7, 2.0])
def test_a_drag_selects_a_region(
    view: PageView, show: Show, qtbot: QtBot, pages_pdf: Path, turns: int, zoom: float
) -> None:
    show(pages_pdf)
    view.rotate(turns)
    view.set_zoom(zoom)
    wanted = PageRect(0.4, 0.45, 0.55, 0.6)
    view.go_to_page(1, wanted)
    left, top, right, bottom = (round(value) for value in camera_of(view).box_of(1, wanted))
    with qtbot.waitSignal(view.region_changed) as changed:
        drag(view, QPoint(right, top), QPoint(left, bottom))
    assert changed.args[0] == view.region
    page, rect = view.region
    assert page == 1
    assert rect.as_tuple() == pytest.approx(wanted.as_tuple(), abs=1.1 / (300 * zoom))


def test_a_drag_beyond_the_page_ends_at_its_edge(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.fit_page()
    drag(view, on_page(view, 0, 0.5, 0.5), QPoint(599, 499))
    page, rect = view.region
    assert page == 0
    assert rect.x1 == 1
    assert rect.y1 == 1


def test_a_click_beside_the_region_clears_it_and_one_inside_keeps_it(
    view: PageView, show: Show, pages_pdf: Path
) -> None:
    show(pages_pdf)
    view.fit_page()
    view.set_region(0, PageRect(0.2, 0.2, 0.6, 0.6))
    before = view.region
    QTest.mouseClick(view.viewport(), LEFT, pos=on_page(view, 0, 0.4, 0.4))
    assert view.region == before
    QTest.mouseClick(view.viewport(), LEFT, pos=on_page(view, 0, 0.9, 0.9))
    assert view.region is None
    QTest.mouseClick(view.viewport(), LEFT, pos=on_page(view, 0, 0.9, 0.9))
    assert view.region is None


def test_a_drag_without_height_is_no_region(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    start = on_page(view, 0, 0.2, 0.2)
    drag(view, start, start + QPoint(100, 0))
    assert view.region is None


@pytest.mark.parametrize(
    "rect", [PageRect(0.5, 0.5, 0.5, 0.5), PageRect(0.2, 0.2, 0.8, 0.2), PageRect(1.5, 0.1, 1.8, 0.2)]
)
def test_a_region_without_size_is_none(view: PageView, show: Show, pages_pdf: Path, rect: PageRect) -> None:
    show(pages_pdf)
    view.set_region(0, rect)
    assert view.region is None


def test_a_region_can_be_moved_and_resized(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.fit_page()
    view.set_region(0, PageRect(0.2, 0.2, 0.5, 0.5))
    drag(view, on_page(view, 0, 0.35, 0.35), on_page(view, 0, 0.45, 0.55))
    assert view.region[1].as_tuple() == pytest.approx((0.3, 0.4, 0.6, 0.7), abs=0.01)
    drag(view, on_page(view, 0, 0.6, 0.7), on_page(view, 0, 0.8, 0.9))
    assert view.region[1].as_tuple() == pytest.approx((0.3, 0.4, 0.8, 0.9), abs=0.01)
    drag(view, on_page(view, 0, 0.3, 0.5), on_page(view, 0, 0.1, 0.5))
    assert view.region[1].as_tuple() == pytest.approx((0.1, 0.4, 0.8, 0.9), abs=0.01)


def test_the_cursor_says_what_a_press_would_do(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.fit_page()
    view.set_region(0, PageRect(0.2, 0.2, 0.6, 0.6))
    places = {
        (0.9, 0.9): Qt.CursorShape.CrossCursor,
        (0.4, 0.4): Qt.CursorShape.SizeAllCursor,
        (0.2, 0.2): Qt.CursorShape.SizeFDiagCursor,
        (0.6, 0.2): Qt.CursorShape.SizeBDiagCursor,
        (0.6, 0.4): Qt.CursorShape.SizeHorCursor,
        (0.4, 0.6): Qt.CursorShape.SizeVerCursor,
    }
    for (x, y), shape in places.items():
        hover(view, on_page(view, 0, x, y))
        assert view.viewport().cursor().shape() == shape


def test_arrow_keys_nudge_and_shift_resizes(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.fit_page()
    view.set_region(0, PageRect(0.2, 0.2, 0.5, 0.5))
    before = camera_of(view).box_of(*view.region)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    left, top, right, bottom = before
    assert camera_of(view).box_of(*view.region) == pytest.approx((left + 1, top - 1, right + 2, bottom - 1))


def test_a_nudged_region_is_kept_in_sight(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.set_zoom(3)
    camera = camera_of(view)
    view.set_region(0, camera.frame(0).page_rect((200, 400, 260, camera.screen.height - 1)))
    for _ in range(4):
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert camera.box_of(*view.region)[3] <= camera.screen.height + 1e-6


def test_escape_clears_unless_the_shell_decides(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    pressed: list[int] = []
    view.escape_pressed.connect(lambda: pressed.append(1))
    view.clears_on_escape = False
    view.select_whole_page()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.region == (0, WHOLE_PAGE)
    view.clears_on_escape = True
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.region is None
    assert len(pressed) == 2


def test_escape_in_mid_drag_brings_the_region_back(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.fit_page()
    view.set_region(0, PageRect(0.2, 0.2, 0.4, 0.4))
    before = view.region
    QTest.mousePress(view.viewport(), LEFT, pos=on_page(view, 0, 0.5, 0.5))
    QTest.mouseMove(view.viewport(), on_page(view, 0, 0.8, 0.8))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view.viewport(), LEFT, pos=on_page(view, 0, 0.8, 0.8))
    assert view.region == before


def test_a_drag_held_beyond_the_edge_scrolls_on(view: PageView, show: Show, qtbot: QtBot, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.set_zoom(4)
    camera = camera_of(view)
    began = camera.y
    QTest.mousePress(view.viewport(), LEFT, pos=QPoint(200, 200))
    QTest.mouseMove(view.viewport(), QPoint(300, view.viewport().height() + 60))
    qtbot.waitUntil(lambda: camera.y > began + 200)
    QTest.mouseRelease(view.viewport(), LEFT, pos=QPoint(300, 400))
    scrolled = camera.y - began
    page, rect = view.region
    assert page == 0
    assert rect.height * camera.frame(0).height == pytest.approx(200 + scrolled, abs=2)


def test_scrolling_in_mid_drag_draws_on(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.set_zoom(4)
    QTest.mousePress(view.viewport(), LEFT, pos=QPoint(200, 100))
    QTest.mouseMove(view.viewport(), QPoint(300, 200))
    wheel(view, QPoint(300, 200), pixels=-150)
    QTest.mouseRelease(view.viewport(), LEFT, pos=QPoint(300, 200))
    assert view.region[1].height * camera_of(view).frame(0).height == pytest.approx(250, abs=1)


def test_the_region_stays_on_its_words_when_the_view_turns(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.set_region(0, PageRect(0.1, 0.2, 0.3, 0.4))
    view.rotate(1)
    assert view.region == (0, PageRect(0.1, 0.2, 0.3, 0.4))
    view.fit_region()
    left, _, right, bottom = camera_of(view).box_of(*view.region)
    assert 0 <= left < right <= camera_of(view).screen.width
    assert bottom <= camera_of(view).screen.height


def test_pages_dim_around_the_region(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.fit_page()
    view.set_region(0, PageRect(0.2, 0.5, 0.8, 0.8))
    view.set_dimmed(True)
    shown = picture_of(view)
    assert shown.pixelColor(on_page(view, 0, 0.5, 0.7)).red() == 255
    assert shown.pixelColor(on_page(view, 0, 0.5, 0.9)).red() == pytest.approx(255 * 0.94, abs=1)
    assert shown.pixelColor(5, 5) == LIGHT.desk


# Highlights ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turns", range(4))
def test_a_highlight_colours_paper_and_keeps_ink(
    view: PageView, show: Show, settled: Callable[[], None], pages_pdf: Path, turns: int
) -> None:
    show(pages_pdf)
    view.rotate(turns)
    box = PageRect(0.3, 0.6, 0.6, 0.65)
    view.set_highlights((Evidence(2, (box,)),))
    view.go_to_page(2, box)
    settled()
    left, top, right, bottom = camera_of(view).box_of(2, box)
    shown = picture_of(view).pixelColor(round((left + right) / 2), round((top + bottom) / 2))
    assert shown.red() > 250
    assert shown.blue() < 190
    view.set_highlights(())
    shown = picture_of(view).pixelColor(round((left + right) / 2), round((top + bottom) / 2))
    assert shown == QColor(Qt.GlobalColor.white)


def test_an_unsure_highlight_looks_different(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    evidence = (Evidence(0, (PageRect(0.2, 0.5, 0.8, 0.55),)),)
    view.set_highlights(evidence)
    sure = picture_of(view)
    view.set_highlights(evidence, unsure=True)
    assert picture_of(view) != sure


def test_a_flash_pulses_and_ends(view: PageView, show: Show, qtbot: QtBot, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.set_reduced_motion(False)
    view.set_highlights((Evidence(0, (PageRect(0.2, 0.5, 0.8, 0.55),)),))
    strengths: list[float] = []
    view._highlights.redrawn.connect(lambda: strengths.append(view._highlights.strength))
    view.go_to_page(0, PageRect(0.2, 0.5, 0.8, 0.55), flash=True)
    qtbot.waitUntil(lambda: bool(strengths) and not view._highlights.is_flashing)
    assert max(strengths) > 0.7
    assert strengths[-1] == 0.0


def test_nothing_pulses_where_less_motion_is_wanted(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.set_highlights((Evidence(0, (PageRect(0.2, 0.5, 0.8, 0.55),)),))
    view.flash()
    assert not view._highlights.is_flashing


# For everyone -------------------------------------------------------------------------------------------------------


def test_a_screen_reader_is_told_where_one_is(view: PageView, show: Show, pages_pdf: Path) -> None:
    assert "No document" in view.accessibleDescription()
    show(pages_pdf)
    assert view.accessibleName()
    assert "1 of 12" in view.accessibleDescription()
    view.go_to_page(4)
    assert "5 of 12" in view.accessibleDescription()
    view.set_region(4, PageRect(0.1, 0.1, 0.2, 0.2))
    assert "region" in view.accessibleDescription()


def test_the_focus_is_seen(view: PageView, show: Show, qtbot: QtBot, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert picture_of(view).pixelColor(1, 100) == LIGHT.accent
    view.clearFocus()
    assert picture_of(view).pixelColor(1, 100) != LIGHT.accent


def test_inverted_pages_have_light_ink_on_dark_paper(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.set_inverted(True)
    assert picture_of(view).pixelColor(on_page(view, 0, 0.5, 0.9)).lightness() < 60
