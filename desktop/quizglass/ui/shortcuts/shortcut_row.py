"""One action with its keys, and under it the conflict that new keys would make."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.shortcuts.conflict_strip import ConflictStrip
from quizglass.ui.shortcuts.key_field import KeyField
from quizglass.ui.theme import SPACE_S, SPACE_XS, ThemeSource

_FIELD_WIDTH = 232


class ShortcutRow(QWidget):
    """Signals:
    keys_wanted(str): keys that may be taken from who has them.
    tried(str): keys were pressed; `conflict` answers where another has them.
    reset_wanted()
    """

    keys_wanted = Signal(str)
    tried = Signal(str)
    reset_wanted = Signal()

    def __init__(self, theme: ThemeSource, action_id: str) -> None:
        super().__init__()
        self.action_id = action_id
        self._shown: tuple[str, tuple[str, ...], bool] | None = None
        self._name = label("body", wrap=True)
        self.field = KeyField()
        self.reset = IconButton(theme, "again", tint="muted")
        self._conflict: ConflictStrip | None = None
        self._lines = column(self, spacing=SPACE_XS)
        top = row(spacing=SPACE_S)
        self.field.setFixedWidth(_FIELD_WIDTH)
        keeps_room = self.reset.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(keeps_room)
        top.addWidget(self._name, 1)
        top.addWidget(self.field)
        top.addWidget(self.reset)
        self._lines.addLayout(top)
        self.field.pressed_keys.connect(self.tried)
        self.field.refused.connect(lambda keys: self.strip.refuse(keys))
        self.reset.clicked.connect(self.reset_wanted)

    @property
    def strip(self) -> ConflictStrip:
        """Made when keys are first in conflict: few ever are."""
        if self._conflict is None:
            self._conflict = ConflictStrip()
            self._conflict.taken.connect(self.keys_wanted)
            self._conflict.left.connect(self._leave)
            self._lines.addWidget(self._conflict)
        return self._conflict

    def show_keys(self, name: str, keys: tuple[str, ...], *, changed: bool) -> None:
        if self._conflict is not None:
            self._conflict.hide()
        if self._shown == (name, keys, changed):
            return
        self._shown = (name, keys, changed)
        self.setAccessibleName(name)
        self._name.setText(name)
        self.field.show_keys(name, keys)
        self.reset.say(tr("Give {name} its first keys again").format(name=name))
        self.reset.setVisible(changed)

    def conflict(self, keys: str, holder: str, *, fixed: bool) -> None:
        """Ask whether ``keys`` may be taken from the action named ``holder``; where they are ``fixed`` they may not."""
        self.strip.ask(keys, holder, fixed=fixed)

    @property
    def problem(self) -> str:
        """What is said under the keys, "" where nothing is."""
        return self._conflict.problem if self._conflict is not None and not self._conflict.isHidden() else ""

    def _leave(self) -> None:
        self.strip.hide()
        self.field.setFocus()
