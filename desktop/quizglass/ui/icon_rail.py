"""The icons at the far left: what the left panel shows, all pages, the models."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QFrame

from quizglass.i18n import tr
from quizglass.ui.actions import Actions
from quizglass.ui.controls.icon_button import ActionButton
from quizglass.ui.controls.layouts import column
from quizglass.ui.language import follow_language
from quizglass.ui.theme import SPACE_S, SPACE_XS, ThemeSource

_WIDTH = 44
_PAGES = {
    "pages": ("show_pages", "pages"),
    "outline": ("show_outline", "outline"),
    "find": ("find", "find"),
    "answers": ("show_answers", "answers"),
}


_FULL_PAGES = {"all_pages": "all-pages", "models": "model"}


class IconRail(QFrame):
    def __init__(self, theme: ThemeSource, actions: Actions) -> None:
        super().__init__()
        self.setProperty("role", "rail")
        self.setFixedWidth(_WIDTH)
        layout = column(self, margin=(SPACE_XS, SPACE_S), spacing=SPACE_XS)
        self._buttons = {page: ActionButton(theme, actions, *what) for page, what in _PAGES.items()}
        for made in self._buttons.values():
            made.setCheckable(True)
            layout.addWidget(made)
        layout.addStretch(1)
        self._ask_panel = ActionButton(theme, actions, "right_panel", "panel-right")
        layout.addWidget(self._ask_panel)
        self._open = {name: ActionButton(theme, actions, name, icon) for name, icon in _FULL_PAGES.items()}
        for made in self._open.values():
            made.setCheckable(True)
            layout.addWidget(made)
        follow_language(self, lambda: self.setAccessibleName(tr("Panels")))

    def set_has_document(self, there: bool) -> None:
        """Without a document there are no panels to show."""
        for made in (*self._buttons.values(), self._ask_panel):
            made.setVisible(there)

    def set_open(self, pages: Mapping[str, bool]) -> None:
        """Mark the icon of the page that is in front, by the name of its action."""
        for name, made in self._open.items():
            made.setChecked(pages[name])

    def set_shown(self, page: str) -> None:
        """Mark the icon of the page that the left panel shows; "" while it is hidden."""
        for name, made in self._buttons.items():
            made.setChecked(name == page)
