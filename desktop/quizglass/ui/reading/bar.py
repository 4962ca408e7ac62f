"""The bar over the foot of the page: what is being read, how far it is, and what came of it.

It takes no focus by itself, covers a strip of the page only, and goes when it has been read. Esc does nothing to it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGraphicsOpacityEffect, QProgressBar, QPushButton, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.icon_button import IconButton
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.motion import moves
from quizglass.ui.reading.bar_content import BarContent
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import MOTION_MS, SPACE_L, SPACE_M, SPACE_S, SPACE_XS, ThemeSource

_WIDEST = 560
_STEPS = 1000


class ReadingBar(QFrame):
    """Signals:
    closed(): by its button, or because its time is over while nobody points at it.
    left(): it goes while it has the focus, which must go somewhere.
    resized(): it wants to be put in its place again.
    """

    closed = Signal()
    left = Signal()
    resized = Signal()

    def __init__(self, theme: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._content: BarContent | None = None
        self._what = label("body", wrap=True)
        self._more = label("muted", wrap=True)
        self._progress = QProgressBar()
        self._buttons: list[QPushButton] = []
        self._button_row = row(spacing=SPACE_S)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._close = IconButton(theme, "close", tint="muted")
        self._opacity = QGraphicsOpacityEffect(self)
        self._fading = QPropertyAnimation(self._opacity, b"opacity", self)
        self._time = QTimer(self, singleShot=True)
        self._lay_out()
        self._connect()
        self.hide()
        follow_language(self, self._say)

    def _lay_out(self) -> None:
        self.setGraphicsEffect(self._opacity)
        self._fading.setDuration(MOTION_MS if moves(self) else 0)
        self._progress.setRange(0, _STEPS)
        self._progress.setTextVisible(False)
        layout = row(self, margin=(SPACE_L, SPACE_S), spacing=SPACE_M)
        words = column(spacing=SPACE_XS)
        for widget in (self._what, self._more, self._progress):
            words.addWidget(widget)
        self._body.setSpacing(SPACE_M)
        self._body.addLayout(words, 1)
        self._body.addLayout(self._button_row)
        layout.addLayout(self._body, 1)
        layout.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed)
        self._time.timeout.connect(self._on_time)
        self._fading.finished.connect(self._on_faded)

    @property
    def words(self) -> str:
        """All that it says, "" while it is not there."""
        return "" if self._content is None else " ".join(part for part in self._content.say() if part)

    @property
    def shown_buttons(self) -> list[QPushButton]:
        return [each for each in self._buttons if not each.isHidden()] if self._content is not None else []

    def show_content(self, content: BarContent | None) -> None:
        """Show ``content``; None lets the bar fade."""
        before, self._content = self._content, content
        if content is None:
            self._time.stop()
            self._fade_to(0.0)
            return
        if content.lasts_ms is None:
            self._time.stop()
        elif before is not content:
            self._time.start(content.lasts_ms)
        self._dress(content)
        self._say()
        if self.isHidden() or self._fading.endValue() != 1.0:
            self.show()
            self.raise_()
            self._fade_to(1.0)
        if before is None or (before.share is None) is not (content.share is None):
            self.resized.emit()
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _dress(self, content: BarContent) -> None:
        state = "bad" if content.is_bad else ""
        if (self.property("state") or "") != state:
            dress(self, state=state)
        self._progress.setVisible(content.share is not None)
        self._progress.setValue(round(_STEPS * (content.share or 0.0)))
        while len(self._buttons) < len(content.buttons):
            self._add_button(len(self._buttons))
        for at, each in enumerate(self._buttons):
            each.setVisible(at < len(content.buttons))
        self._close.setVisible(content.closable)
        # Several buttons would leave the words no room beside them.
        below = len(content.buttons) > 1
        self._body.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        self._button_row.setAlignment(Qt.AlignmentFlag.AlignLeft if below else Qt.AlignmentFlag.AlignVCenter)

    def _add_button(self, at: int) -> None:
        made = button("plain")
        made.clicked.connect(lambda: self._press(at))
        self._buttons.append(made)
        self._button_row.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)

    def _say(self) -> None:
        self._close.say(tr("Close this message"))
        self._progress.setAccessibleName(tr("How much is read"))
        if self._content is None:
            return
        what, more = self._content.say()
        self._what.setText(what)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.setAccessibleName(what)
        self.setAccessibleDescription(more)
        for each, content in zip(self._buttons, self._content.buttons, strict=False):
            each.setText(content.say())
            each.setAccessibleName(content.say())

    def fit_into(self, width: int) -> None:
        """Take the size that the words need, no wider than ``width``."""
        self.setFixedWidth(min(width, _WIDEST))
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedHeight(layout.totalHeightForWidth(self.width()))

    # Going ----------------------------------------------------------------------------------------------------------

    def _press(self, at: int) -> None:
        if self._content is not None and at < len(self._content.buttons):
            self._content.buttons[at].do()

    def _on_time(self) -> None:
        if self.underMouse() or self._has_focus():
            self._time.start()
        else:
            self.closed.emit()

    def _fade_to(self, opacity: float) -> None:
        self._fading.stop()
        self._fading.setEndValue(opacity)
        self._fading.start()

    def _on_faded(self) -> None:
        if self._content is None:
            had_focus = self._has_focus()
            self.hide()
            if had_focus:
                self.left.emit()

    def _has_focus(self) -> bool:
        focused = self.window().focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.resized.emit()
        return handled
