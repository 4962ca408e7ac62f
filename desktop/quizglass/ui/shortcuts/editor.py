"""All actions by group with their keys: found by words, changed by pressing new ones."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from quizglass.i18n import tr
from quizglass.ui.actions import GROUPS, Actions
from quizglass.ui.closeness import fits_words
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.overlays import Overlay
from quizglass.ui.preferences import Preferences
from quizglass.ui.shortcuts.bindings import Bindings
from quizglass.ui.shortcuts.key_field import native
from quizglass.ui.shortcuts.shortcut_row import ShortcutRow
from quizglass.ui.theme import SPACE_M, SPACE_S, SPACE_XL, SPACE_XS, ThemeSource

_WIDTH = 680
_HEIGHT = 720
_ROWS_AT_ONCE = 6


class ShortcutEditor(Overlay):
    def __init__(self, theme: ThemeSource, actions: Actions, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(theme, parent, _WIDTH)
        self._actions = actions
        self._preferences = preferences
        self._rows: dict[str, ShortcutRow] = {}
        self._heads: dict[str, QLabel] = {}
        self._title = label("title")
        self._close = IconButton(theme, "close", tint="muted")
        self.search = QLineEdit()
        self._scroll = QScrollArea()
        self._nothing = label("muted", wrap=True)
        self._news = label("small", wrap=True)
        self.reset_all = button("plain")
        self._rows_of: dict[str, QVBoxLayout] = {}
        self._missing = actions.specs()
        self.is_filled = False
        self._filling = QTimer(self, interval=0)
        self._filling.timeout.connect(self._fill_more)
        self._lay_out()
        self._lay_out_groups()
        self._close.clicked.connect(self.dismiss)
        self.search.textChanged.connect(lambda _: self._filter())
        self.reset_all.clicked.connect(self._reset_all)
        actions.keys_changed.connect(self._show_keys)

    def _lay_out(self) -> None:
        head = row(margin=(SPACE_XL, SPACE_M))
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        field = row(margin=(SPACE_XL, 0))
        field.addWidget(self.search)
        foot = row(margin=(SPACE_XL, SPACE_M), spacing=SPACE_M)
        foot.addWidget(self._news, 1)
        foot.addWidget(self.reset_all)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content.addLayout(head)
        self.content.addLayout(field)
        self.content.addSpacing(SPACE_S)
        self.content.addWidget(self._scroll, 1)
        self.content.addLayout(foot)

    def _lay_out_groups(self) -> None:
        inside = QWidget()
        lines = column(inside, margin=(SPACE_XL, 0), spacing=SPACE_XS)
        for group in GROUPS:
            head = self._heads[group] = label("section")
            head.setContentsMargins(0, SPACE_M, 0, 0)
            lines.addWidget(head)
            self._rows_of[group] = column(spacing=SPACE_XS)
            lines.addLayout(self._rows_of[group])
        lines.addWidget(self._nothing)
        lines.addStretch(1)
        self._nothing.hide()
        self._scroll.setWidget(inside)
        # Qt has it paint the colour of windows over the card.
        inside.setAutoFillBackground(False)

    def _fill_more(self) -> None:
        """A few rows at a time: all at once would hold the window up for a third of a second."""
        for spec in islice(self._missing, _ROWS_AT_ONCE):
            self._add_row(spec.id, self._rows_of[spec.group])
        self.is_filled = len(self._rows) == len(self._bindings.specs)
        if self.is_filled:
            self._filling.stop()

    def _add_row(self, action_id: str, lines: QVBoxLayout) -> None:
        made = self._rows[action_id] = ShortcutRow(self._theme, action_id)
        made.tried.connect(lambda keys: self._try(made, keys))
        made.keys_wanted.connect(lambda keys: self._bind(action_id, keys))
        made.reset_wanted.connect(lambda: self._reset(made))
        made.field.setEnabled(not self._fixed(action_id))
        lines.addWidget(made)
        self._show_keys_in(made)
        self._apply_filter(made)

    def open(self) -> None:
        self._title.setText(tr("Change keys"))
        self._close.say(tr("Close"))
        self.setAccessibleName(tr("Change keys"))
        self._scroll.setAccessibleName(tr("Actions and their keys"))
        self.search.setPlaceholderText(tr("Words or keys to find"))
        self.search.setAccessibleName(tr("Words or keys to find"))
        self._nothing.setText(tr("Nothing is called that. Try another word, or the keys themselves."))
        self.reset_all.setText(tr("Reset all keys"))
        self.reset_all.setAccessibleName(tr("Reset all keys"))
        for group, words in GROUPS.items():
            self._heads[group].setText(tr(words))
        self._news.setText(tr("Press a button, then the new keys. Backspace leaves it without keys."))
        self.search.clear()
        self._show_keys()
        self._filter()
        if not self.is_filled:
            self._fill_more()
            self._filling.start()
        super().open()
        self.search.setFocus()

    def card_height(self, _width: int) -> int:
        return _HEIGHT

    def row_of(self, action_id: str) -> ShortcutRow:
        return self._rows[action_id]

    @property
    def news(self) -> str:
        """What the last change did."""
        return self._news.text()

    @property
    def _bindings(self) -> Bindings:
        return self._actions.bindings

    # Changes --------------------------------------------------------------------------------------------------------

    def _try(self, tried: ShortcutRow, keys: str) -> None:
        holder = self._bindings.holder(keys, besides=tried.action_id) if keys else None
        if holder is None:
            self._bind(tried.action_id, keys)
            return
        tried.conflict(keys, self._name(holder), fixed=self._fixed(holder))

    def _fixed(self, action_id: str) -> bool:
        """Enter, Esc and their like do what the part with the focus says; they are shown, but stay as they are."""
        return self._bindings.specs[action_id].elsewhere

    def _bind(self, action_id: str, keys: str) -> None:
        holder = self._bindings.holder(keys, besides=action_id) if keys else None
        self._keep(self._bindings.bind(action_id, (keys,) if keys else ()))
        name = self._name(action_id)
        if not keys:
            news = tr("“{name}” has no keys now.").format(name=name)
        elif holder is not None:
            news = tr("{keys} now does “{name}” and no longer “{other}”.").format(
                keys=native(keys), name=name, other=self._name(holder)
            )
        else:
            news = tr("{keys} now does “{name}”.").format(keys=native(keys), name=name)
        self._news.setText(news)
        self._rows[action_id].field.setFocus()

    def _reset(self, changed: ShortcutRow) -> None:
        self._keep(self._bindings.reset(changed.action_id))
        self._news.setText(tr("“{name}” has its first keys again.").format(name=self._name(changed.action_id)))
        changed.field.setFocus()

    def _reset_all(self) -> None:
        self._keep(Bindings(self._bindings.specs))
        self._news.setText(tr("All keys are as they were at first."))

    def _keep(self, bindings: Bindings) -> None:
        self._preferences.change(shortcuts=bindings.as_setting())

    # Showing --------------------------------------------------------------------------------------------------------

    def _name(self, action_id: str) -> str:
        return self._actions[action_id].text().rstrip("…")

    def _show_keys(self) -> None:
        for shown in self._rows.values():
            self._show_keys_in(shown)
        self.reset_all.setEnabled(bool(self._bindings.own))

    def _show_keys_in(self, shown: ShortcutRow) -> None:
        keys = self._bindings.keys(shown.action_id)
        shown.show_keys(self._name(shown.action_id), keys, changed=self._bindings.is_changed(shown.action_id))

    def _filter(self) -> None:
        for shown in self._rows.values():
            self._apply_filter(shown)
        found = {spec.group for spec in self._actions.specs() if self._fits(spec.id)}
        for group, head in self._heads.items():
            head.setVisible(group in found)
        self._nothing.setVisible(not found)

    def _apply_filter(self, shown: ShortcutRow) -> None:
        shown.setVisible(self._fits(shown.action_id))

    def _fits(self, action_id: str) -> bool:
        keys = " ".join(native(held) for held in self._bindings.keys(action_id))
        words = f"{self._name(action_id)} {self._actions.searched_words(action_id)} {keys}"
        return fits_words(self.search.text(), words)
