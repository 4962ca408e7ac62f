"""Recent documents on the start page: with pictures, bounded, forgotten when that is wanted."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass import paths
from quizglass.ui.main_window import MainWindow
from quizglass.ui.recent import thumbnail_store
from quizglass.ui.recent.opened_when import opened_when
from quizglass.ui.recent.recent_card import RecentCard
from quizglass.ui.recent.thumbnail_store import ThumbnailStore

LONG = 20_000


def thumbnails() -> list[Path]:
    return sorted((paths.cache_dir() / "thumbnails").glob("*.png"))


def open_and_close(qtbot: QtBot, window: MainWindow, *files: Path) -> None:
    for file in files:
        window.open_files([str(file)])
        qtbot.waitUntil(lambda: bool(window.workspace.panes), timeout=LONG)
        pane = window.workspace.panes[0]
        known = len(thumbnails())
        qtbot.waitUntil(lambda: pane.session.document_hash is not None, timeout=LONG)  # noqa: B023
        if pane.session.source.password is None:
            qtbot.waitUntil(lambda: len(thumbnails()) > known, timeout=LONG)  # noqa: B023
        window.close_pane(pane)
    qtbot.waitUntil(lambda: len(window.recent.documents) == len(files), timeout=LONG)


def cards(window: MainWindow) -> list[RecentCard]:
    return window.workspace.start_page().grid.cards


def test_recent_documents_show_their_first_page(qtbot: QtBot, window: MainWindow, report: Path, samples: Path) -> None:
    open_and_close(qtbot, window, report, samples / "invoice.pdf")
    assert [card.document.name for card in cards(window)] == ["invoice.pdf", "report.pdf"]
    qtbot.waitUntil(lambda: all(card.has_picture for card in cards(window)), timeout=LONG)
    assert "report.pdf" in cards(window)[1].accessibleName()
    QTest.mouseClick(cards(window)[1], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=LONG)


def test_the_keyboard_walks_the_cards_and_opens_one(
    qtbot: QtBot, window: MainWindow, report: Path, samples: Path
) -> None:
    open_and_close(qtbot, window, report, samples / "invoice.pdf")
    cards(window)[0].setFocus()
    QTest.keyClick(cards(window)[0], Qt.Key.Key_Right)
    assert cards(window)[1].hasFocus()
    QTest.keyClick(cards(window)[1], Qt.Key.Key_Right)
    assert cards(window)[1].hasFocus()
    QTest.keyClick(cards(window)[1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace.current is not None, timeout=LONG)
    assert window.workspace.panes[0].name == "report.pdf"


def test_a_card_is_removed_and_its_picture_with_it(
    qtbot: QtBot, window: MainWindow, report: Path, samples: Path
) -> None:
    open_and_close(qtbot, window, report, samples / "invoice.pdf")
    cards(window)[0].setFocus()
    QTest.keyClick(cards(window)[0], Qt.Key.Key_Delete)
    assert [card.document.name for card in cards(window)] == ["report.pdf"]
    assert cards(window)[0].hasFocus()
    qtbot.waitUntil(lambda: len(thumbnails()) == 1)
    window.recent.load()
    window.services.library.run(lambda _: None)
    qtbot.waitUntil(lambda: [known.name for known in window.recent.documents] == ["report.pdf"])


def test_a_missing_file_is_told_by_its_card(qtbot: QtBot, window: MainWindow, report: Path) -> None:
    open_and_close(qtbot, window, report)
    report.unlink()
    window.recent.load()
    qtbot.waitUntil(lambda: cards(window)[0].missing)
    assert "no longer there" in cards(window)[0].accessibleDescription()
    QTest.keyClick(cards(window)[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.workspace.notices.shown()), timeout=LONG)


def test_a_file_that_changed_has_one_card(qtbot: QtBot, window: MainWindow, report: Path, samples: Path) -> None:
    open_and_close(qtbot, window, report)
    report.write_bytes((samples / "invoice.pdf").read_bytes())
    window.open_files([str(report)])
    qtbot.waitUntil(lambda: len(thumbnails()) == 2, timeout=LONG)
    window.close_pane(window.workspace.panes[0])
    window.recent.load()
    qtbot.waitUntil(lambda: len(window.recent.documents) == 1)


def test_pictures_go_with_the_list_and_with_the_document(
    qtbot: QtBot, window: MainWindow, report: Path, samples: Path
) -> None:
    open_and_close(qtbot, window, report, samples / "invoice.pdf")
    window.actions_table["clear_recent"].trigger()
    qtbot.waitUntil(lambda: thumbnails() == [])
    assert cards(window) == []


def test_no_picture_is_kept_of_a_locked_document(qtbot: QtBot, window: MainWindow, locked: Path) -> None:
    from quizglass.ui.dialogs.password import PasswordDialog

    window.open_files([str(locked)])
    qtbot.waitUntil(lambda: bool(window.findChildren(PasswordDialog)), timeout=LONG)
    dialog = window.findChildren(PasswordDialog)[0]
    QTest.keyClicks(dialog.field, "sesame")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(window.workspace.panes), timeout=LONG)
    pane = window.workspace.panes[0]
    qtbot.waitUntil(lambda: pane.session.document_hash is not None, timeout=LONG)
    window.close_pane(pane)
    qtbot.waitUntil(lambda: len(window.recent.documents) == 1, timeout=LONG)
    assert thumbnails() == []


def test_the_cache_is_bounded_in_number_and_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnail_store, "MOST_FILES", 5)
    monkeypatch.setattr(thumbnail_store, "MOST_BYTES", 400)
    store = ThumbnailStore(tmp_path)
    for number in range(9):
        name = f"{number:064x}"
        store.write(name, b"x" * 10)
        os.utime(tmp_path / f"{name}.png", (number, number))
    assert len(list(tmp_path.iterdir())) == 5
    assert store.read(f"{8:064x}") == b"x" * 10
    assert store.read(f"{0:064x}") is None
    store.write(f"{9:064x}", b"x" * 390)
    assert [file.stat().st_size for file in tmp_path.iterdir() if file.stat().st_size > 10] == [390]


def test_a_name_that_is_no_hash_reaches_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"\.\."):
        ThumbnailStore(tmp_path).write("../../escape", b"")


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the way")
    store = ThumbnailStore(tmp_path / "cache")
    store.write(f"{1:064x}", b"x")
    assert store.read(f"{1:064x}") is None
    store.forget_all()


def test_when_a_document_was_opened(english: None) -> None:
    now = datetime(2031, 5, 12, 12, 0, tzinfo=UTC).astimezone().replace(hour=15)
    assert ":" in opened_when(now - timedelta(hours=2), now)
    assert opened_when(now - timedelta(days=1), now) == "Yesterday"
    assert opened_when(now - timedelta(days=30), now) == "12 April"
    assert opened_when(now - timedelta(days=365), now) == "12 May 2030"


def test_without_recent_documents_the_page_explains_itself(qtbot: QtBot, window: MainWindow) -> None:
    window.workspace.show_start()
    assert window.workspace.start_page().explains
