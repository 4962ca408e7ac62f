"""Errors and news in words, in place: bars at the top of the centre, each with one button that helps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from quizglass.errors import AppError
from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.icons import line_icon
from quizglass.ui.language import follow_language
from quizglass.ui.theme import ICON_SIZE, SPACE_L, SPACE_M, SPACE_S, ThemeSource

_MOST = 3
_WIDEST = 640


@dataclass(frozen=True, slots=True)
class NoticeButton:
    """``say`` gives its words in the current language; ``press`` is what it does."""

    say: Callable[[], str]
    press: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Notice:
    """``say`` gives what happened and what to do, in the current language. ``remedy`` is what the button does.

    Where there is more than one thing to do, all ``buttons`` are given in its place.
    """

    say: Callable[[], tuple[str, str]]
    state: str = "bad"
    button: Callable[[], str] | None = None
    remedy: Callable[[], object] | None = None
    buttons: tuple[NoticeButton, ...] = ()

    @classmethod
    def of_error(
        cls, error: AppError, button: Callable[[], str] | None = None, remedy: Callable[[], object] | None = None
    ) -> Notice:
        return cls(error.describe, "bad", button, remedy)

    @property
    def all_buttons(self) -> tuple[NoticeButton, ...]:
        if self.button is None:
            return self.buttons
        return NoticeButton(self.button, self.remedy or (lambda: None)), *self.buttons


class _NoticeBar(QFrame):
    def __init__(self, theme: ThemeSource, notice: Notice, close: Callable[[QWidget], None]) -> None:
        super().__init__()
        self._notice = notice
        self._what = label("strong", wrap=True)
        self._remedy = label("muted", wrap=True)
        self._buttons = [(one, button("plain")) for one in notice.all_buttons]
        self._close = IconButton(theme, "close", tint="muted")
        self.setProperty("role", "notice")
        self.setProperty("state", notice.state)
        self.setMaximumWidth(_WIDEST)
        layout = row(self, margin=(SPACE_M, SPACE_M), spacing=SPACE_M)
        picture = QLabel()
        mark = line_icon(
            theme, "info" if notice.state == "info" else "warn", "accent" if notice.state == "info" else notice.state
        )
        picture.setPixmap(mark.pixmap(QSize(ICON_SIZE, ICON_SIZE)))
        words = column(spacing=SPACE_S // 2)
        words.addWidget(self._what)
        words.addWidget(self._remedy)
        layout.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        if self._buttons:
            words.addSpacing(SPACE_S)
            side_by_side = row(spacing=SPACE_S)
            for one, pressed in self._buttons:
                side_by_side.addWidget(pressed)
                pressed.clicked.connect(lambda _checked=False, one=one: self._help(one, close))
            side_by_side.addStretch(1)
            words.addLayout(side_by_side)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._close.clicked.connect(lambda: close(self))
        follow_language(self, self._say)

    def _help(self, one: NoticeButton, close: Callable[[QWidget], None]) -> None:
        close(self)
        one.press()

    @property
    def words(self) -> str:
        return _joined(self._notice)

    def _say(self) -> None:
        what, remedy = self._notice.say()
        self._what.setText(what)
        self._remedy.setText(remedy)
        self._remedy.setVisible(bool(remedy))
        self._close.say(tr("Close this message"))
        self.setAccessibleName(what)
        self.setAccessibleDescription(remedy)
        for one, pressed in self._buttons:
            pressed.setText(one.say())
            pressed.setAccessibleName(one.say())


class Notices(QWidget):
    """Lies over the top of the centre; the newest of a few bars is at the bottom."""

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = parent
        self._bars: list[_NoticeBar] = []
        self._column = column(self, margin=SPACE_L, spacing=SPACE_S)
        follow_language(self, lambda: self.setAccessibleName(tr("Messages")))
        self.hide()

    def add(self, notice: Notice) -> None:
        """Show a bar; one that says the same goes first, and the oldest where there are too many."""
        words = _joined(notice)
        for bar in [bar for bar in self._bars if bar.words == words]:
            self._remove(bar)
        while len(self._bars) >= _MOST:
            self._remove(self._bars[0])
        bar = _NoticeBar(self._theme, notice, self._remove)
        self._bars.append(bar)
        self._column.addWidget(bar)
        bar.show()
        self.show()
        self.raise_()
        self.fit()

    def shown(self) -> list[str]:
        """The words of every bar."""
        return [bar.words for bar in self._bars]

    def clear(self) -> None:
        for bar in list(self._bars):
            self._remove(bar)

    def fit(self) -> None:
        """Take the width of the centre and the height that the bars need."""
        parent = self._over
        width = min(parent.width(), _WIDEST + 2 * SPACE_L)
        self._column.activate()
        height = self._column.totalHeightForWidth(width)
        self.setGeometry((parent.width() - width) // 2, 0, width, height)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return handled

    def _remove(self, bar: QWidget) -> None:
        self._bars = [other for other in self._bars if other is not bar]
        self._column.removeWidget(bar)
        bar.hide()
        bar.deleteLater()
        self.setVisible(bool(self._bars))
        self.fit()


def _joined(notice: Notice) -> str:
    return " ".join(part for part in notice.say() if part)
