"""One thing as a card: its name, what it is, how far work on it is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QPushButton, QWidget

from quizglass.i18n import tr
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.cards.card_content import CardButton, CardContent, CardProgress, Mark
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.style_sheet import dress
from quizglass.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS, ThemeSource

_STEPS = 1000


class MarkedLine(QWidget):
    """A dot whose colour says how it stands, and words that say it too."""

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._mark: Mark = "muted"
        self._dot = QLabel()
        self._words = label("muted", wrap=True)
        line = row(self, spacing=SPACE_S)
        line.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        theme.changed.connect(self._draw)

    @property
    def words(self) -> str:
        return self._words.text()

    def tell(self, told: tuple[Mark, str] | None) -> None:
        """Show it; None hides the line."""
        self.setVisible(told is not None)
        if told is not None:
            self._mark, words = told
            self._words.setText(words)
            # The words are read where they stand; what the colour says is said once, here.
            self.setAccessibleName(_mark_words(self._mark))
            self._draw()

    def announce(self) -> None:
        """Have a screen reader say it, wherever the focus is."""
        QAccessible.updateAccessibility(QAccessibleEvent(self._words, QAccessible.Event.Alert))

    def _draw(self) -> None:
        colors = self._theme.current
        color: QColor = {"good": colors.good, "warn": colors.warn, "bad": colors.bad, "muted": colors.muted}[self._mark]
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(SPACE_S, SPACE_L) * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(color)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(0, SPACE_XS, SPACE_S, SPACE_S)
        painter.end()
        self._dot.setPixmap(picture)


def _mark_words(mark: Mark) -> str:
    match mark:
        case "good":
            return tr("In order")
        case "warn":
            return tr("To be noted")
        case "bad":
            return tr("Not in order")
        case "muted":
            return tr("For information")


class Card(QFrame):
    """``pressed`` gives the key of a button."""

    pressed = Signal(str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._content: CardContent | None = None
        self._title = label("title", wrap=True)
        self._badge = label("badge")
        self._lines = [label("muted", wrap=True), label("small", wrap=True)]
        self._fit = MarkedLine(theme)
        self._bar = QProgressBar()
        self._doing = label("small", wrap=True)
        self._said = MarkedLine(theme)
        self._buttons: dict[str, QPushButton] = {}
        self._button_box = QWidget()
        self._button_row = row(self._button_box, spacing=SPACE_S)
        self.setProperty("role", "card")
        self._lay_out()

    def _lay_out(self) -> None:
        self._bar.setTextVisible(False)
        self._bar.setMaximum(_STEPS)
        lines = column(self, margin=(SPACE_L, SPACE_M), spacing=SPACE_XS)
        head = row(spacing=SPACE_M)
        head.addWidget(self._title, 1)
        head.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        lines.addLayout(head)
        for part in (*self._lines, self._fit, self._bar, self._doing, self._said):
            lines.addWidget(part)
        self._button_row.setContentsMargins(0, SPACE_XS, 0, 0)
        self._button_row.addStretch(1)
        lines.addWidget(self._button_box)

    @property
    def content(self) -> CardContent | None:
        return self._content

    def button(self, key: str) -> QPushButton | None:
        """The button that does ``key``; None where the card has none."""
        return self._buttons.get(key)

    @property
    def buttons(self) -> list[QPushButton]:
        """From left to right."""
        return list(self._buttons.values())

    def show_content(self, content: CardContent) -> None:
        if content == self._content:
            return
        news = content.said is not None and (self._content is None or content.said != self._content.said)
        self._content = content
        self._title.setText(content.title)
        self._badge.setText(content.badge)
        for at, line in enumerate(self._lines):
            line.setText(content.lines[at] if at < len(content.lines) else "")
            line.setVisible(bool(line.text()))
        self._fit.tell(content.fit)
        self._said.tell(content.said)
        if news:
            self._said.announce()
        self._show_progress(content.progress)
        self._show_buttons(content.buttons)
        self.setAccessibleName(content.title)
        told = (content.badge, *content.lines, content.fit[1] if content.fit else "")
        self.setAccessibleDescription(" ".join(part for part in told if part))
        dress(self, selected=content.chosen)

    def _show_progress(self, progress: CardProgress | None) -> None:
        for part in (self._bar, self._doing):
            part.setVisible(progress is not None)
        if progress is None:
            return
        self._doing.setText(progress.words)
        self._bar.setAccessibleName(progress.words)
        self._bar.setRange(0, 0 if progress.share is None else _STEPS)
        if progress.share is not None:
            self._bar.setValue(round(progress.share * _STEPS))

    def _show_buttons(self, wanted: tuple[CardButton, ...]) -> None:
        """Those that stay keep the focus."""
        if [(one.key, one.kind) for one in wanted] != [
            (key, str(made.property("kind"))) for key, made in self._buttons.items()
        ]:
            self._rebuild(wanted)
        for one in wanted:
            made = self._buttons[one.key]
            made.setText(one.words)
            name = self._content.title if self._content else ""
            made.setAccessibleName(f"{one.words.rstrip('…')}: {name}")

    def _rebuild(self, wanted: tuple[CardButton, ...]) -> None:
        # Asked of the window and not of the button: while a dialog is open, nothing in the window has the focus.
        holder = self.window().focusWidget()
        focused = next((key for key, made in self._buttons.items() if made is holder), "")
        gone, self._buttons = list(self._buttons.values()), {}
        for at, one in enumerate(wanted):
            made = button(one.kind)
            made.clicked.connect(lambda _checked, key=one.key: self.pressed.emit(key))
            self._button_row.insertWidget(at, made)
            self._buttons[one.key] = made
        self._button_box.setVisible(bool(wanted))
        if focused and self._buttons:
            heir = self._buttons.get(focused, next(iter(self._buttons.values())))
            heir.show()  # what is not shown yet cannot take the focus over
            heir.setFocus(Qt.FocusReason.OtherFocusReason)
        for made in gone:
            self._button_row.removeWidget(made)
            made.hide()
            made.deleteLater()
