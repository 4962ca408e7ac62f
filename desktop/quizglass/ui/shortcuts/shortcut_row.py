"""One action with its keys, and under it the conflict that new keys would make."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.shortcuts.key_field import KeyField, native
from quizglass.ui.theme import SPACE_S, SPACE_XS, ThemeSource

_FIELD_WIDTH = 232


class ShortcutRow(QWidget):
    """Signals:
    keys_wanted(str): keys that belong to nobody else, or that may be taken.
    tried(str): keys were pressed; `conflict` answers where another has them.
    reset_wanted()
    """

    keys_wanted = Signal(str)
    tried = Signal(str)
    reset_wanted = Signal()

    def __init__(self, theme: ThemeSource, action_id: str) -> None:
        super().__init__()
        self.action_id = action_id
        self._name = label("body", wrap=True)
        self.field = KeyField()
        self.reset = IconButton(theme, "again", tint="muted")
        self._problem = label("warn", wrap=True)
        self.take = button("plain")
        self.leave = button("plain")
        self._conflict = QWidget()
        self._wanted = ""
        self._lay_out()
        self.field.pressed_keys.connect(self.tried)
        self.field.refused.connect(self._refuse)
        self.reset.clicked.connect(self.reset_wanted)
        self.take.clicked.connect(lambda: self.keys_wanted.emit(self._wanted))
        self.leave.clicked.connect(self._leave)

    def _lay_out(self) -> None:
        lines = column(self, spacing=SPACE_XS)
        top = row(spacing=SPACE_S)
        self.field.setFixedWidth(_FIELD_WIDTH)
        keeps_room = self.reset.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(keeps_room)
        top.addWidget(self._name, 1)
        top.addWidget(self.field)
        top.addWidget(self.reset)
        lines.addLayout(top)
        below = row(self._conflict, spacing=SPACE_S)
        below.addWidget(self._problem, 1)
        below.addWidget(self.take)
        below.addWidget(self.leave)
        lines.addWidget(self._conflict)
        self._conflict.hide()

    def show_keys(self, name: str, keys: tuple[str, ...], *, changed: bool) -> None:
        self.setAccessibleName(name)
        self._name.setText(name)
        self.field.show_keys(name, keys)
        self.reset.say(tr("Give {name} its first keys again").format(name=name))
        self.reset.setVisible(changed)
        self._conflict.hide()

    def conflict(self, keys: str, holder: str) -> None:
        """Ask whether ``keys`` may be taken from the action named ``holder``."""
        self._wanted = keys
        self._problem.setText(tr("{keys} already does “{name}”.").format(keys=native(keys), name=holder))
        self.take.setText(tr("Take it from there"))
        self.take.setAccessibleName(tr("Take {keys} from {name}").format(keys=native(keys), name=holder))
        self.leave.setText(tr("Leave it"))
        self.leave.setAccessibleName(tr("Leave the keys as they are"))
        for part in (self.take, self.leave, self._conflict):
            part.show()
        self.take.setFocus()

    @property
    def problem(self) -> str:
        """What is said under the keys, "" where nothing is."""
        return self._problem.text() if not self._conflict.isHidden() else ""

    def _refuse(self, keys: str) -> None:
        self._problem.setText(tr("{keys} alone is needed to move about and to write.").format(keys=keys))
        self.take.hide()
        self.leave.hide()
        self._conflict.show()

    def _leave(self) -> None:
        self._conflict.hide()
        self.field.setFocus()
