"""The menu under the pointer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from quizglass.geometry import PageRect, RegionPart
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow


@pytest.fixture
def pane(window: MainWindow, report: Path, qtbot: QtBot) -> DocumentPane:
    window.open_files([str(report)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=20_000)
    found = window.workspace.current
    assert found.regions is not None
    found.view.fit_page()
    return found


def open_at(pane: DocumentPane, x: float, y: float) -> list[str]:
    """The names in the menu that a right click at a spot of the first page opens."""
    left, top, *_ = pane.view.camera.box_of(0, PageRect(x, y, x, y))
    viewport, place = pane.view.viewport(), QPoint(round(left), round(top))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [action.text() for action in menu.actions() if not action.isSeparator()]
    menu.close()
    return names


def test_a_right_click_on_a_region_chooses_it(pane: DocumentPane) -> None:
    pane.view.regions.add([RegionPart(0, PageRect(0.1, 0.1, 0.4, 0.3))])
    pane.view.regions.add([RegionPart(0, PageRect(0.5, 0.5, 0.9, 0.9))])
    names = open_at(pane, 0.2, 0.2)
    assert pane.view.regions.active.number == 1
    assert {"Copy the region as table", "Name the region…", "Remove the region", "Zoom to the region"} <= set(names)


def test_beside_all_regions_it_is_about_the_page(pane: DocumentPane) -> None:
    pane.view.regions.add([RegionPart(0, PageRect(0.1, 0.1, 0.4, 0.3))])
    names = open_at(pane, 0.8, 0.8)
    assert pane.view.regions.active.number == 1
    assert "Take the whole page as region" in names
    assert "Remove the region" not in names
