"""Keys that the user changes, and what becomes of the old ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from quizglass import paths, settings
from quizglass.ui.actions import TABLE, ActionSpec
from quizglass.ui.main_window import MainWindow
from quizglass.ui.shortcuts.bindings import Bindings
from quizglass.ui.shortcuts.editor import ShortcutEditor

CONTROL = Qt.KeyboardModifier.ControlModifier
SPECS = {spec.id: spec for spec in TABLE}


@pytest.fixture
def editor(qtbot: QtBot, window: MainWindow) -> ShortcutEditor:
    window.actions_table["change_keys"].trigger()
    opened = window.findChildren(ShortcutEditor)[0]
    qtbot.waitUntil(lambda: opened.is_filled)
    return opened


def press(editor: ShortcutEditor, action_id: str, key: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
    field = editor.row_of(action_id).field
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    assert field.waiting
    QTest.keyClick(field, key, modifiers)


# Bindings -------------------------------------------------------------------------------------------------------------


def test_no_keys_do_two_things() -> None:
    held = [keys for spec in TABLE for keys in spec.keys]
    assert len(held) == len(set(held))


def test_keys_that_are_taken_leave_the_others_of_their_holder() -> None:
    taken = Bindings(SPECS).bind("open", ("Ctrl+=",))
    assert taken.keys("open") == ("Ctrl+=",)
    assert taken.keys("zoom_in") == ("Ctrl++",)


def test_a_reset_takes_the_first_keys_back() -> None:
    taken = Bindings(SPECS).bind("open", ("Ctrl+F",))
    assert taken.keys("find") == ()
    again = taken.reset("find")
    assert again.keys("find") == ("Ctrl+F",)
    assert again.keys("open") == ()
    assert again.reset("open").own == {}


def test_settings_keep_several_keys_of_one_action() -> None:
    specs = {"a": ActionSpec("a", "A", "go", ("X",)), "b": ActionSpec("b", "B", "go", ("Y",))}
    changed = Bindings(specs).with_keys("a", ("Ctrl++", "Ctrl+;"))
    assert Bindings(specs, dict(changed.as_setting())).keys("a") == ("Ctrl++", "Ctrl+;")


# The editor -----------------------------------------------------------------------------------------------------------


def test_new_keys_hold_at_once_and_are_kept(
    qtbot: QtBot, window: MainWindow, editor: ShortcutEditor, make_window: Callable[[], MainWindow]
) -> None:
    press(editor, "models", Qt.Key.Key_J)
    assert window.actions_table["models"].shortcut().toString() == "Ctrl+J"
    assert window.actions_table.shown_keys("models") == "Ctrl+J"
    window.services.preferences.save_now()
    qtbot.waitUntil(lambda: settings.load(paths.settings_file()).settings.shortcuts == (("models", "Ctrl+J"),))
    assert make_window().actions_table["models"].shortcut().toString() == "Ctrl+J"


def test_a_conflict_is_told_and_can_be_left_or_resolved(window: MainWindow, editor: ShortcutEditor) -> None:
    press(editor, "models", Qt.Key.Key_O)
    row = editor.row_of("models")
    assert row.problem == "Ctrl+O already does “Open a document”."
    QTest.mouseClick(row.strip.leave, Qt.MouseButton.LeftButton)
    assert window.actions_table["models"].shortcut().toString() == "Ctrl+M"
    press(editor, "models", Qt.Key.Key_O)
    QTest.mouseClick(row.strip.take, Qt.MouseButton.LeftButton)
    assert window.actions_table["models"].shortcut().toString() == "Ctrl+O"
    assert window.actions_table["open"].shortcut().isEmpty()
    assert editor.news == "Ctrl+O now does “Models” and no longer “Open a document”."


def test_keys_can_be_taken_off_and_reset(window: MainWindow, editor: ShortcutEditor) -> None:
    press(editor, "open", Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier)
    assert window.actions_table["open"].shortcut().isEmpty()
    QTest.mouseClick(editor.row_of("open").reset, Qt.MouseButton.LeftButton)
    assert window.actions_table["open"].shortcut().toString() == "Ctrl+O"
    press(editor, "open", Qt.Key.Key_J)
    press(editor, "models", Qt.Key.Key_B)
    QTest.mouseClick(editor.reset_all, Qt.MouseButton.LeftButton)
    assert window.services.preferences.current.shortcuts == ()


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_keys_that_move_about_are_not_taken(window: MainWindow, editor: ShortcutEditor, key: Qt.Key) -> None:
    press(editor, "open", key, Qt.KeyboardModifier.NoModifier)
    assert "is needed to move about" in editor.row_of("open").problem
    assert window.actions_table["open"].shortcut().toString() == "Ctrl+O"


def test_escape_keeps_the_keys_and_then_closes(editor: ShortcutEditor) -> None:
    press(editor, "open", Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert editor.isVisible()
    assert not editor.row_of("open").field.waiting
    QTest.keyClick(editor.search, Qt.Key.Key_Escape)
    assert not editor.isVisible()


def test_actions_are_found_by_words_of_either_language_and_by_keys(editor: ShortcutEditor) -> None:
    for words in ("zoom in", "Ctrl++", "увелич"):
        editor.search.setText(words)
        assert editor.row_of("zoom_in").isVisible()
        assert not editor.row_of("quit").isVisible()
    editor.search.setText("xyzzy")
    assert not any(editor.row_of(spec.id).isVisible() for spec in TABLE)


def test_keys_that_belong_to_what_has_the_focus_stay_as_they_are(editor: ShortcutEditor) -> None:
    assert not editor.row_of("ask").field.isEnabled()
    press(editor, "open", Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert editor.row_of("open").problem


# The palette ----------------------------------------------------------------------------------------------------------


def offered(window: MainWindow, typed: str) -> list[str]:
    from quizglass.ui.command_palette import CommandPalette

    window.actions_table["palette"].trigger()
    palette = window.findChildren(CommandPalette)[0]
    palette.field.setText(typed)
    return [palette.list.item(at).text() for at in range(palette.list.count())]


def test_the_palette_finds_in_either_language_pages_and_headings(
    qtbot: QtBot, window: MainWindow, report: Path
) -> None:
    window.open_files([str(report)])
    qtbot.waitUntil(lambda: bool(window.workspace.panes), timeout=20_000)
    assert offered(window, "увеличить")[0] == "Zoom in"
    assert offered(window, "p 3")[0] == "Go to page 3"
    assert offered(window, "3")[0] == "Go to page 3"
    assert "Go to page 4" not in offered(window, "4")
    assert "Ships" in offered(window, "ships")
    assert "Ships" not in offered(window, "")
    offered(window, "p 3")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    pane = window.workspace.current
    assert pane is not None
    qtbot.waitUntil(lambda: pane.view.current_page == 2)


def test_what_was_done_by_name_comes_first_the_next_time(window: MainWindow) -> None:
    offered(window, "colours dark")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert offered(window, "")[0] == "Colours: dark"
