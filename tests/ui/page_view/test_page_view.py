"""What a person does in the page view, on real documents drawn by the real workers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
import shiboken6
from gestures import LEFT, MIDDLE, camera_of, drag, picture_of, wheel
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
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
from quizglass.ui.page_view.tile_source import TileSource, screen_picture
from quizglass.ui.page_view.view import PageView
from quizglass.ui.page_view.zoom import Fit
from quizglass.ui.theme import LIGHT, ThemeSource

Show = Callable[[Path], tuple[DocumentSource, DocumentInfo]]


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
    qtbot.waitUntil(lambda: not shiboken6.isValid(view))
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
    qtbot.waitUntil(lambda: camera_of(view).y == 240)


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
