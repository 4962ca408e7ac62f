"""Several regions, regions across page borders, and parts of the page that one click takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from gestures import LEFT, camera_of, drag, hover, on_page, picture_of
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass.geometry import WHOLE_PAGE, PageRect, RegionPart
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.page_view.region import Region
from quizglass.ui.page_view.regions import Regions
from quizglass.ui.page_view.view import PageView

Show = Callable[[Path], tuple[DocumentSource, DocumentInfo]]
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier

TITLE, TABLE, CELL = PageRect(0.1, 0.1, 0.6, 0.2), PageRect(0.1, 0.5, 0.9, 0.9), PageRect(0.2, 0.6, 0.4, 0.7)


@pytest.fixture
def fitted(view: PageView, show: Show, pages_pdf: Path) -> PageView:
    """The first page as a whole, its parts known."""
    show(pages_pdf)
    view.fit_page()
    view.parts.put(0, [TITLE, TABLE, CELL])
    return view


def added_drag(view: PageView, start: QPoint, end: QPoint) -> None:
    QTest.mousePress(view.viewport(), LEFT, SHIFT, start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)
    QTest.mouseRelease(view.viewport(), LEFT, SHIFT, end)


# Several --------------------------------------------------------------------------------------------------------------


def test_a_plain_drag_replaces_and_one_with_shift_adds(fitted: PageView) -> None:
    drag(fitted, on_page(fitted, 0, 0.1, 0.1), on_page(fitted, 0, 0.3, 0.3))
    drag(fitted, on_page(fitted, 0, 0.5, 0.1), on_page(fitted, 0, 0.7, 0.3))
    assert [region.number for region in fitted.regions.all] == [1]
    added_drag(fitted, on_page(fitted, 0, 0.1, 0.5), on_page(fitted, 0, 0.3, 0.8))
    assert [region.number for region in fitted.regions.all] == [1, 2]
    assert fitted.region[1].x0 == pytest.approx(0.1, abs=0.01)
    assert fitted.regions.active.number == 2


def test_a_click_chooses_another_region(fitted: PageView) -> None:
    fitted.regions.add([RegionPart(0, PageRect(0.2, 0.2, 0.4, 0.4))])
    fitted.regions.add([RegionPart(0, PageRect(0.6, 0.2, 0.8, 0.4))])
    QTest.mouseClick(fitted.viewport(), LEFT, pos=on_page(fitted, 0, 0.3, 0.3))
    assert fitted.regions.active.number == 1


def test_tab_goes_from_region_to_region_and_then_on(fitted: PageView, qtbot: QtBot) -> None:
    for x in (0.1, 0.4, 0.7):
        fitted.regions.add([RegionPart(0, PageRect(x, 0.2, x + 0.1, 0.4))])
    fitted.regions.activate(1)
    fitted.activateWindow()
    fitted.setFocus()
    seen = []
    for _ in range(2):
        QTest.keyClick(fitted, Qt.Key.Key_Tab)
        seen.append(fitted.regions.active.number)
    QTest.keyClick(fitted, Qt.Key.Key_Backtab, SHIFT)
    seen.append(fitted.regions.active.number)
    assert seen == [2, 3, 2]
    assert fitted.focusNextPrevChild(True)
    assert not fitted.regions.step(1), "beyond the last region the focus leaves"


def test_delete_removes_the_active_region(fitted: PageView) -> None:
    fitted.regions.add([RegionPart(0, TITLE)])
    fitted.regions.add([RegionPart(0, TABLE)])
    QTest.keyClick(fitted, Qt.Key.Key_Delete)
    assert [region.number for region in fitted.regions.all] == [1]
    assert fitted.region is None


def test_escape_keeps_a_region_that_has_a_name(fitted: PageView) -> None:
    fitted.regions.add([RegionPart(0, TITLE)])
    fitted.regions.rename(1, "  Title  ")
    QTest.keyClick(fitted, Qt.Key.Key_Escape)
    assert fitted.region is None
    assert fitted.regions.all == (Region(1, (RegionPart(0, TITLE),), "Title"),)


def test_an_answers_region_never_changes_a_named_one() -> None:
    regions = Regions()
    regions.begin(3)
    regions.add([RegionPart(0, TITLE)])
    regions.rename(1, "Title")
    regions.show([RegionPart(1, TABLE)])
    assert [region.parts[0].page for region in regions.all] == [0, 1]
    regions.show([RegionPart(0, TITLE)])
    assert regions.active.name == "Title"


def test_regions_come_back_as_far_as_their_pages_are_there() -> None:
    regions = Regions()
    regions.begin(2)
    kept = Region(4, (RegionPart(1, TITLE),), "Title")
    regions.restore([Region(7, (RegionPart(2, TITLE),)), kept], active=4)
    assert (regions.all, regions.active, regions.next_number) == ((kept,), kept, 5)


def test_all_regions_are_painted_the_active_one_with_handles(fitted: PageView) -> None:
    rect = PageRect(0.2, 0.4, 0.8, 0.8)
    fitted.regions.add([RegionPart(0, rect)])
    active = picture_of(fitted)
    fitted.regions.activate(None)
    idle = picture_of(fitted)
    corner = on_page(fitted, 0, rect.x1, rect.y1) + QPoint(3, 3)
    assert active.pixelColor(corner) != idle.pixelColor(corner)


# Across a page border -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turns", range(4))
def test_a_drag_over_a_border_has_a_part_on_each_page(view: PageView, show: Show, pages_pdf: Path, turns: int) -> None:
    show(pages_pdf)
    view.rotate(turns)
    view.set_zoom(0.6)
    camera = camera_of(view)
    upper, lower = camera.frame(0), camera.frame(1)
    start = QPoint(lower.left + 40, upper.bottom - 50)
    end = QPoint(lower.left + 120, lower.top + 60)
    drag(view, start, end)
    parts = view.regions.active.parts
    assert [part.page for part in parts] == [0, 1]
    first, second = (camera.box_of(*part) for part in parts)
    assert first == pytest.approx((start.x(), start.y(), end.x(), upper.bottom), abs=0.01)
    assert second == pytest.approx((start.x(), lower.top, end.x(), end.y()), abs=0.01)


def test_a_drag_from_below_gives_the_same_region(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.set_zoom(0.6)
    upper, lower = camera_of(view).frame(0), camera_of(view).frame(1)
    ends = QPoint(lower.left + 40, upper.bottom - 50), QPoint(lower.left + 120, lower.top + 60)
    drag(view, *ends)
    down = view.regions.active.parts
    view.clear_region()
    drag(view, *reversed(ends))
    for part, other in zip(down, view.regions.active.parts, strict=True):
        assert part.rect.as_tuple() == pytest.approx(other.rect.as_tuple(), abs=1e-9)


def test_each_part_is_held_by_itself(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.set_zoom(0.6)
    parts = (RegionPart(0, PageRect(0.2, 0.6, 0.8, 1.0)), RegionPart(1, PageRect(0.2, 0.0, 0.8, 0.4)))
    view.regions.add(parts)
    drag(view, on_page(view, 1, 0.8, 0.4), on_page(view, 1, 0.6, 0.6))
    first, second = view.regions.active.parts
    assert first == parts[0]
    assert second.rect.as_tuple() == pytest.approx((0.2, 0.0, 0.6, 0.6), abs=0.01)


def test_zooming_to_a_region_across_a_border_shows_all_of_it(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.regions.add([RegionPart(0, PageRect(0.2, 0.9, 0.8, 1.0)), RegionPart(1, PageRect(0.2, 0.0, 0.8, 0.1))])
    view.fit_region()
    camera = camera_of(view)
    for part in view.regions.active.parts:
        left, top, right, bottom = camera.box_of(*part)
        assert left >= 0
        assert top >= 0
        assert right <= camera.screen.width
        assert bottom <= camera.screen.height


# Taking parts of the page ---------------------------------------------------------------------------------------------


def test_one_click_takes_the_smallest_part_there(fitted: PageView) -> None:
    for place, part in {(0.3, 0.15): TITLE, (0.8, 0.8): TABLE, (0.3, 0.65): CELL}.items():
        QTest.mouseClick(fitted.viewport(), LEFT, pos=on_page(fitted, 0, *place))
        assert fitted.region == (0, part)
    assert len(fitted.regions.all) == 1


def test_a_click_with_ctrl_takes_a_part_as_well(fitted: PageView) -> None:
    QTest.mouseClick(fitted.viewport(), LEFT, pos=on_page(fitted, 0, 0.3, 0.15))
    QTest.mouseClick(fitted.viewport(), LEFT, CTRL, on_page(fitted, 0, 0.3, 0.65))
    assert [region.first.rect for region in fitted.regions.all] == [TITLE, CELL]


def test_a_part_can_be_taken_out_of_the_whole_page(fitted: PageView) -> None:
    fitted.select_whole_page()
    QTest.mouseClick(fitted.viewport(), LEFT, pos=on_page(fitted, 0, 0.95, 0.4))
    assert fitted.region == (0, WHOLE_PAGE)
    QTest.mouseClick(fitted.viewport(), LEFT, pos=on_page(fitted, 0, 0.3, 0.65))
    assert fitted.region == (0, CELL)


def test_hovering_shows_what_a_click_would_take(fitted: PageView) -> None:
    plain = picture_of(fitted)
    hover(fitted, on_page(fitted, 0, 0.8, 0.8))
    assert picture_of(fitted) != plain
    hover(fitted, on_page(fitted, 0, 0.95, 0.3))
    assert picture_of(fitted) == plain


def test_a_click_on_a_handle_changes_nothing(fitted: PageView) -> None:
    fitted.set_region(0, PageRect(0.3, 0.25, 0.6, 0.45))
    before = fitted.regions.all
    QTest.mouseClick(fitted.viewport(), LEFT, pos=on_page(fitted, 0, 0.6, 0.45) + QPoint(5, 5))
    assert fitted.regions.all == before


def test_the_parts_of_a_page_are_asked_for_once(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.fit_page()
    wanted: list[int] = []
    view.parts.wanted.connect(wanted.append)
    for x in (0.2, 0.3, 0.4):
        hover(view, on_page(view, 0, x, 0.5))
    assert wanted == [0]


@given(st.lists(st.sampled_from(["add", "remove", "step", "show", "reshape", "let go", "rename"]), max_size=20))
def test_whatever_happens_there_is_one_active_region_at_most(doings: list[str]) -> None:
    regions = Regions()
    regions.begin(2)
    for doing in doings:
        number = regions.active.number if regions.active else 1
        match doing:
            case "add":
                regions.add([RegionPart(0, TITLE)])
            case "remove":
                regions.remove(number)
            case "step":
                regions.step(1)
            case "show":
                regions.show([RegionPart(1, TABLE)])
            case "reshape":
                regions.reshape([RegionPart(1, CELL)])
            case "let go":
                regions.let_go()
            case "rename":
                regions.rename(number, "A")
        numbers = [region.number for region in regions.all]
        assert numbers == sorted(set(numbers))
        assert regions.active is None or regions.active in regions.all


# What is painted anew -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("dimmed", [False, True])
def test_a_drag_leaves_nothing_behind_on_the_screen(fitted: PageView, qtbot: QtBot, held: bool, dimmed: bool) -> None:
    """Only the edges are painted anew; the screen must look as if all were."""
    fitted.set_dimmed(dimmed)
    fitted.regions.add([RegionPart(0, PageRect(0.2, 0.3, 0.5, 0.5))])
    fitted.regions.rename(1, "Harbour master")
    qtbot.wait(50)
    start = on_page(fitted, 0, 0.5, 0.5) if held else on_page(fitted, 0, 0.6, 0.1)
    QTest.mousePress(fitted.viewport(), LEFT, pos=start)
    for step in (QPoint(60, 40), QPoint(90, 200), QPoint(-80, 120), QPoint(-30, -40), QPoint(10, 90)):
        QTest.mouseMove(fitted.viewport(), start + step)
        qtbot.wait(20)
        on_screen = fitted.screen().grabWindow(fitted.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
        viewport = fitted.viewport()
        shown = on_screen.copy(QRect(viewport.mapTo(fitted, QPoint(0, 0)), viewport.size()))
        assert shown == picture_of(fitted).convertToFormat(QImage.Format.Format_RGB32)
    QTest.mouseRelease(fitted.viewport(), LEFT, pos=start + QPoint(10, 90))


def test_a_screen_reader_is_told_which_region_is_active(fitted: PageView) -> None:
    fitted.regions.add([RegionPart(0, TITLE)])
    assert "A region is selected on page 1." in fitted.accessibleDescription()
    fitted.regions.add([RegionPart(0, TABLE)])
    fitted.regions.rename(2, "Goods")
    assert fitted.accessibleDescription().endswith("Region 2 of 2 is selected on page 1. Goods")
