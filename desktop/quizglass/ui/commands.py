"""What each action does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakSet

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel

from quizglass import i18n
from quizglass.documents.folders import SUFFIXES
from quizglass.i18n import tr
from quizglass.paths import resource
from quizglass.settings import Theme as ThemeChoice
from quizglass.ui.batch_page.run_news import RunNews
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.forgetting import forget_document, forget_everything
from quizglass.ui.page_view.arrangement import Arrangement
from quizglass.ui.place_in_status import PlaceInStatus
from quizglass.ui.regions.region_commands import join_region_actions
from quizglass.ui.session.entry import Scope

if TYPE_CHECKING:
    from quizglass.ui.main_window import MainWindow

_THEMES = {
    "theme_system": ThemeChoice.SYSTEM,
    "theme_light": ThemeChoice.LIGHT,
    "theme_dark": ThemeChoice.DARK,
}
_ARRANGEMENTS = {
    "continuous": Arrangement.CONTINUOUS,
    "single_page": Arrangement.SINGLE,
    "two_pages": Arrangement.TWO,
    "two_pages_cover": Arrangement.TWO_WITH_COVER,
}
_LANGUAGES = {"language_system": "", "language_en": "en", "language_ru": "ru"}
_SAMPLE = "invoice.pdf"


class Commands:
    """Joins the table of actions with the window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._actions = window.actions_table
        self._followed: WeakSet[DocumentPane] = WeakSet()
        self._join_window()
        self._join_document()
        self._join_reading()
        self._join_choices()
        self._place = PlaceInStatus(window.workspace, window.status)
        self._run_news = RunNews(window.services.runs, window.workspace, window.status)

    def _on(self, action_id: str, do: Callable[[], object]) -> None:
        self._actions.on(action_id, do)

    def _on_pane(self, action_id: str, do: Callable[[DocumentPane], object]) -> None:
        """For actions on the document in front; without one nothing happens."""

        def run() -> None:
            pane = self._window.workspace.current
            if pane is not None:
                do(pane)

        self._actions.on(action_id, run)

    def _join_window(self) -> None:
        window = self._window
        self._on("open", self._open)
        self._on("open_folder", self._open_folder)
        self._on("open_sample", lambda: window.open_files([str(resource("samples") / _SAMPLE)]))
        self._on("next_tab", lambda: window.step_tab(1))
        self._on("previous_tab", lambda: window.step_tab(-1))
        self._on("read_again", window.tabs.read_again)
        self._on("reopen_tab", window.tabs.reopen_closed)
        self._on("clear_recent", window.recent.clear)
        self._on("forget_everything", lambda: forget_everything(window))
        self._on("full_screen", window.toggle_full_screen)
        self._on("left_panel", lambda: window.panels.show_left(not window.panels.left_shown))
        self._on("right_panel", lambda: window.panels.show_right(not window.panels.right_shown))
        self._on("show_pages", lambda: window.show_left_page("pages"))
        self._on("show_outline", lambda: window.show_left_page("outline"))
        self._on("show_answers", lambda: window.show_left_page("answers"))
        self._on("palette", window.overlays.show_palette)
        self._on("all_pages", window.workspace.show_batch)
        self._on("models", window.workspace.show_models)
        self._on("model_menu", lambda: window.overlays.show_model_menu(window.status.model_chip))
        self._on("import_model", self._import_model)
        self._on("keys", window.overlays.show_keys)
        self._on("change_keys", window.overlays.show_shortcuts)
        self._on("about", window.overlays.show_about)
        self._on("quit", window.close)

    def _join_document(self) -> None:
        window = self._window
        self._on("close_tab", window.close_tab)
        self._on_pane("print", self._print)
        self._on_pane("forget_document", lambda pane: forget_document(window, pane))
        self._on_pane("properties", lambda pane: window.overlays.show_properties(pane.session))
        self._on_pane("zoom_in", lambda pane: pane.view.zoom_in())
        self._on_pane("zoom_out", lambda pane: pane.view.zoom_out())
        self._on_pane("actual_size", lambda pane: pane.view.actual_size())
        self._on_pane("fit_page", lambda pane: pane.view.fit_page())
        self._on_pane("fit_width", lambda pane: pane.view.fit_width())
        self._on_pane("fit_region", lambda pane: pane.view.fit_region())
        for action_id, arrangement in _ARRANGEMENTS.items():
            self._on_pane(action_id, partial(self._arrange, arrangement))
        self._on_pane("rotate_right", lambda pane: pane.view.rotate(1))
        self._on_pane("rotate_left", lambda pane: pane.view.rotate(-1))
        self._on(
            "invert", lambda: self._window.services.preferences.change(dark_pages=self._actions["invert"].isChecked())
        )
        self._on_pane("go_to_page", lambda pane: pane.bar.focus_page())
        self._on_pane("previous_page", lambda pane: pane.turn_page(-1))
        self._on_pane("next_page", lambda pane: pane.turn_page(1))
        self._on_pane("back", lambda pane: pane.back())
        self._on_pane("forward", lambda pane: pane.forward())
        self._on("find", window.show_find)
        self._on_pane("find_next", lambda pane: self._find_step(pane, 1))
        self._on_pane("find_previous", lambda pane: self._find_step(pane, -1))
        self._on_pane("find_case", lambda pane: pane.sidebar.finder.match_case.toggle())
        self._on_pane("find_words", lambda pane: pane.sidebar.finder.whole_words.toggle())
        self._on_pane("next_link", lambda pane: pane.tools.links.step(1))
        self._on_pane("previous_link", lambda pane: pane.tools.links.step(-1))
        self._on("question", window.focus_question)
        self._on_pane("ask_page", lambda pane: self._ask(pane, Scope.PAGE))
        self._on_pane("ask_document", lambda pane: self._ask(pane, Scope.DOCUMENT))
        join_region_actions(self._on_pane, window)
        self._on_pane("next_answer", lambda pane: pane.session.show_neighbour(1))
        self._on_pane("previous_answer", lambda pane: pane.session.show_neighbour(-1))
        self._on_pane("undo_delete", lambda pane: pane.session.undo_delete())

    def _join_reading(self) -> None:
        self._on_pane("read_page", lambda pane: pane.reading.read_page())
        self._on_pane("read_region", lambda pane: pane.reading.read_region())
        self._on_pane("read_document", lambda pane: pane.reading.read_document())
        self._on_pane("show_read", lambda pane: pane.reading.show_overlay(not pane.reading.overlaid))
        self._on_pane("text_tool", self._switch_text_tool)
        self._on_pane("select_all_text", lambda pane: pane.tools.text.select_page())
        self._on_pane("copy_region", self._copy)
        self._on_pane("save_searchable", self._save_searchable)
        self._window.workspace.current_changed.connect(self._on_current)

    def _join_choices(self) -> None:
        preferences = self._window.services.preferences
        for action_id, theme in _THEMES.items():
            self._on(action_id, partial(preferences.change, theme=theme))
        for action_id, language in _LANGUAGES.items():
            self._on(action_id, partial(preferences.change, language=language))
        restores = self._actions["restore_session"]
        self._on("restore_session", lambda: preferences.change(restore_session=restores.isChecked()))
        preferences.changed.connect(self._on_preference)
        self._window.services.theme.choose(preferences.current.theme)
        self.mark_choices()

    def _on_preference(self, name: str) -> None:
        current = self._window.services.preferences.current
        if name == "theme":
            self._window.services.theme.choose(current.theme)
        elif name == "language":
            i18n.set_language(current.language)
        elif name == "shortcuts":
            self._actions.set_overrides(dict(current.shortcuts))
        self.mark_choices()

    def mark_choices(self) -> None:
        """Show in the menus what is chosen."""
        current = self._window.services.preferences.current
        for action_id, theme in _THEMES.items():
            self._actions[action_id].setChecked(current.theme is theme)
        for action_id, language in _LANGUAGES.items():
            self._actions[action_id].setChecked(current.language == language)
        self._actions["restore_session"].setChecked(current.restore_session)
        self._actions["invert"].setChecked(current.dark_pages)
        self._actions["left_panel"].setChecked(self._window.panels.left_shown)
        self._actions["right_panel"].setChecked(self._window.panels.right_shown)
        pane = self._window.workspace.current
        self._actions["show_read"].setChecked(pane is not None and pane.reading.overlaid)
        self._actions["text_tool"].setChecked(pane is not None and pane.is_selecting_text)
        for action_id, arrangement in _ARRANGEMENTS.items():
            self._actions[action_id].setChecked(pane is not None and pane.view.arrangement is arrangement)

    def _invert(self) -> None:
        self._window.services.preferences.change(dark_pages=self._actions["invert"].isChecked())

    def _arrange(self, arrangement: Arrangement, pane: DocumentPane) -> None:
        pane.view.arrange(arrangement)
        self.mark_choices()

    def _on_current(self, pane: DocumentPane | None) -> None:
        if pane is not None and pane not in self._followed:
            # What is remembered of a document comes after its first page.
            self._followed.add(pane)
            pane.view.arranged.connect(self.mark_choices)
        self.mark_choices()

    def _ask(self, pane: DocumentPane, scope: Scope) -> None:
        self._window.panels.show_right(True)
        pane.ask_panel.ask_of(scope)

    # Files ----------------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        patterns = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        filters = ";;".join((tr("Documents ({patterns})").format(patterns=patterns), tr("All files (*)")))
        files, _ = QFileDialog.getOpenFileNames(self._window, tr("Open a document"), "", filters)
        self._window.open_files(files)

    def _open_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, tr("Open all documents of a folder"))
        if folder:
            self._window.open_files([folder])

    def _find_step(self, pane: DocumentPane, step: int) -> None:
        """To the next place; where nothing is looked for yet, to where words are typed."""
        if pane.sidebar.finder.field.text().strip():
            pane.sidebar.finder.step(step)
        else:
            self._window.show_find()

    def _switch_text_tool(self, pane: DocumentPane) -> None:
        pane.tools.text.switch_tool()
        self.mark_choices()
        self._place.say()

    def _copy(self, pane: DocumentPane) -> None:
        """What is selected in an answer goes first (its label leaves the key to the window), then text on the page."""
        focused = self._window.focusWidget()
        if isinstance(focused, QLabel) and focused.hasSelectedText():
            QGuiApplication.clipboard().setText(focused.selectedText())
        elif not pane.tools.text.copy():
            pane.regions.copying.text()

    def _save_searchable(self, pane: DocumentPane) -> None:
        title, kinds = tr("Save as searchable PDF"), tr("PDF documents (*.pdf)")
        file, _ = QFileDialog.getSaveFileName(self._window, title, str(pane.reading.proposed_file()), kinds)
        if file:
            pane.reading.save_searchable(Path(file))

    def _print(self, pane: DocumentPane) -> None:
        from quizglass.ui.printing.print_command import print_document

        print_document(self._window, pane)

    def _import_model(self) -> None:
        folder = QFileDialog.getExistingDirectory(self._window, tr("The folder of the model"))
        if folder:
            from quizglass.ui.model_import import import_model

            import_model(self._window, folder)
