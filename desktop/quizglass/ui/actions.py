"""Everything the window can do by name: one table for the menu, the command palette and the overview of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from quizglass.i18n import N_, in_all_languages, tr
from quizglass.ui.crash_care.last_actions import LastActions
from quizglass.ui.language import follow_language
from quizglass.ui.shortcuts.bindings import Bindings


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """``keys`` are in Qt's portable form, the first is the one that is shown; ``checkable`` ones have an on state.

    ``needs_document`` ones are off while no document is shown. ``elsewhere`` says that the keys are handled where the
    focus is (Enter in the question field, Esc), so that no shortcut is registered.
    """

    id: str
    words: str
    group: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    needs_document: bool = True
    elsewhere: bool = False


GROUPS: Final[Mapping[str, str]] = {
    "document": N_("Document"),
    "look": N_("View"),
    "go": N_("Go"),
    "ask": N_("Ask"),
    "text": N_("Text"),
    "panels": N_("Panels"),
    "program": N_("Program"),
}

TABLE: Final = (
    ActionSpec("open", N_("Open a document…"), "document", ("Ctrl+O",), "folder", needs_document=False),
    ActionSpec("open_folder", N_("Open all documents of a folder…"), "document", (), needs_document=False),
    ActionSpec("open_sample", N_("Open the sample"), "document", (), needs_document=False),
    ActionSpec("print", N_("Print…"), "document", ("Ctrl+P",), "print"),
    ActionSpec("close_tab", N_("Close the document"), "document", ("Ctrl+W",), "close"),
    ActionSpec("next_tab", N_("Next document"), "document", ("Ctrl+Tab", "Ctrl+PgDown")),
    ActionSpec("previous_tab", N_("Previous document"), "document", ("Ctrl+Shift+Tab", "Ctrl+PgUp")),
    ActionSpec("read_again", N_("Read the file again"), "document", ("F5",), "again"),
    ActionSpec(
        "reopen_tab",
        N_("Open the closed document again"),
        "document",
        ("Ctrl+Shift+T",),
        "reopen",
        needs_document=False,
    ),
    ActionSpec("properties", N_("Properties of the document"), "document", ("Alt+Return",), "info"),
    ActionSpec("clear_recent", N_("Clear the list of recent documents"), "document", (), needs_document=False),
    ActionSpec("forget_document", N_("Forget this document…"), "document", (), "delete"),
    ActionSpec("forget_everything", N_("Forget everything…"), "document", (), needs_document=False),
    ActionSpec("zoom_in", N_("Zoom in"), "look", ("Ctrl++", "Ctrl+="), "zoom-in"),
    ActionSpec("zoom_out", N_("Zoom out"), "look", ("Ctrl+-",), "zoom-out"),
    ActionSpec("actual_size", N_("Actual size"), "look", ("Ctrl+0",), "actual-size"),
    ActionSpec("fit_page", N_("Fit the page"), "look", ("Ctrl+1",), "fit-page"),
    ActionSpec("fit_width", N_("Fit the width"), "look", ("Ctrl+2",), "fit-width"),
    ActionSpec("fit_region", N_("Zoom to the region"), "look", ("Ctrl+3",), "zoom-region"),
    ActionSpec("continuous", N_("Pages below one another"), "look", ("Ctrl+4",), "continuous", checkable=True),
    ActionSpec("single_page", N_("One page at a time"), "look", ("Ctrl+5",), "single-page", checkable=True),
    ActionSpec("two_pages", N_("Two pages side by side"), "look", ("Ctrl+6",), "two-pages", checkable=True),
    ActionSpec(
        "two_pages_cover", N_("Two pages, the cover alone"), "look", ("Ctrl+7",), "two-pages-cover", checkable=True
    ),
    ActionSpec("rotate_right", N_("Rotate right"), "look", ("R",), "rotate"),
    ActionSpec("rotate_left", N_("Rotate left"), "look", ("Shift+R",), "rotate-left"),
    ActionSpec("invert", N_("Dark pages"), "look", (), "moon", checkable=True),
    ActionSpec("full_screen", N_("Full screen"), "look", ("F11",), "full-screen", checkable=True, needs_document=False),
    ActionSpec("go_to_page", N_("Go to page…"), "go", ("Ctrl+G",), "go-to-page"),
    ActionSpec("previous_page", N_("Previous page"), "go", ("P",), "chevron-left"),
    ActionSpec("next_page", N_("Next page"), "go", ("N",), "chevron-right"),
    ActionSpec("back", N_("Back"), "go", ("Alt+Left",), "back"),
    ActionSpec("forward", N_("Forward"), "go", ("Alt+Right",), "forward"),
    ActionSpec("find", N_("Find in the document…"), "go", ("Ctrl+F",), "find"),
    ActionSpec("find_next", N_("Next place found"), "go", ("F3",), "chevron-down"),
    ActionSpec("find_previous", N_("Previous place found"), "go", ("Shift+F3",), "chevron-up"),
    ActionSpec("find_case", N_("Find: match case or not"), "go"),
    ActionSpec("find_words", N_("Find: whole words or parts"), "go"),
    ActionSpec("next_link", N_("Next link"), "go", ("L",)),
    ActionSpec("previous_link", N_("Previous link"), "go", ("Shift+L",)),
    ActionSpec("question", N_("Type a question"), "ask", ("Ctrl+L",), "question"),
    ActionSpec("ask", N_("Ask of what is chosen"), "ask", ("Return",), "ask", elsewhere=True),
    ActionSpec("ask_page", N_("Ask of the page"), "ask", ("Ctrl+Return", "Ctrl+Enter"), "ask-page"),
    ActionSpec("ask_document", N_("Ask of the document"), "ask", ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")),
    ActionSpec("all_pages", N_("Ask all pages…"), "ask", ("Ctrl+B",), "all-pages", needs_document=False),
    ActionSpec("stop", N_("Stop the answer, or clear the region"), "ask", ("Esc",), "stop", elsewhere=True),
    ActionSpec("whole_page", N_("Take the whole page as region"), "ask", ("A",), "region"),
    ActionSpec("add_region", N_("Add a region"), "ask", ("Shift+A",), "add"),
    ActionSpec("next_region", N_("Next region"), "ask", ("Tab",), elsewhere=True),
    ActionSpec("previous_region", N_("Previous region"), "ask", ("Shift+Tab",), elsewhere=True),
    ActionSpec("name_region", N_("Name the region…"), "ask", ("F2",), "edit"),
    ActionSpec("remove_region", N_("Remove the region"), "ask", ("Del",), "delete", elsewhere=True),
    ActionSpec("remove_regions", N_("Remove all regions"), "ask"),
    ActionSpec("next_answer", N_("Next answer"), "ask", ("J",)),
    ActionSpec("previous_answer", N_("Previous answer"), "ask", ("K",)),
    ActionSpec("undo_delete", N_("Bring the deleted answer back"), "ask", ("Ctrl+Z",), "undo"),
    ActionSpec("read_page", N_("Read this page"), "text", (), "read-text"),
    ActionSpec("read_region", N_("Read the region"), "text"),
    ActionSpec("read_document", N_("Read the whole document"), "text"),
    ActionSpec("show_read", N_("Show what was read"), "text", (), "eye", checkable=True),
    ActionSpec("text_tool", N_("Select text"), "text", ("T",), "text-select", checkable=True),
    ActionSpec("select_all_text", N_("Select all text of the page"), "text", ("Ctrl+A",)),
    ActionSpec("copy_region", N_("Copy the selected text, or that of the region"), "text", ("Ctrl+C",), "copy"),
    ActionSpec("copy_region_picture", N_("Copy the region as picture"), "text", ("Ctrl+Shift+C",)),
    ActionSpec("copy_region_table", N_("Copy the region as table"), "text", ("Ctrl+Alt+C",)),
    ActionSpec("save_region_picture", N_("Save the region as picture…"), "text", (), "save"),
    ActionSpec("save_searchable", N_("Save as searchable PDF…"), "text", (), "save"),
    ActionSpec("left_panel", N_("Left panel"), "panels", ("F9",), "panel-left", True, needs_document=False),
    ActionSpec("right_panel", N_("Ask panel"), "panels", ("F10",), "panel-right", True, needs_document=False),
    ActionSpec("show_pages", N_("Pages"), "panels", ("Ctrl+Shift+P",), "pages"),
    ActionSpec("show_outline", N_("Outline"), "panels", ("Ctrl+Shift+O",), "outline"),
    ActionSpec("show_answers", N_("Answers"), "panels", ("Ctrl+Shift+A",), "answers"),
    ActionSpec("palette", N_("Everything by name…"), "program", ("Ctrl+K",), "palette", needs_document=False),
    ActionSpec("models", N_("Models"), "program", ("Ctrl+M",), "model", needs_document=False),
    ActionSpec("model_menu", N_("Choose a model…"), "program", ("Ctrl+Shift+M",), needs_document=False),
    ActionSpec("import_model", N_("Import a model from a folder…"), "program", (), "import", needs_document=False),
    ActionSpec(
        "restore_session",
        N_("Open the same documents at the next start"),
        "program",
        (),
        "",
        True,
        needs_document=False,
    ),
    ActionSpec("theme_system", N_("Colours: as the system"), "program", (), checkable=True, needs_document=False),
    ActionSpec("theme_light", N_("Colours: light"), "program", (), "sun", checkable=True, needs_document=False),
    ActionSpec("theme_dark", N_("Colours: dark"), "program", (), "moon", checkable=True, needs_document=False),
    ActionSpec(
        "language_system",
        N_("Language: as the system"),
        "program",
        (),
        "language",
        checkable=True,
        needs_document=False,
    ),
    ActionSpec("language_en", "English", "program", (), checkable=True, needs_document=False),
    ActionSpec("language_ru", "Русский", "program", (), checkable=True, needs_document=False),
    ActionSpec("keys", N_("Keys"), "program", ("F1",), "keyboard", needs_document=False),
    ActionSpec("change_keys", N_("Change keys…"), "program", (), "keyboard", needs_document=False),
    ActionSpec("about", N_("About Quizglass"), "program", (), "info", needs_document=False),
    ActionSpec("quit", N_("Quit"), "program", ("Ctrl+Q",), "quit", needs_document=False),
)


class Actions(QObject):
    """The actions of one window, by id. ``overrides`` are the user's own shortcuts: id to keys, "" for none.

    ``keys_changed`` tells that other keys are in force.
    """

    keys_changed = Signal()

    def __init__(self, window: QWidget, overrides: Mapping[str, str]) -> None:
        super().__init__(window)
        self._specs = {spec.id: spec for spec in TABLE}
        self._actions: dict[str, QAction] = {}
        self.used = LastActions()
        for spec in TABLE:
            action = QAction(self)
            action.triggered.connect(partial(self.used.note, spec.id))
            action.setCheckable(spec.checkable)
            if not spec.elsewhere:
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
                window.addAction(action)
            self._actions[spec.id] = action
        self.set_overrides(overrides)
        follow_language(self, self._say)

    def set_overrides(self, overrides: Mapping[str, str]) -> None:
        """Put the user's own shortcuts in force, in place of those before."""
        known = {action_id: keys for action_id, keys in overrides.items() if action_id in self._specs}
        self.bindings = Bindings(self._specs, known)
        for spec in TABLE:
            if not spec.elsewhere:
                self._actions[spec.id].setShortcuts([QKeySequence(keys) for keys in self.keys(spec)])
        self.keys_changed.emit()

    def keys(self, spec: ActionSpec) -> tuple[str, ...]:
        """The keys in force, in Qt's portable form."""
        return self.bindings.keys(spec.id)

    def searched_words(self, action_id: str) -> str:
        """The name in every language: a person may know it from elsewhere."""
        return in_all_languages(self._specs[action_id].words)

    def icon(self, action_id: str) -> str:
        """The name of its icon, or ""."""
        return self.bindings.specs[action_id].icon

    def specs(self) -> Iterator[ActionSpec]:
        yield from self._specs.values()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def on(self, action_id: str, do: Callable[[], object]) -> None:
        """Have the action do ``do``."""
        self._actions[action_id].triggered.connect(lambda _checked: do())

    def set_document_shown(self, shown: bool) -> None:
        for spec in TABLE:
            if spec.needs_document:
                self._actions[spec.id].setEnabled(shown)

    def shown_keys(self, action_id: str) -> str:
        """The first shortcut as the system writes it, or ""."""
        keys = self.keys(self._specs[action_id])
        return QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if keys else ""

    def _say(self) -> None:
        for spec in TABLE:
            self._actions[spec.id].setText(tr(spec.words))
