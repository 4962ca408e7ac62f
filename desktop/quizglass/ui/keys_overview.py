"""F1: all keys at a glance."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from quizglass.i18n import tr
from quizglass.ui.actions import GROUPS, Actions
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.overlays import Overlay
from quizglass.ui.theme import SPACE_M, SPACE_S, SPACE_XL, ThemeSource

_WIDTH = 760
_TWO_COLUMNS_FROM = 640


class KeysOverview(Overlay):
    """Filled anew each time it opens: keys and language may have changed."""

    def __init__(self, theme: ThemeSource, actions: Actions, parent: QWidget) -> None:
        super().__init__(theme, parent, _WIDTH)
        self._actions = actions
        self._title = label("title")
        self._change = button("plain")
        self._close = IconButton(theme, "close", tint="muted")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = row(margin=(SPACE_XL, SPACE_M))
        head.addWidget(self._title, 1)
        head.addWidget(self._change)
        head.addSpacing(SPACE_S)
        head.addWidget(self._close)
        self.content.addLayout(head)
        self.content.addWidget(self._scroll, 1)
        self._close.clicked.connect(self.dismiss)
        self._change.clicked.connect(actions["change_keys"].trigger)

    def open(self) -> None:
        self._title.setText(tr("Keys"))
        self._close.say(tr("Close"))
        self._change.setText(tr("Change keys…"))
        self._change.setAccessibleName(tr("Change keys"))
        self.setAccessibleName(tr("Keys"))
        self._scroll.setAccessibleName(tr("Keys"))
        inside = self._filled()
        self._scroll.setWidget(inside)
        # Qt has it paint the colour of windows over the card.
        inside.setAutoFillBackground(False)
        super().open()
        self._scroll.setFocus()

    def card_height(self, width: int) -> int:
        inside = self._scroll.widget()
        lines = inside.layout() if inside is not None else None
        wanted = lines.totalHeightForWidth(width) if lines is not None else 0
        return wanted + self._title.sizeHint().height() + 2 * SPACE_M + SPACE_XL

    def _filled(self) -> QWidget:
        inside = QWidget()
        columns = 2 if self.window().width() >= _TWO_COLUMNS_FROM else 1
        sides = row(inside, margin=(SPACE_XL, SPACE_S), spacing=SPACE_XL)
        stacks = [column(spacing=SPACE_S) for _ in range(columns)]
        for stack in stacks:
            sides.addLayout(stack, 1)
        filled = [0] * columns
        for group, words in GROUPS.items():
            shortest = filled.index(min(filled))
            grid, lines = self._group(group)
            if not lines:
                continue
            head = label("section")
            head.setText(tr(words))
            stacks[shortest].addWidget(head)
            stacks[shortest].addLayout(grid)
            stacks[shortest].addSpacing(SPACE_M)
            filled[shortest] += lines + 2
        for stack in stacks:
            stack.addStretch(1)
        return inside

    def _group(self, group: str) -> tuple[QGridLayout, int]:
        grid = QGridLayout()
        grid.setSpacing(SPACE_S)
        grid.setColumnStretch(0, 1)
        lines = 0
        for spec in self._actions.specs():
            keys = self._actions.keys(spec)
            if spec.group != group or not keys:
                continue
            name = label("body", wrap=True)
            name.setText(self._actions[spec.id].text().rstrip("…"))
            shortcut = label("key")
            shortcut.setText(QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText))
            grid.addWidget(name, lines, 0)
            grid.addWidget(shortcut, lines, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            lines += 1
        return grid, lines
