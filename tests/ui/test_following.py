"""Links, outline and page labels in the real window: every way leads to the exact place, and back."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from quizglass.geometry import PageRect
from quizglass.pages import OutlineEntry
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.following.pane_links import breakable
from quizglass.ui.main_window import MainWindow
from quizglass.ui.sidebar.outline_tree import OutlineTree
from quizglass.ui.theme import ThemeSource

LEFT = Qt.MouseButton.LeftButton
ADDRESS = "https://example.org/harbour?ships=41"


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """Six pages with labels i, ii, 1, 2, 3, 4; the first leads to the middle of the fifth, and out."""
    document = pymupdf.open()
    for number in range(6):
        document.new_page(width=400, height=600).insert_text((40, 60), f"Sheet {number}", fontsize=11)
    inside = {"kind": pymupdf.LINK_GOTO, "from": pymupdf.Rect(40, 100, 140, 120), "page": 4}
    document[0].insert_link({**inside, "to": pymupdf.Point(0, 300)})
    outside = {"kind": pymupdf.LINK_URI, "from": pymupdf.Rect(40, 140, 140, 160), "uri": ADDRESS}
    document[0].insert_link(outside)
    document.set_page_labels([{"startpage": 0, "style": "r"}, {"startpage": 2, "style": "D"}])
    document.set_toc([[1, "Front", 1], [1, "Body", 3], [2, "Middle", 5, {"kind": 1, "to": pymupdf.Point(0, 300)}]])
    path = tmp_path / "linked.pdf"
    document.save(path)
    return path


@pytest.fixture
def pane(qtbot: QtBot, window: MainWindow, linked: Path) -> DocumentPane:
    window.open_files([str(linked)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    found = window.workspace.current
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.panels()))
    qtbot.waitUntil(lambda: len(found.tools.links._links.of(0)) == 2, timeout=20_000)
    return found


def at(pane: DocumentPane, x: float, y: float) -> QPoint:
    camera = pane.view.camera
    left, top, _, _ = camera.box_of(0, PageRect(x / 400, y / 600, x / 400, y / 600))
    return QPoint(round(left / camera.screen.ratio), round(top / camera.screen.ratio))


def top_of(pane: DocumentPane, page: int, y: float) -> float:
    """How far below the top of the viewport a height of a page stands."""
    return pane.view.camera.box_of(page, PageRect(0, y, 0, y))[1]


def press_side_button(pane: DocumentPane, button: Qt.MouseButton) -> None:
    place, none = QPointF(50, 50), Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(QMouseEvent.Type.MouseButtonPress, place, place, button, button, none)
    QApplication.sendEvent(pane.view.viewport(), event)


def test_a_click_follows_a_link_and_takes_no_region(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> None:
    viewport = pane.view.viewport()
    QTest.mouseMove(viewport, at(pane, 60, 110))
    assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseClick(viewport, LEFT, pos=at(pane, 60, 110))
    assert pane.view.region is None
    assert pane.view.current_page == 4
    assert 0 <= top_of(pane, 4, 0.5) < 40


def test_back_and_forward_come_to_the_exact_place(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> None:
    pane.view.go_to_page(0)
    before = pane.view.place()
    QTest.mouseClick(pane.view.viewport(), LEFT, pos=at(pane, 60, 110))
    after = pane.view.place()
    window.actions_table["back"].trigger()
    assert pane.view.place() == before
    press_side_button(pane, Qt.MouseButton.ForwardButton)
    assert pane.view.place() == after
    press_side_button(pane, Qt.MouseButton.BackButton)
    assert pane.view.place() == before


def test_a_region_can_be_drawn_over_a_link(pane: DocumentPane) -> None:
    viewport = pane.view.viewport()
    QTest.mousePress(viewport, LEFT, pos=at(pane, 60, 110))
    QTest.mouseMove(viewport, at(pane, 160, 210))
    QTest.mouseRelease(viewport, LEFT, pos=at(pane, 200, 240))
    assert pane.view.region is not None
    assert pane.view.current_page == 0


def test_the_text_tool_follows_links_too(window: MainWindow, pane: DocumentPane) -> None:
    window.actions_table["text_tool"].trigger()
    QTest.mouseClick(pane.view.viewport(), LEFT, pos=at(pane, 60, 110))
    assert pane.view.current_page == 4


def test_a_link_out_of_the_document_opens_nothing_unasked(
    qtbot: QtBot, pane: DocumentPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    QTest.mouseClick(pane.view.viewport(), LEFT, pos=at(pane, 60, 150))
    assert opened == []
    assert pane.view.region is None
    assert breakable(ADDRESS) in pane.reading.bar.words
    copy, browser = pane.reading.bar.shown_buttons
    browser.click()
    assert [url.toString() for url in opened] == [ADDRESS]
    copy.click()
    assert QGuiApplication.clipboard().text() == ADDRESS


def test_links_are_followed_by_keys(qtbot: QtBot, window: MainWindow, pane: DocumentPane) -> None:
    QTest.keyClick(pane.view, Qt.Key.Key_L)
    assert "go to page 3" in pane.reading.bar.words
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert pane.view.current_page == 4


def test_an_address_is_shown_plainly() -> None:
    assert "\u202e" not in breakable("https://a\u202eb.org")
    assert len(breakable("https://" + "a" * 9000)) < 300


# Outline and labels ---------------------------------------------------------------------------------------------------


def outline_of(window: MainWindow, pane: DocumentPane) -> OutlineTree:
    if not pane.sidebar.isVisible() or not pane.sidebar.findChildren(OutlineTree):
        window.show_left_page("outline")
    (tree,) = pane.sidebar.findChildren(OutlineTree)
    return tree


def test_a_line_of_the_outline_leads_to_the_exact_place(window: MainWindow, pane: DocumentPane) -> None:
    tree = outline_of(window, pane)
    body = tree.topLevelItem(1)
    assert body is not None
    tree.itemClicked.emit(body.child(0), 0)
    assert pane.view.current_page == 4
    assert 0 <= top_of(pane, 4, 0.5) < 40
    window.actions_table["back"].trigger()
    assert pane.view.current_page == 0


def test_the_outline_marks_where_one_reads_and_is_walked_by_keys(window: MainWindow, pane: DocumentPane) -> None:
    tree = outline_of(window, pane)
    for page, title in ((2, "Body"), (0, "Front"), (5, "Middle"), (3, "Body")):
        pane.view.go_to_page(page)
        current = tree.currentItem()
        assert current is not None
        assert current.text(0) == title
    tree.setFocus()
    QTest.keyClick(tree, Qt.Key.Key_Up)
    QTest.keyClick(tree, Qt.Key.Key_Return)
    assert pane.view.current_page == 0


def test_lines_of_a_closed_part_are_marked_by_it(window: MainWindow, pane: DocumentPane) -> None:
    tree = outline_of(window, pane)
    body = tree.topLevelItem(1)
    assert body is not None
    body.setExpanded(False)
    pane.view.go_to_page(5)
    assert tree.currentItem() is body


def test_a_large_outline_is_there(qtbot: QtBot) -> None:
    entries = tuple(OutlineEntry(at % 3, f"Part {at}", at) for at in range(20_000))
    tree = OutlineTree(ThemeSource(), entries)
    qtbot.addWidget(tree)
    tree.follow(19_999, 0.0)
    assert tree.topLevelItemCount() == 6667


def test_pages_go_by_their_labels(window: MainWindow, pane: DocumentPane) -> None:
    field = pane.bar.page_field
    assert field.text() == "i"
    window.actions_table["go_to_page"].trigger()
    assert window.focusWidget() is field
    QTest.keyClicks(field, "3")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pane.view.current_page == 4
    assert field.text() == "3"
    field.setFocus()
    field.setText("II")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pane.view.current_page == 1
    field.setText("6")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pane.view.current_page == 5
    field.setFocus()
    field.setText("99")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert pane.view.current_page == 5
    assert field.property("state") == "bad"


def test_the_status_tells_the_label_and_the_place(window: MainWindow, pane: DocumentPane) -> None:
    pane.view.go_to_page(1)
    assert window.status.place == "Page ii, 2 of 6"
    pane.view.go_to_page(5)
    assert window.status.place == "Page 4, 6 of 6"
    window.close_pane(pane)
    assert window.status.place == ""
