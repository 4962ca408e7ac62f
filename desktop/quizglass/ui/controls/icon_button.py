"""A button that shows only an icon: its name is told by a tooltip and to a screen reader."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QWidget

from quizglass.ui.actions import Actions
from quizglass.ui.icons import line_icon
from quizglass.ui.theme import ICON_SIZE, SPACE_L, ThemeSource


class IconButton(QToolButton):
    """Takes the focus by Tab only: a click leaves the focus where the work is."""

    def __init__(
        self, theme: ThemeSource, icon: str, parent: QWidget | None = None, *, tint: str = "text", small: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("kind", "smallIcon" if small else "icon")
        side = SPACE_L if small else ICON_SIZE
        self.setIconSize(QSize(side, side))
        self.setIcon(line_icon(theme, icon, tint))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def set_icon(self, icon: str, tint: str = "text") -> None:
        self.setIcon(line_icon(self._theme, icon, tint))

    def say(self, words: str, keys: str = "") -> None:
        """Name the button; ``keys`` are added to the tooltip."""
        self.setAccessibleName(words)
        self.setToolTip(f"{words}   {keys}" if keys else words)


class ActionButton(IconButton):
    """An icon button that does, enables and names what an action does."""

    def __init__(
        self, theme: ThemeSource, actions: Actions, action_id: str, icon: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, icon, parent)
        self._actions = actions
        self._id = action_id
        action = actions[action_id]
        self.setCheckable(action.isCheckable())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @property
    def action(self) -> QAction:
        return self._actions[self._id]

    def _follow(self) -> None:
        self.setEnabled(self.action.isEnabled())
        if self.action.isCheckable():
            self.setChecked(self.action.isChecked())
        self.say(self.action.text().rstrip("…"), self._actions.shown_keys(self._id))
