"""Files that change, go and come back while their documents are open."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest
from pytestqt.qtbot import QtBot

from quizglass.geometry import PageRect
from quizglass.ui.ask_panel.states import Help, state_of
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.freshness import changed_file
from quizglass.ui.main_window import MainWindow
from quizglass.ui.page_view.tile_source import TileSource
from quizglass.ui.session.entry import Scope

LONG = 20_000


def pdf(pages: int, word: str = "first") -> bytes:
    document = pymupdf.open()
    for number in range(pages):
        document.new_page(width=400, height=600).insert_text((40, 80), f"{word} version, page {number + 1}")
    content: bytes = document.tobytes()
    return content


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "Статья 🧾.pdf"
    file.write_bytes(pdf(6))
    return file


def opened(qtbot: QtBot, window: MainWindow, file: Path) -> DocumentPane:
    window.open_files([str(file)])
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=LONG)
    pane = window.workspace.current
    assert pane is not None
    qtbot.waitUntil(lambda: pane.file.is_followed and pane.session.document_hash is not None, timeout=LONG)
    return pane


def replace_by_renaming(file: Path, content: bytes) -> None:
    """As LaTeX, Word and most others save."""
    new = file.with_name("new.tmp")
    new.write_bytes(content)
    new.replace(file)


def write_in_place(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def another(qtbot: QtBot, window: MainWindow, before: DocumentPane) -> DocumentPane:
    qtbot.waitUntil(lambda: window.workspace.current not in {None, before}, timeout=LONG)
    pane = window.workspace.current
    assert pane is not None
    return pane


@pytest.mark.parametrize("save", [replace_by_renaming, write_in_place])
def test_a_changed_file_is_shown_anew_in_the_same_place(
    qtbot: QtBot, window: MainWindow, paper: Path, save: Callable[[Path, bytes], None]
) -> None:
    pane = opened(qtbot, window, paper)
    pane.view.rotate(1)
    pane.view.set_zoom(1.7)
    pane.view.go_to_page(4)
    pane.view.set_region(4, PageRect(0.1, 0.2, 0.5, 0.6))
    pane.question_text = "Which version?"
    qtbot.waitUntil(lambda: pane.view.horizontalScrollBar().isVisible())
    place = pane.view.place()
    save(paper, pdf(7, "second"))
    fresh = another(qtbot, window, pane)
    assert fresh.view.page_count == 7
    assert fresh.view.place() == place
    assert fresh.view.region == (4, PageRect(0.1, 0.2, 0.5, 0.6))
    assert fresh.question_text == "Which version?"
    assert len(window.workspace.pages) == window.top_bar.tabs.count() == 1
    assert fresh.file.words == []


def test_it_is_followed_change_after_change(qtbot: QtBot, window: MainWindow, paper: Path) -> None:
    pane = opened(qtbot, window, paper)
    for pages in (3, 5, 2):
        replace_by_renaming(paper, pdf(pages))
        pane = another(qtbot, window, pane)
        assert pane.view.page_count == pages
        qtbot.waitUntil(lambda: window.workspace.panes[0].file.is_followed, timeout=LONG)


def test_a_page_that_is_no_longer_there_becomes_the_last(qtbot: QtBot, window: MainWindow, paper: Path) -> None:
    pane = opened(qtbot, window, paper)
    pane.view.go_to_page(5)
    pane.view.set_region(5, PageRect(0.1, 0.2, 0.5, 0.6))
    replace_by_renaming(paper, pdf(2))
    fresh = another(qtbot, window, pane)
    assert fresh.view.current_page == 1
    assert fresh.view.region is None


def test_a_file_that_is_touched_but_the_same_is_left_alone(qtbot: QtBot, window: MainWindow, paper: Path) -> None:
    pane = opened(qtbot, window, paper)
    looks = pane.file.looks
    os.utime(paper)
    qtbot.waitUntil(lambda: pane.file.looks > looks + 1 and pane.file.is_followed, timeout=LONG)
    assert window.workspace.current is pane


def test_a_half_written_file_waits_until_it_is_whole(qtbot: QtBot, window: MainWindow, paper: Path) -> None:
    pane = opened(qtbot, window, paper)
    content = pdf(40, "second")
    paper.write_bytes(b"")
    with paper.open("ab", buffering=0) as out:
        for at in range(0, len(content), len(content) // 4 + 1):
            looks = pane.file.looks
            out.write(content[at : at + len(content) // 4 + 1])
            qtbot.waitUntil(lambda: pane.file.looks > looks, timeout=LONG)  # noqa: B023 - waited for in the loop
            assert window.workspace.current is pane
            assert pane.file.words == []
    fresh = another(qtbot, window, pane)
    assert fresh.view.page_count == 40
    assert fresh.session.info.notes == ()


def test_a_file_that_is_gone_says_so_and_comes_back(qtbot: QtBot, window: MainWindow, paper: Path) -> None:
    pane = opened(qtbot, window, paper)
    elsewhere = paper.rename(paper.with_name("elsewhere.pdf"))
    qtbot.waitUntil(lambda: bool(pane.file.words), timeout=LONG)
    assert "no longer in its folder" in pane.file.words[0]
    assert pane.view.page_count == 6
    elsewhere.rename(paper)
    qtbot.waitUntil(lambda: not pane.file.words, timeout=LONG)
    assert window.workspace.current is pane
    paper.unlink()
    qtbot.waitUntil(lambda: bool(pane.file.words), timeout=LONG)
    paper.write_bytes(pdf(2))
    assert another(qtbot, window, pane).view.page_count == 2


def test_pages_not_seen_yet_are_drawn_while_the_file_is_gone(qtbot: QtBot, window: MainWindow, paper: Path) -> None:
    pane = opened(qtbot, window, paper)
    paper.unlink()
    qtbot.waitUntil(lambda: bool(pane.file.words), timeout=LONG)
    failed: list[int] = []
    pane.view.page_failed.connect(lambda page, _: failed.append(page))
    tiles = pane.view.findChild(TileSource)
    assert tiles is not None
    with qtbot.waitSignal(tiles.tile_arrived, timeout=LONG):
        pane.view.go_to_page(5)
    assert failed == []


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nthat is all", b"<html>not found</html>"])
def test_a_file_that_can_no_longer_be_read_keeps_the_earlier_version(
    qtbot: QtBot, window: MainWindow, paper: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changed_file, "PATIENCE_S", 0.5)
    pane = opened(qtbot, window, paper)
    paper.write_bytes(content)
    qtbot.waitUntil(lambda: bool(pane.file.words), timeout=LONG)
    assert "has changed and cannot be opened" in pane.file.words[0]
    assert "earlier version is still shown" in pane.file.words[0]
    paper.write_bytes(pdf(3))
    assert another(qtbot, window, pane).view.page_count == 3


def test_a_file_cut_for_good_is_shown_as_far_as_it_goes(
    qtbot: QtBot, window: MainWindow, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changed_file, "PATIENCE_S", 0.5)
    pane = opened(qtbot, window, paper)
    whole = paper.read_bytes()
    paper.write_bytes(whole[: len(whole) - 300])
    fresh = another(qtbot, window, pane)
    qtbot.waitUntil(lambda: bool(fresh.file.words), timeout=LONG)
    assert "repaired" in fresh.file.words[0]


def test_a_change_waits_until_the_answer_has_come(
    qtbot: QtBot, window: MainWindow, paper: Path, engine: object
) -> None:
    pane = opened(qtbot, window, paper)
    engine.may_end.clear()  # type: ignore[attr-defined]
    pane.session.ask("Which version?", Scope.PAGE, 0)
    qtbot.waitUntil(lambda: pane.session.running is not None and bool(pane.session.running.text), timeout=LONG)
    replace_by_renaming(paper, pdf(2, "second"))
    qtbot.waitUntil(lambda: pane.file.newer_waits, timeout=LONG)
    assert window.workspace.current is pane
    engine.may_end.set()  # type: ignore[attr-defined]
    fresh = another(qtbot, window, pane)
    assert [entry.outdated for entry in fresh.session.entries] == [True]
    assert fresh.session.entries[0].text == "12 May 2031"
    qtbot.waitUntil(lambda: fresh.session.document_hash is not None, timeout=LONG)
    assert fresh.session.document_hash != pane.session.document_hash


def test_a_tab_behind_is_shown_anew_too(qtbot: QtBot, window: MainWindow, paper: Path, report: Path) -> None:
    pane = opened(qtbot, window, paper)
    pane.view.go_to_page(3)
    window.open_files([str(report)])
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 2, timeout=LONG)
    front = window.workspace.current
    replace_by_renaming(paper, pdf(9))
    qtbot.waitUntil(lambda: window.workspace.panes[0] is not pane, timeout=LONG)
    assert window.workspace.current is front
    window.step_tab(1)
    assert window.workspace.current is window.workspace.panes[0]
    assert window.workspace.panes[0].view.current_page == 3


def test_a_closed_document_is_followed_no_more(qtbot: QtBot, window: MainWindow, paper: Path) -> None:
    pane = opened(qtbot, window, paper)
    window.close_pane(pane)
    replace_by_renaming(paper, pdf(2))
    assert window.services.files.watched == frozenset()


def test_a_damaged_document_says_what_is_damaged(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    document = pymupdf.open(stream=pdf(4))
    document.update_object(document[2].xref, "<< /Type /Pages /Kids [] /Count 1 >>")
    file = tmp_path / "some.pdf"
    document.save(file)
    pane = opened(qtbot, window, file)
    assert "Page 4 of this file is damaged" in pane.file.words[0]


def test_a_file_is_read_again_when_it_is_wanted(qtbot: QtBot, window: MainWindow, paper: Path) -> None:
    pane = opened(qtbot, window, paper)
    pane.view.go_to_page(3)
    window.actions_table["read_again"].trigger()
    fresh = another(qtbot, window, pane)
    assert fresh.view.current_page == 3
    assert window.focusWidget() is fresh.view


def test_an_answer_of_the_earlier_version_says_so_and_asks_again(
    qtbot: QtBot, window: MainWindow, paper: Path, report: Path
) -> None:
    pane = opened(qtbot, window, paper)
    entry = pane.session.ask("Which version?", Scope.PAGE, 0)
    qtbot.waitUntil(lambda: not entry.running, timeout=LONG)
    replace_by_renaming(paper, pdf(2, "second"))
    fresh = another(qtbot, window, pane)
    state = state_of(fresh.session.entries[0])
    assert "earlier version" in state.words
    assert state.help is Help.ASK_AGAIN
