"""What a person does in the page view, on real documents drawn by the real workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quizglass.answers import Evidence
from quizglass.documents.requests import OpenDocument, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.errors import FileMissing
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.settings import Theme
from quizglass.ui.page_view.camera import Camera
from quizglass.ui.page_view.tile_source import TileSource, screen_picture
from quizglass.ui.page_view.view import PageView
from quizglass.ui.page_view.zoom import Fit
from quizglass.ui.theme import LIGHT, ThemeSource

Show = Callable[[Path], tuple[DocumentSource, DocumentInfo]]

LEFT = Qt.MouseButton.LeftButton
MIDDLE = Qt.MouseButton.MiddleButton


def camera_of(view: PageView) -> Camera:
    return view._camera


def picture_of(view: PageView) -> QImage:
    return view.viewport().grab().toImage()


def on_page(view: PageView, page: int, x: float, y: float) -> QPoint:
    left, top, *_ = camera_of(view).box_of(page, PageRect(x, y, x, y))
    return QPoint(round(left), round(top))


def drag(view: PageView, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT) -> None:
    viewport = view.viewport()
    QTest.mousePress(viewport, button, pos=start)
    QTest.mouseMove(viewport, QPoint((start.x() + end.x()) // 2, (start.y() + end.y()) // 2))
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, button, pos=end)


def hover(view: PageView, place: QPoint) -> None:
    """Sent straight to the view: a moved mouse would go to whatever window of another test lies on top."""
    none = Qt.MouseButton.NoButton
    at, on_screen = QPointF(place), QPointF(view.viewport().mapToGlobal(place))
    event = QMouseEvent(QMouseEvent.Type.MouseMove, at, on_screen, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def wheel(view: PageView, place: QPoint, angle: int = 0, pixels: int = 0, *, ctrl: bool = False) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(view.viewport().mapToGlobal(place)),
        QPoint(0, pixels),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


# Showing ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turns", range(4))
def test_the_picture_is_the_page_pixel_for_pixel(
    view: PageView, show: Show, settled: Callable[[], None], pages_pdf: Path, documents: DocumentService, turns: int
) -> None:
    source, _ = show(pages_pdf)
    view.fit_page()
    view.rotate(turns)
    settled()
    frame = camera_of(view).frame(0)
    drawn = documents.call(RenderPage(source, 0, WHOLE_PAGE, frame.width, frame.height, turns))
    expected = screen_picture(drawn)
    view.clearFocus()
    shown = picture_of(view).convertToFormat(QImage.Format.Format_RGB32)
    inside = (max(0, frame.top), min(frame.bottom, shown.height()))
    crop = shown.copy(frame.left, inside[0], frame.width, inside[1] - inside[0])
    assert crop == expected.copy(0, inside[0] - frame.top, frame.width, inside[1] - inside[0])


def test_a_page_that_is_not_there_yet_is_white_paper(view: PageView, documents: DocumentService) -> None:
    view.show_document(DocumentSource("nowhere.pdf"), DocumentInfo(1, (Size(300, 400),)))
    shown = picture_of(view)
    assert shown.pixelColor(300, 250) == QColor(Qt.GlobalColor.white)
    assert shown.pixelColor(4, 4) == LIGHT.desk


def test_the_nearest_picture_stands_in_while_the_new_one_is_drawn(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    spot = PageRect(0.19, 0.25, 0.19, 0.25)
    camera = camera_of(view)
    left, top, *_ = camera.box_of(0, spot)
    before = picture_of(view).pixelColor(round(left), round(top))
    assert before != QColor(Qt.GlobalColor.white)
    for change in (lambda: view.set_zoom(view.zoom * 1.7), lambda: view.rotate(1)):
        change()
        view.go_to_page(0, spot)
        left, top, *_ = camera.box_of(0, spot)
        now = picture_of(view).pixelColor(round(left), round(top))
        assert abs(now.red() - before.red()) + abs(now.green() - before.green()) < 40


def test_what_is_scrolled_out_of_sight_is_no_longer_asked_for(
    view: PageView, show: Show, documents: DocumentService, tmp_path: Path, settled: Callable[[], None]
) -> None:
    path = tmp_path / "long.pdf"
    document = pymupdf.open()
    for number in range(300):
        document.new_page(width=300, height=400).insert_text((30, 60), f"Page {number + 1}")
    document.save(path)
    show(path)
    tiles = view.findChild(TileSource)
    for page in range(0, 300, 3):
        view.go_to_page(page)
        view.viewport().repaint()
        QApplication.processEvents()
    assert len(tiles.waiting) < 20
    settled()
    assert view.current_page == 297
    assert not tiles.waiting


def test_a_page_that_fails_says_why_and_can_be_tried_again(
    view: PageView, qtbot: QtBot, pages_pdf: Path, tmp_path: Path, settled: Callable[[], None]
) -> None:
    late = tmp_path / "late.pdf"
    with qtbot.waitSignal(view.page_failed, timeout=20_000) as failed:
        view.show_document(DocumentSource(str(late)), DocumentInfo(1, (Size(300, 400),)))
        view.viewport().repaint()
    assert failed.args[0] == 0
    assert isinstance(failed.args[1], FileMissing)
    before = picture_of(view)
    assert before.pixelColor(300, 250) != QColor(Qt.GlobalColor.white)
    late.write_bytes(pages_pdf.read_bytes())
    notice = view._painter.notice(camera_of(view).frame(0), LIGHT, view.font())
    assert notice is not None
    QTest.mouseClick(view.viewport(), LEFT, pos=notice.button.center().toPoint())
    settled()
    assert not view.findChild(TileSource).failures
    assert view.region is None
    assert len(view._cache) == 1


def test_another_document_leaves_nothing_of_the_one_before(
    view: PageView, show: Show, pages_pdf: Path, tmp_path: Path
) -> None:
    show(pages_pdf)
    view.set_region(0, WHOLE_PAGE)
    view.set_highlights((Evidence(0, (WHOLE_PAGE,)),))
    white = tmp_path / "white.pdf"
    document = pymupdf.open()
    document.new_page(width=300, height=400)
    document.save(white)
    show(white)
    assert view.region is None
    assert picture_of(view).pixelColor(300, 200) == QColor(Qt.GlobalColor.white)
    view.clear()
    assert view.page_count == 0
    assert view.place() is None
    assert picture_of(view).pixelColor(300, 200) == LIGHT.desk


def test_a_view_that_is_closed_leaves_no_work_behind(qtbot: QtBot, documents: DocumentService, pages_pdf: Path) -> None:
    source = DocumentSource(str(pages_pdf))
    info = documents.call(OpenDocument(source))
    view = PageView(documents, ThemeSource(Theme.LIGHT))
    view.resize(600, 500)
    view.show()
    view.show_document(source, info)
    view.set_zoom(20)
    picture_of(view)
    futures = [request.future for request in view._tiles._requests.values()]
    assert futures
    view.deleteLater()
    qtbot.waitUntil(lambda: not shiboken6.isValid(view), timeout=5_000)
    qtbot.waitUntil(lambda: all(future.done() for future in futures), timeout=20_000)
    assert any(future.cancelled() for future in futures)


def test_ten_thousand_pages_at_the_highest_zoom_can_be_gone_through(view: PageView) -> None:
    view.show_document(DocumentSource("nowhere.pdf"), DocumentInfo(10_000, (Size(595, 842),) * 10_000))
    view.set_zoom(64)
    view.go_to_page(9_999)
    assert view.current_page == 9_999
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    assert 4_990 < view.current_page < 5_010
    view.set_zoom(0.1)
    assert 4_990 < view.current_page < 5_010


def test_memory_stays_within_the_budget(
    view: PageView, show: Show, settled: Callable[[], None], pages_pdf: Path
) -> None:
    show(pages_pdf)
    view._cache.limit_bytes = 8_000_000
    view.set_zoom(8)
    for page in range(6):
        view.go_to_page(page)
        settled()
        assert view._cache.held_bytes <= 8_000_000


# Looking around -----------------------------------------------------------------------------------------------------


def test_going_to_a_page_tells_so_once(view: PageView, show: Show, qtbot: QtBot, pages_pdf: Path) -> None:
    show(pages_pdf)
    seen: list[int] = []
    view.page_changed.connect(seen.append)
    view.go_to_page(5)
    view.go_to_page(5)
    view.go_to_page(99)
    view.go_to_page(-3)
    assert seen == [5, 11, 0]


def test_ctrl_wheel_zooms_around_the_pointer(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.go_to_page(4)
    place = QPoint(200, 200)
    frame = camera_of(view).frame_nearest(200)
    spot = frame.view_point(200, 200)
    before = view.zoom
    wheel(view, place, angle=240, ctrl=True)
    assert view.zoom == pytest.approx(before * 1.44)
    after = camera_of(view).frame(frame.page)
    assert after.view_point(200, 200) == pytest.approx(spot, abs=0.002)


def test_the_wheel_scrolls_by_the_pixels_of_a_touchpad(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    wheel(view, QPoint(200, 200), pixels=-37)
    assert camera_of(view).y == 37
    wheel(view, QPoint(200, 200), angle=-120)
    assert camera_of(view).y == 37 + 120


def test_the_wheel_glides_where_motion_is_welcome(view: PageView, show: Show, qtbot: QtBot, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.set_reduced_motion(False)
    wheel(view, QPoint(200, 200), angle=-120)
    wheel(view, QPoint(200, 200), angle=-120)
    qtbot.waitUntil(lambda: camera_of(view).y == 240, timeout=5_000)


@pytest.mark.parametrize("held", ["middle", "space"])
def test_a_page_can_be_taken_by_the_hand(view: PageView, show: Show, pages_pdf: Path, held: str) -> None:
    show(pages_pdf)
    view.go_to_page(4)
    before = camera_of(view).y
    if held == "space":
        QTest.keyPress(view, Qt.Key.Key_Space)
    drag(view, QPoint(200, 300), QPoint(200, 220), MIDDLE if held == "middle" else LEFT)
    if held == "space":
        QTest.keyRelease(view, Qt.Key.Key_Space)
    assert camera_of(view).y == before + 80
    assert view.region is None


def test_keys_go_through_the_pages(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    camera = camera_of(view)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert camera.y == 60
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert camera.y == 60 + round(camera.screen.height * 0.9)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert camera.y == camera.limits[1]
    assert view.current_page == 11
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert camera.y == 0


def test_scroll_bars_follow_and_lead(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    bar = view.verticalScrollBar()
    view.go_to_page(6)
    assert bar.value() == camera_of(view).y
    bar.setValue(0)
    assert view.current_page == 0


def test_a_fit_follows_the_window_until_another_zoom_is_chosen(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.fit_width()
    before = view.zoom
    view.resize(900, 500)
    assert view.zoom > before
    assert view.fit is Fit.WIDTH
    view.zoom_in()
    assert view.fit is Fit.NONE
    before = view.zoom
    view.resize(600, 500)
    assert view.zoom == before


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
    qtbot.waitUntil(lambda: camera.y > began + 200, timeout=5_000)
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
    qtbot.waitUntil(lambda: bool(strengths) and not view._highlights.is_flashing, timeout=5_000)
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
    qtbot.waitUntil(view.hasFocus, timeout=5_000)
    assert picture_of(view).pixelColor(1, 100) == LIGHT.accent
    view.clearFocus()
    assert picture_of(view).pixelColor(1, 100) != LIGHT.accent


def test_inverted_pages_have_light_ink_on_dark_paper(view: PageView, show: Show, pages_pdf: Path) -> None:
    show(pages_pdf)
    view.set_inverted(True)
    assert picture_of(view).pixelColor(on_page(view, 0, 0.5, 0.9)).lightness() < 60
