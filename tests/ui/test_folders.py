"""Folders that are given: their documents, those of the folders inside, and what is said of the other files."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from pytestqt.qtbot import QtBot

from quizglass.documents.folders import documents_in
from quizglass.ui.main_window import MainWindow
from quizglass.ui.waiting_page import WaitingPage

LONG = 20_000


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """Three documents in two folders, three files that are none, and two hidden ones."""
    folder = tmp_path / "Дело №7"
    (folder / "scans 2030" / "more").mkdir(parents=True)
    (folder / ".git").mkdir()
    document = pymupdf.open()
    document.new_page()
    for name in ("b.pdf", "A.PDF", "scans 2030/c 🧾.pdf", ".hidden.pdf", ".git/d.pdf"):
        document.save(folder / name)
    for name in ("notes.txt", "table.xlsx", "scans 2030/more/thumbs.db"):
        (folder / name).write_text("no document")
    return folder


def test_documents_are_found_in_folders_inside_folders(case: Path) -> None:
    found = documents_in([str(case), str(case / "notes.txt")])
    assert [Path(file).name for file in found.files] == ["A.PDF", "b.pdf", "c 🧾.pdf", "notes.txt"]
    assert found.others == 3
    assert found.beyond == 0


def test_too_many_are_counted_and_not_opened(case: Path) -> None:
    found = documents_in([str(case)], most=2)
    assert (len(found.files), found.beyond) == (2, 1)


def test_a_folder_opens_its_documents_and_says_what_was_skipped(qtbot: QtBot, window: MainWindow, case: Path) -> None:
    window.open_files([str(case)])
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 3, timeout=LONG)
    assert window.workspace.notices.shown() == ["3 files that are no documents were skipped."]
    assert [page.name for page in window.workspace.pages] == ["A.PDF", "b.pdf", "c 🧾.pdf"]
    assert window.workspace.front is window.workspace.pages[0]


def test_a_folder_without_documents_says_so(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    window.open_files([str(tmp_path / "empty")])
    qtbot.waitUntil(lambda: bool(window.workspace.notices.shown()), timeout=LONG)
    assert window.workspace.notices.shown() == ["There is no document in this folder."]


def test_of_many_documents_only_the_first_few_are_opened_at_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    document = pymupdf.open()
    document.new_page()
    for number in range(30):
        document.save(folder / f"{number:02}.pdf")
    window.open_files([str(folder)])
    qtbot.waitUntil(lambda: len(window.workspace.pages) == 30, timeout=LONG)
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 8, timeout=LONG)
    last = window.workspace.pages[-1]
    assert isinstance(last, WaitingPage)
    window.tabs.show(last)
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 9, timeout=LONG)


def test_of_several_files_a_broken_one_says_why_in_its_tab(
    qtbot: QtBot, window: MainWindow, case: Path, report: Path
) -> None:
    window.open_files([str(report), str(case / "notes.txt")])
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 1, timeout=LONG)
    broken = window.workspace.pages[1]
    assert isinstance(broken, WaitingPage)
    qtbot.waitUntil(lambda: broken.error is not None, timeout=LONG)
    assert "notes.txt is not a document" in str(broken.error)
    assert window.workspace.notices.shown() == []
