"""What the model saw, shown again from the card of its answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from pytestqt.qtbot import QtBot

from quizglass.documents.requests import RenderPage
from quizglass.geometry import PageRect, RegionPart
from quizglass.ui.controls.page_part import as_image
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow
from quizglass.ui.regions.seen_dialog import SeenDialog
from quizglass.ui.session.entry import Entry, Scope

TIMEOUT = 20_000
LOWER, UPPER = PageRect(0, 0.5, 1, 1), PageRect(0, 0, 1, 0.25)


@pytest.fixture
def pane(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> DocumentPane:
    document = pymupdf.open()
    for words in ("Deposit: 350 EUR", "Notice period: 6 weeks"):
        page = document.new_page(width=400, height=400)
        page.insert_text((40, 60), "Top of the page", fontsize=11)
        page.insert_text((40, 300), words, fontsize=11)
    document.save(tmp_path / "contract.pdf")
    window.open_files([str(tmp_path / "contract.pdf")])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=TIMEOUT)
    return window.workspace.current


def asked(pane: DocumentPane, qtbot: QtBot, *parts: RegionPart) -> Entry:
    entry = pane.session.ask("What is agreed?", Scope.REGION if parts else Scope.PAGE, 0, parts)
    qtbot.waitUntil(lambda: not entry.running, timeout=TIMEOUT)
    return entry


def shown(window: MainWindow, pane: DocumentPane, entry: Entry, qtbot: QtBot) -> SeenDialog:
    dialog = SeenDialog(window.services, pane.session, entry, window)
    qtbot.waitUntil(lambda: not dialog.picture.image.isNull(), timeout=TIMEOUT)
    return dialog


def test_a_reader_was_given_the_words_of_the_region(window: MainWindow, pane: DocumentPane, qtbot: QtBot) -> None:
    entry = asked(pane, qtbot, RegionPart(0, LOWER))
    dialog = shown(window, pane, entry, qtbot)
    assert dialog.windowTitle() == "What the reader read"
    assert dialog.picture.accessibleName().endswith("The region on page 1: 3 words.")


def test_a_model_saw_exactly_this_picture(window: MainWindow, pane: DocumentPane, qtbot: QtBot) -> None:
    entry = asked(pane, qtbot, RegionPart(0, LOWER))
    entry.answer = replace(entry.answer, seen=(280, 140))
    dialog = shown(window, pane, entry, qtbot)
    rendered = window.services.documents.call(RenderPage(pane.session.source, 0, LOWER, 280, 140))
    assert dialog.picture.image == as_image(rendered)
    assert "280 × 140 pixels" in dialog.picture.accessibleName()


def test_the_parts_of_a_region_over_a_border_stand_below_one_another(
    window: MainWindow, pane: DocumentPane, qtbot: QtBot
) -> None:
    entry = asked(pane, qtbot, RegionPart(0, LOWER), RegionPart(1, UPPER))
    entry.answer = replace(entry.answer, seen=(400, 300))
    dialog = shown(window, pane, entry, qtbot)
    image = dialog.picture.image
    assert (image.width(), image.height()) == (400, 300)
    lower = window.services.documents.call(RenderPage(pane.session.source, 1, UPPER, 400, 100))
    assert image.copy(0, 200, 400, 100) == as_image(lower)


def test_the_card_opens_it(window: MainWindow, pane: DocumentPane, qtbot: QtBot) -> None:
    entry = asked(pane, qtbot)
    card = pane.ask_panel.answers._cards[entry]
    card.show_seen()
    dialog = window.findChild(SeenDialog)
    qtbot.waitUntil(lambda: not dialog.picture.image.isNull(), timeout=TIMEOUT)
    assert "Page 1: 7 words." in dialog.picture.accessibleName()
    dialog.accept()
