"""The states of the window around its documents: keys, printing, tabs, full screen, nothing there. For `take.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from take import Pictures


def take(pictures: Pictures) -> None:
    """With a document open."""
    for state in (_keys, _palette, _print, _full_screen, _tabs, _empty):
        state(pictures)


def escape(pictures: Pictures) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    QTest.keyClick(pictures.window.focusWidget() or pictures.window, Qt.Key.Key_Escape)


def _keys(pictures: Pictures) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from quizglass.ui.shortcuts.editor import ShortcutEditor

    window = pictures.window
    window.actions_table["change_keys"].trigger()
    editor = window.findChildren(ShortcutEditor)[0]
    pictures.until(lambda: editor.is_filled)
    pictures.shoot("30-change-keys")
    field = editor.row_of("open_sample").field
    field.click()
    QTest.keyClick(field, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    pictures.shoot("31-change-keys-conflict")
    editor.search.setText("xyzzy")
    pictures.shoot("32-change-keys-nothing")
    editor.dismiss()


def _palette(pictures: Pictures) -> None:
    from quizglass.ui.command_palette import CommandPalette

    window = pictures.window
    window.actions_table["palette"].trigger()
    palette = window.findChildren(CommandPalette)[0]
    palette.field.setText("стр" if pictures.language == "ru" else "page")
    pictures.shoot("33-palette-typed")
    palette.field.setText("xyzzy")
    pictures.shoot("34-palette-nothing")
    palette.dismiss()


def _print(pictures: Pictures) -> None:
    from quizglass.ui.printing.dialog import PrintDialog

    window = pictures.window
    window.actions_table["print"].trigger()
    dialog: Any = window.findChildren(PrintDialog)[-1]
    dialog.options.paper.choose("A4")
    dialog.options.typed.setText("1")
    dialog.options.typed.textEdited.emit("1")
    pictures.until(lambda: dialog.preview.is_drawn)
    pictures.shoot("35-print", dialog)
    dialog.options.typed.setText("99")
    dialog.options.typed.textEdited.emit("99")
    pictures.shoot("36-print-no-page", dialog)
    dialog.reject()


def _full_screen(pictures: Pictures) -> None:
    from PySide6.QtCore import QPoint

    window = pictures.window
    size = window.size()
    window.actions_table["full_screen"].trigger()
    pictures.shoot("37-full-screen")
    window.full_screen.follow_pointer(QPoint(window.width() // 2, 0))
    window.grab().save(str(pictures.folder / "38-full-screen-bar.png"))
    window.actions_table["full_screen"].trigger()
    window.resize(size)


def _tabs(pictures: Pictures) -> None:
    import shutil

    window = pictures.window
    before = len(window.workspace.pages)
    copies = [pictures.folder / f"Протокол заседания № {number}, приложение.pdf" for number in range(1, 10)]
    for copy in copies:
        shutil.copy(pictures.samples / "invoice.pdf", copy)
    window.open_files([str(copy) for copy in copies])
    pictures.until(lambda: len(window.workspace.pages) == before + len(copies))
    pictures.shoot("39-many-tabs")
    window.top_bar.tabs.show_list(window.top_bar.tabs)
    pictures.popup("40-list-of-tabs")
    while len(window.workspace.pages) > before:
        window.tabs.close(window.workspace.pages[-1])
    for copy in copies:
        copy.unlink()


def _empty(pictures: Pictures) -> None:
    import pymupdf

    plain = pictures.folder / "plain.pdf"
    document = pymupdf.open()
    document.new_page().insert_text((72, 72), "A page without an outline")
    document.save(plain)
    pane = pictures.open(plain)
    window = pictures.window
    for name in ("outline", "answers"):
        window.show_left_page("pages")
        window.show_left_page(name)
        pictures.shoot(f"41-no-{name}")
    window.show_find()
    pane.sidebar.finder.field.setText("xyzzy")
    pictures.shoot("42-nothing-found")
    window.show_left_page("pages")
    window.close_pane(pane)
    plain.unlink()
