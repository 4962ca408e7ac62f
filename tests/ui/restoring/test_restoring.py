"""The tabs at the next start: as they were, each opened when it is looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass import paths
from quizglass.errors import FileMissing, PasswordNeeded
from quizglass.geometry import PageRect, RegionPart
from quizglass.ui.dialogs.password import PasswordDialog
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow
from quizglass.ui.restoring.kept_session import KeptSession, KeptTab
from quizglass.ui.restoring.session_file import SessionFile
from quizglass.ui.waiting_page import WaitingPage

Start = Callable[..., MainWindow]


@pytest.fixture
def start(make_window: Callable[[], MainWindow]) -> Start:
    """Starts the program: with the tabs of last time, and with files."""

    def begin(*files: Path) -> MainWindow:
        session = SessionFile(paths.state_dir())
        assert session.claim()
        window = make_window()
        window.begin(session, session.read(), [str(file) for file in files])
        return window

    return begin


def end(window: MainWindow) -> None:
    window.close()
    window.services.close()


def front(qtbot: QtBot, window: MainWindow, name: str) -> DocumentPane:
    def shown() -> bool:
        pane = window.workspace.current
        return pane is not None and pane.session.name == name

    qtbot.waitUntil(shown, timeout=20_000)
    pane = window.workspace.current
    assert pane is not None
    return pane


def panels_shown(qtbot: QtBot, pane: DocumentPane) -> None:
    qtbot.waitUntil(lambda: bool(pane.panels()))


def answer(qtbot: QtBot, window: MainWindow, key: Qt.Key) -> None:
    """Type the password into the only dialog there is, end with ``key``, and wait until it is gone."""
    qtbot.waitUntil(lambda: len(window.findChildren(PasswordDialog)) == 1, timeout=20_000)
    dialog = window.findChildren(PasswordDialog)[0]
    QTest.keyClicks(dialog.field, "sesame")
    QTest.keyClick(dialog.field, key)
    qtbot.waitUntil(lambda: dialog not in window.findChildren(PasswordDialog), timeout=20_000)


def tabs_saved() -> tuple[KeptTab, ...]:
    kept = saved()
    return kept.tabs if kept is not None else ()


def saved() -> KeptSession | None:
    return SessionFile(paths.state_dir()).read()


def test_tabs_come_back_as_they_were(qtbot: QtBot, start: Start, report: Path, samples: Path) -> None:
    window = start(report, samples / "invoice.pdf", samples / "scanned-letter.pdf")
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 3, timeout=20_000)
    pane = front(qtbot, window, "report.pdf")
    qtbot.waitUntil(lambda: bool(pane.panels()))
    pane.jump(2)
    pane.view.rotate(1)
    pane.view.set_zoom(2.5)
    pane.view.set_region(2, PageRect(0.1, 0.2, 0.6, 0.4))
    pane.view.regions.rename(1, "tugs")
    pane.view.regions.add([RegionPart(1, PageRect(0.1, 0.8, 0.6, 1)), RegionPart(2, PageRect(0.1, 0, 0.6, 0.2))])
    regions = pane.view.regions.all
    pane.question_text = "How many tugs?"
    place = pane.view.place()
    end(window)

    window = start()
    pane = front(qtbot, window, "report.pdf")
    assert place is not None
    back = pane.view.place()
    assert back is not None
    assert (back.page, back.turns, back.zoom, back.fit) == (place.page, place.turns, place.zoom, place.fit)
    assert back.y == pytest.approx(place.y, abs=0.01)
    assert pane.view.regions.all == regions
    assert pane.view.regions.active == regions[1]
    qtbot.waitUntil(lambda: bool(pane.panels()))
    assert pane.ask_panel.composer.field.toPlainText() == "How many tugs?"
    assert [page.name for page in window.workspace.pages] == ["report.pdf", "invoice.pdf", "scanned-letter.pdf"]
    assert window.workspace.panes == [pane]


def test_a_fit_comes_back_to_the_same_place_start_after_start(qtbot: QtBot, start: Start, report: Path) -> None:
    window = start(report)
    pane = front(qtbot, window, "report.pdf")
    qtbot.waitUntil(lambda: bool(pane.panels()))
    pane.view.go_to_page(1, PageRect(0.1, 0.5, 0.2, 0.6))
    first = pane.view.place()
    for _ in range(3):
        end(window)
        window = start()
        pane = front(qtbot, window, "report.pdf")
        panels_shown(qtbot, pane)
    last = pane.view.place()
    assert first is not None
    assert last is not None
    assert last.page == first.page
    assert last.y == pytest.approx(first.y, abs=0.02)


def test_other_tabs_open_when_they_are_looked_at(qtbot: QtBot, start: Start, report: Path, samples: Path) -> None:
    end_after = start(report, samples / "invoice.pdf")
    qtbot.waitUntil(lambda: len(end_after.workspace.panes) == 2, timeout=20_000)
    end(end_after)
    window = start()
    front(qtbot, window, "report.pdf")
    assert len(window.workspace.panes) == 1
    QTest.keyClick(window, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    front(qtbot, window, "invoice.pdf")
    assert len(window.workspace.panes) == 2


def test_files_given_open_beside_the_tabs_of_last_time(qtbot: QtBot, start: Start, report: Path, samples: Path) -> None:
    window = start(report)
    front(qtbot, window, "report.pdf")
    end(window)
    window = start(samples / "invoice.pdf")
    front(qtbot, window, "invoice.pdf")
    assert [page.name for page in window.workspace.pages] == ["report.pdf", "invoice.pdf"]
    assert isinstance(window.workspace.pages[0], WaitingPage)


def test_a_file_given_that_was_open_comes_to_the_front(qtbot: QtBot, start: Start, report: Path, samples: Path) -> None:
    window = start(report, samples / "invoice.pdf")
    pane = front(qtbot, window, "report.pdf")
    pane.jump(2)
    end(window)
    window = start(samples / "invoice.pdf")
    front(qtbot, window, "invoice.pdf")
    assert len(window.workspace.pages) == 2


def test_what_changed_is_saved_without_closing(qtbot: QtBot, start: Start, report: Path) -> None:
    """A crash closes nothing: what the timer saved is all there is."""
    window = start(report)
    pane = front(qtbot, window, "report.pdf")
    pane.jump(1)
    assert window.keeper is not None
    window.keeper.save()
    qtbot.waitUntil(lambda: [tab.page for tab in tabs_saved()] == [1])


def test_a_missing_file_keeps_its_tab_and_says_so(qtbot: QtBot, start: Start, report: Path, samples: Path) -> None:
    window = start(report)
    pane = front(qtbot, window, "report.pdf")
    pane.jump(2)
    end(window)
    elsewhere = report.rename(report.with_name("moved.pdf"))
    window = start()
    page = window.workspace.front
    assert isinstance(page, WaitingPage)
    qtbot.waitUntil(lambda: isinstance(page.error, FileMissing), timeout=20_000)
    end(window)
    elsewhere.rename(report)
    window = start()
    assert front(qtbot, window, "report.pdf").view.current_page == 2


def test_a_locked_file_comes_back_asking(qtbot: QtBot, start: Start, locked: Path) -> None:
    window = start(locked)
    answer(qtbot, window, Qt.Key.Key_Return)
    front(qtbot, window, "locked.pdf")
    end(window)
    assert "sesame" not in SessionFile(paths.state_dir()).path.read_text()
    window = start()
    page = window.workspace.front
    assert isinstance(page, WaitingPage)
    answer(qtbot, window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: isinstance(page.error, PasswordNeeded))
    page.open_wanted.emit()
    answer(qtbot, window, Qt.Key.Key_Return)
    front(qtbot, window, "locked.pdf")


def test_several_locked_files_ask_one_after_the_other(qtbot: QtBot, start: Start, locked: Path) -> None:
    other = locked.with_name("other.pdf")
    other.write_bytes(locked.read_bytes())
    window = start(locked, other)
    for _ in range(2):
        answer(qtbot, window, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(window.workspace.panes) == 2, timeout=20_000)


def test_a_full_disk_is_said_once_and_keeps_the_old_session(qtbot: QtBot, start: Start, report: Path) -> None:
    window = start(report)
    pane = front(qtbot, window, "report.pdf")
    assert window.keeper is not None
    window.keeper.save()
    qtbot.waitUntil(lambda: saved() is not None)
    # A folder in the place of the file that is to be written: that is refused whoever runs this.
    (paths.state_dir() / "session.json.partial").mkdir()
    for page in (1, 2):
        pane.jump(page)
        window.keeper.save()
        qtbot.waitUntil(lambda: any("cannot be kept" in words for words in window.workspace.notices.shown()))
    assert len(window.workspace.notices.shown()) == 1
    kept = saved()
    assert kept is not None
    assert kept.tabs[0].page == 0


def test_switched_off_nothing_is_kept(qtbot: QtBot, start: Start, report: Path) -> None:
    window = start(report)
    front(qtbot, window, "report.pdf")
    assert window.keeper is not None
    window.keeper.save()
    qtbot.waitUntil(lambda: saved() is not None)
    window.actions_table["restore_session"].trigger()
    qtbot.waitUntil(lambda: saved() is None)
    end(window)
    assert saved() is None


def test_a_closed_tab_opens_again_where_it_was(qtbot: QtBot, start: Start, report: Path) -> None:
    window = start(report)
    pane = front(qtbot, window, "report.pdf")
    pane.jump(2)
    window.actions_table["close_tab"].trigger()
    assert not window.workspace.pages
    window.actions_table["reopen_tab"].trigger()
    assert front(qtbot, window, "report.pdf").view.current_page == 2


def test_a_tab_that_was_never_looked_at_keeps_its_place(
    qtbot: QtBot, start: Start, report: Path, samples: Path
) -> None:
    SessionFile(paths.state_dir()).write(
        KeptSession((KeptTab(str(samples / "invoice.pdf")), KeptTab(str(report), page=2, fit="", looked_at=True)))
    )
    for _ in range(2):
        window = start()
        front(qtbot, window, "invoice.pdf")
        end(window)
    kept = saved()
    assert kept is not None
    assert kept.tabs[1] == KeptTab(str(report), page=2, fit="", looked_at=True)


def test_an_opened_document_is_saved_at_once(qtbot: QtBot, start: Start, report: Path) -> None:
    """Not only when the fifteen seconds are over."""
    window = start(report)
    front(qtbot, window, "report.pdf")
    qtbot.waitUntil(lambda: [tab.path for tab in tabs_saved()] == [str(report)])
