"""Regions in the real window: taken by a click, named, kept, copied, asked over a page border."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from tests.ui.conftest import DictatingEngine

from quizglass.geometry import PageRect, RegionPart
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow
from quizglass.ui.page_view.region import Region
from quizglass.ui.session.entry import Scope

LEFT = Qt.MouseButton.LeftButton
TIMEOUT = 20_000


@pytest.fixture
def offer(tmp_path: Path) -> Path:
    """Two pages: a table, and the beginning of a list that goes on overleaf."""
    document = pymupdf.open()
    first = document.new_page(width=400, height=300)
    for row, cells in enumerate((("Item", "Price"), ("Frame", "485.00"), ("Lamp", "9.75"), ("Box & lid", "12.50"))):
        for x, text in zip((40, 200), cells, strict=True):
            first.insert_text((x, 60 + 20 * row), text, fontsize=11)
    first.insert_text((40, 280), "Deposit: 350 EUR", fontsize=11)
    second = document.new_page(width=400, height=300)
    second.insert_text((40, 40), "Notice period: 6 weeks", fontsize=11)
    path = tmp_path / "offer.pdf"
    document.save(path)
    return path


@pytest.fixture
def pane(window: MainWindow, offer: Path, qtbot: QtBot) -> DocumentPane:
    return opened(window, offer, qtbot)


def opened(window: MainWindow, file: Path, qtbot: QtBot) -> DocumentPane:
    window.open_files([str(file)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=TIMEOUT)
    found = window.workspace.current
    assert found is not None
    assert found.regions is not None
    qtbot.waitUntil(lambda: found.session.document_hash is not None, timeout=TIMEOUT)
    return found


def place(pane: DocumentPane, page: int, x: float, y: float) -> QPoint:
    left, top, *_ = pane.view.camera.box_of(page, PageRect(x, y, x, y))
    return QPoint(round(left), round(top))


def trigger(window: MainWindow, action: str) -> None:
    window.actions_table[action].trigger()


def test_one_click_takes_the_table(pane: DocumentPane, qtbot: QtBot) -> None:
    pane.view.fit_page()
    spot = place(pane, 0, 0.15, 0.2)
    with qtbot.waitSignal(pane.view.parts.arrived, timeout=TIMEOUT):
        QTest.mouseMove(pane.view.viewport(), spot)
        pane.view.parts.at(spot.x(), spot.y())
    QTest.mouseClick(pane.view.viewport(), LEFT, pos=spot)
    left, top, right, bottom = pane.view.region.rect.to_size(pane.session.info.sizes[0])
    assert left < 40 < 230 < right
    assert top < 50 < 120 < bottom < 200


def test_regions_come_back_with_their_names(window: MainWindow, pane: DocumentPane, offer: Path, qtbot: QtBot) -> None:
    rect = PageRect(0.1, 0.1, 0.5, 0.5)
    library = window.services.library
    known: list[int] = []
    pane.view.regions.add([RegionPart(1, rect)])
    pane.view.regions.rename(1, "Notice")
    pane.view.regions.add([RegionPart(0, rect)])

    def look() -> bool:
        library.run(lambda kept: len(kept.regions(pane.session.document_hash)), known.append)
        return 2 in known

    qtbot.waitUntil(look, timeout=TIMEOUT)
    trigger(window, "close_tab")
    again = opened(window, offer, qtbot)
    qtbot.waitUntil(lambda: len(again.view.regions.all) == 2, timeout=TIMEOUT)
    assert again.view.regions.all[0] == Region(1, (RegionPart(1, rect),), "Notice")
    assert again.view.regions.active.number == 2


def test_the_ask_panel_chooses_names_and_removes_regions(window: MainWindow, pane: DocumentPane) -> None:
    regions, row = pane.view.regions, pane.ask_panel.composer.regions
    assert row.isHidden()
    trigger(window, "add_region")
    trigger(window, "add_region")
    assert regions.active.number == 2
    row._choice.setCurrentIndex(0)
    row._choice.activated.emit(0)
    assert regions.active.number == 1
    trigger(window, "name_region")
    QTest.keyClicks(row._name, "Lessor")
    QTest.keyClick(row._name, Qt.Key.Key_Return)
    assert regions.active.name == "Lessor"
    assert row._choice.itemText(0) == "1 · Lessor"
    trigger(window, "name_region")
    QTest.keyClicks(row._name, "Lessee")
    QTest.keyClick(row._name, Qt.Key.Key_Escape)
    assert regions.active.name == "Lessor"
    row._remove.click()
    assert [region.number for region in regions.all] == [2]
    trigger(window, "next_region")
    assert regions.active.number == 2
    trigger(window, "remove_regions")
    assert row.isHidden()


def test_a_region_over_a_border_is_asked_with_all_its_parts(pane: DocumentPane, qtbot: QtBot) -> None:
    parts = (RegionPart(0, PageRect(0, 0.8, 1, 1)), RegionPart(1, PageRect(0, 0, 1, 0.3)))
    pane.view.regions.add(parts)
    pane.ask_panel.ask("What is agreed?", Scope.REGION)
    entry = pane.session.entries[-1]
    assert entry.question.parts == parts
    qtbot.waitUntil(lambda: not entry.running, timeout=TIMEOUT)
    pane.view.clear_region()
    pane.session.show(entry)
    assert pane.view.regions.active.parts == parts
    assert pane.session.ask_again(entry).question.parts == parts


def test_each_place_of_an_answer_is_gone_to_by_its_own_link(
    pane: DocumentPane, engine: DictatingEngine, qtbot: QtBot
) -> None:
    engine.text = "Deposit: 350 EUR. Notice period: 6 weeks"
    parts = (RegionPart(0, PageRect(0, 0.8, 1, 1)), RegionPart(1, PageRect(0, 0, 1, 0.3)))
    entry = pane.session.ask("What is agreed?", Scope.REGION, 0, parts)
    qtbot.waitUntil(lambda: not entry.running, timeout=TIMEOUT)
    assert [place.page for place in entry.evidence] == [0, 1]
    pane.view.set_zoom(3)
    places = pane.ask_panel.answers._cards[entry]._places
    for page, place in enumerate(places):
        place.followed.emit()
        assert pane.view.current_page == page
        left, top, *_ = pane.view.camera.box_of(page, entry.evidence[page].boxes[0])
        assert 0 <= left < pane.view.camera.screen.width
        assert 0 <= top < pane.view.camera.screen.height


def test_the_text_of_all_parts_is_copied(window: MainWindow, pane: DocumentPane, qtbot: QtBot) -> None:
    pane.view.regions.add([RegionPart(0, PageRect(0, 0.8, 1, 1)), RegionPart(1, PageRect(0, 0, 1, 0.3))])
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    trigger(window, "copy_region")
    qtbot.waitUntil(lambda: clipboard.text() != "before", timeout=TIMEOUT)
    assert clipboard.text() == "Deposit: 350 EUR\nNotice period: 6 weeks"


def test_a_table_is_copied_for_editors_and_office_programs(
    window: MainWindow, pane: DocumentPane, qtbot: QtBot
) -> None:
    pane.view.set_region(0, PageRect(0.05, 0.1, 0.9, 0.5))
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    trigger(window, "copy_region_table")
    qtbot.waitUntil(lambda: clipboard.mimeData().hasHtml(), timeout=TIMEOUT)
    assert clipboard.text() == "Item\tPrice\nFrame\t485.00\nLamp\t9.75\nBox & lid\t12.50"
    assert "<td>Box &amp; lid</td><td>12.50</td>" in clipboard.mimeData().html()


def test_what_is_no_table_is_said_to_be_none(window: MainWindow, pane: DocumentPane, qtbot: QtBot) -> None:
    pane.view.set_region(1, PageRect(0.05, 0.05, 0.9, 0.3))
    trigger(window, "copy_region_table")
    qtbot.waitUntil(lambda: "rows and columns" in pane.reading.bar.accessibleName(), timeout=TIMEOUT)


@pytest.mark.parametrize(("zoom", "dpi"), [(0.5, 300), (8.0, 768)])
def test_a_picture_has_300_dpi_or_as_many_as_the_screen_shows(
    window: MainWindow, pane: DocumentPane, qtbot: QtBot, zoom: float, dpi: int
) -> None:
    pane.view.set_zoom(zoom)
    pane.view.set_region(0, PageRect(0.0, 0.1, 0.5, 0.5))
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    trigger(window, "copy_region_picture")
    qtbot.waitUntil(lambda: clipboard.mimeData().hasImage(), timeout=TIMEOUT)
    image = clipboard.image()
    assert (image.width(), image.height()) == (round(200 * dpi / 72), round(120 * dpi / 72))


def test_a_region_is_saved_as_a_picture(pane: DocumentPane, qtbot: QtBot, tmp_path: Path) -> None:
    pane.view.regions.add([RegionPart(0, PageRect(0, 0.8, 1, 1)), RegionPart(1, PageRect(0, 0, 1, 0.3))])
    file = tmp_path / "pictures.png"
    pane.regions.copying.save_picture(file)
    qtbot.waitUntil(file.exists, timeout=TIMEOUT)
    qtbot.waitUntil(lambda: not QImage(str(file)).isNull(), timeout=TIMEOUT)
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1667, 250 + 375)
    assert image.dotsPerMeterX() == pytest.approx(300 / 0.0254, abs=1)


def test_a_picture_that_cannot_be_written_is_told(pane: DocumentPane, qtbot: QtBot, tmp_path: Path) -> None:
    pane.view.set_region(0, PageRect(0, 0.8, 1, 1))
    pane.regions.copying.save_picture(tmp_path / "nowhere" / "picture.png")
    qtbot.waitUntil(lambda: "cannot be written" in pane.reading.bar.accessibleName(), timeout=TIMEOUT)


@pytest.mark.parametrize("action", ["copy_region", "copy_region_picture", "copy_region_table", "read_region"])
def test_without_a_region_one_is_asked_for(window: MainWindow, pane: DocumentPane, action: str) -> None:
    trigger(window, action)
    assert "Drag over" in pane.reading.bar.accessibleName()
