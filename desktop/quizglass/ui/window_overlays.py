"""What lies over the window for a moment, made when it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

import quizglass
from quizglass.i18n import tr
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.notices import Notice
from quizglass.ui.controls.text import label
from quizglass.ui.theme import SPACE_L

if TYPE_CHECKING:
    from quizglass.ui.command_palette import CommandPalette
    from quizglass.ui.keys_overview import KeysOverview
    from quizglass.ui.main_window import MainWindow
    from quizglass.ui.properties.card import PropertiesCard
    from quizglass.ui.session.session import DocumentSession
    from quizglass.ui.shortcuts.editor import ShortcutEditor


class WindowOverlays:
    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._palette: CommandPalette | None = None
        self._keys: KeysOverview | None = None
        self._shortcuts: ShortcutEditor | None = None
        self._properties: PropertiesCard | None = None
        self._drop: QFrame | None = None

    def show_menu(self, below: QWidget) -> None:
        from quizglass.ui.window_menu import show_window_menu

        window = self._window
        show_window_menu(
            window,
            window.services.theme,
            window.actions_table,
            window.recent.documents,
            lambda path: window.open_files([path]),
            below,
        )

    def show_model_menu(self, above: QWidget) -> None:
        from quizglass.ui.model_menu import show_model_menu

        show_model_menu(self._window, self._window.services, self._window.actions_table, above)

    def show_palette(self) -> None:
        from quizglass.ui.command_palette import CommandPalette
        from quizglass.ui.palette_choices import PaletteChoices

        if self._palette is None:
            self._palette = CommandPalette(self._window.services.theme, self._window)
        choices = PaletteChoices(self._window)
        self._palette.open_with(choices.all(), choices.typed)

    def show_keys(self) -> None:
        from quizglass.ui.keys_overview import KeysOverview

        if self._keys is None:
            self._keys = KeysOverview(self._window.services.theme, self._window.actions_table, self._window)
        self._keys.open()

    def show_shortcuts(self) -> None:
        from quizglass.ui.shortcuts.editor import ShortcutEditor

        window = self._window
        if self._shortcuts is None:
            self._shortcuts = ShortcutEditor(
                window.services.theme, window.actions_table, window.services.preferences, window
            )
        if self._keys is not None:
            self._keys.dismiss()
        self._shortcuts.open()

    def show_properties(self, session: DocumentSession) -> None:
        from quizglass.ui.properties.card import PropertiesCard

        if self._properties is None:
            self._properties = PropertiesCard(self._window.services, self._window)
        self._properties.open_for(session)

    def show_about(self) -> None:
        self._window.workspace.notices.add(Notice(_about, "info"))

    def show_drop_target(self) -> None:
        """While a file is dragged over the window: here it can be dropped."""
        if self._drop is None:
            self._drop = QFrame(self._window)
            self._drop.setProperty("role", "dropTarget")
            words = label("pageTitle")
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            words.setText(tr("Drop it to open it"))
            column(self._drop).addWidget(words)
        self._drop.setGeometry(self._window.rect().adjusted(SPACE_L, SPACE_L, -SPACE_L, -SPACE_L))
        self._drop.show()
        self._drop.raise_()

    def hide_drop_target(self) -> None:
        if self._drop is not None:
            self._drop.deleteLater()
            self._drop = None


def _about() -> tuple[str, str]:
    return (
        tr("Quizglass {version}").format(version=quizglass.__version__),
        tr("Asks questions of documents on this computer. Nothing leaves it. Free under the AGPL, version 3 or later."),
    )
