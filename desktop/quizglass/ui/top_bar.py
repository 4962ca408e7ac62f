"""The bar at the top: menu, tabs of the open documents, everything by name, find."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QTabBar

from quizglass.i18n import tr
from quizglass.ui.actions import Actions
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.icon_button import ActionButton, IconButton
from quizglass.ui.controls.layouts import row
from quizglass.ui.language import follow_language
from quizglass.ui.tab_bar import TabBar
from quizglass.ui.theme import SPACE_S, SPACE_XS, ThemeSource

HEIGHT = 40


class TopBar(QFrame):
    """Signals:
    tab_chosen(int), tab_closed(int), tab_moved(int, int)
    menu_wanted()
    """

    tab_chosen = Signal(int)
    tab_closed = Signal(int)
    tab_moved = Signal(int, int)
    menu_wanted = Signal()

    def __init__(self, theme: ThemeSource, actions: Actions) -> None:
        super().__init__()
        self._theme = theme
        self._actions = actions
        self.setProperty("role", "topBar")
        self.setFixedHeight(HEIGHT)
        self.menu_button = IconButton(theme, "menu")
        self.tabs = TabBar(theme)
        self._list = IconButton(theme, "chevron-down")
        self._palette = button("search")
        self._find = ActionButton(theme, actions, "find", "find")
        self._lay_out()
        self.menu_button.clicked.connect(self.menu_wanted)
        self._palette.clicked.connect(actions["palette"].trigger)
        self.tabs.currentChanged.connect(self.tab_chosen)
        self.tabs.close_wanted.connect(self.tab_closed)
        self.tabs.others_close_wanted.connect(self._close_others)
        self.tabs.room_changed.connect(lambda: self._list.setVisible(self.tabs.overflows))
        self._list.clicked.connect(lambda: self.tabs.show_list(self._list))
        self.tabs.tabMoved.connect(self.tab_moved)
        actions.keys_changed.connect(self._say)
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        layout = row(self, margin=(SPACE_XS, 0), spacing=SPACE_XS)
        layout.addWidget(self.menu_button)
        layout.addWidget(self.tabs)
        layout.addWidget(self._list)
        self.tabs.hide()
        self._list.hide()
        layout.addWidget(ActionButton(self._theme, self._actions, "open", "add"))
        layout.addStretch(1)
        layout.addWidget(self._palette)
        layout.addSpacing(SPACE_S)
        layout.addWidget(self._find)

    def add_tab(self, name: str, path: str) -> None:
        self.tabs.show()
        at = self.tabs.addTab(name.replace("&", "&&"))
        self.tabs.setTabData(at, path)
        self.tabs.setTabToolTip(at, path)
        close = IconButton(self._theme, "close", tint="muted", small=True)
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(lambda: self.tab_closed.emit(self._index_of(close)))
        close.say(tr("Close {name}").format(name=name))
        self.tabs.setTabButton(at, QTabBar.ButtonPosition.RightSide, close)
        self.tabs.setAccessibleTabName(at, name)

    def remove_tab(self, at: int) -> None:
        self.tabs.removeTab(at)
        self.tabs.setVisible(self.tabs.count() > 0)

    def _close_others(self, kept: int) -> None:
        for at in reversed(range(self.tabs.count())):
            if at != kept:
                self.tab_closed.emit(at)

    def _index_of(self, close: IconButton) -> int:
        at = QTabBar.ButtonPosition.RightSide
        return next(i for i in range(self.tabs.count()) if self.tabs.tabButton(i, at) is close)

    def _say(self) -> None:
        self.setAccessibleName(tr("Menu and documents"))
        self.menu_button.say(tr("Menu"))
        self.tabs.setAccessibleName(tr("Open documents"))
        self._list.say(tr("All open documents"))
        keys = self._actions.shown_keys("palette")
        self._palette.setText(keys)
        self._palette.setToolTip(tr("Everything by name"))
        self._palette.setAccessibleName(tr("Everything by name"))
