"""The bar over the page: page number, zoom, turning. It fades when it is not needed."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QLineEdit, QWidget

from quizglass.i18n import tr
from quizglass.pages import DocumentInfo
from quizglass.ui.actions import Actions
from quizglass.ui.controls.icon_button import ActionButton
from quizglass.ui.controls.layouts import row
from quizglass.ui.controls.text import label
from quizglass.ui.language import follow_language
from quizglass.ui.motion import moves
from quizglass.ui.page_field import PageField
from quizglass.ui.theme import MOTION_MS, SPACE_S, SPACE_XS, ThemeSource

_SHOWN_MS = 2500
_FAINT = 0.0


class FloatingBar(QFrame):
    """Signals:
    page_wanted(int): a page was typed, counting from 0.
    zoom_wanted(float): a zoom was typed; 1.0 is actual size.
    """

    page_wanted = Signal(int)
    zoom_wanted = Signal(float)

    def __init__(self, theme: ThemeSource, actions: Actions, info: DocumentInfo, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "floating")
        self._info = info
        self._page = 0
        self.page_field = PageField(info)
        self._total = label("muted")
        self._zoom = _NumberField(6)
        self._only_where_wide = (
            ActionButton(theme, actions, "fit_width", "fit-width"),
            ActionButton(theme, actions, "fit_page", "fit-page"),
            ActionButton(theme, actions, "rotate_right", "rotate"),
            ActionButton(theme, actions, "text_tool", "text-select"),
        )
        self._opacity = QGraphicsOpacityEffect(self)
        self._fading = QPropertyAnimation(self._opacity, b"opacity", self)
        self._fading.setDuration(MOTION_MS if moves(self) else 0)
        self._idle = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self.setGraphicsEffect(self._opacity)
        self._lay_out(theme, actions)
        self._connect()
        self.wake()
        follow_language(self, self._say)

    def _lay_out(self, theme: ThemeSource, actions: Actions) -> None:
        layout = row(self, margin=(SPACE_S, SPACE_XS), spacing=SPACE_XS)
        layout.addWidget(ActionButton(theme, actions, "previous_page", "chevron-left"))
        layout.addWidget(self.page_field)
        layout.addWidget(self._total)
        layout.addWidget(ActionButton(theme, actions, "next_page", "chevron-right"))
        layout.addSpacing(SPACE_S)
        layout.addWidget(ActionButton(theme, actions, "zoom_out", "zoom-out"))
        layout.addWidget(self._zoom)
        layout.addWidget(ActionButton(theme, actions, "zoom_in", "zoom-in"))
        for button in self._only_where_wide:
            layout.addWidget(button)

    def _connect(self) -> None:
        self.page_field.page_wanted.connect(self.page_wanted)
        self._zoom.returnPressed.connect(self._on_zoom)
        self._idle.timeout.connect(self._fade)

    def _say(self) -> None:
        self.setAccessibleName(tr("Page and zoom"))
        self._say_place()
        self._zoom.setAccessibleName(tr("Zoom in percent"))

    def set_page(self, page: int) -> None:
        """The page in sight, from 0."""
        self._page = page
        self.page_field.set_page(page)
        self._say_place()
        self.wake()

    def _say_place(self) -> None:
        count = self._info.page_count
        if self._info.label(self._page) == str(self._page + 1):
            self._total.setText(tr("/ {count}").format(count=count))
        else:
            self._total.setText(tr("({page} / {count})").format(page=self._page + 1, count=count))

    def set_zoom(self, zoom: float) -> None:
        self._zoom.setText(f"{round(zoom * 100)} %")
        self.wake()

    def fit_into(self, width: int) -> None:
        """Take the size that is needed, in a narrow place without what the menu offers as well."""
        for left_out in ((), self._only_where_wide[:2], self._only_where_wide):
            for button in self._only_where_wide:
                button.setVisible(button not in left_out)
            self.adjustSize()
            if self.sizeHint().width() <= width:
                break

    def focus_page(self) -> None:
        self.wake()
        self.page_field.setFocus()
        self.page_field.selectAll()

    def wake(self) -> None:
        """Show the bar for a while."""
        self._idle.start()
        if self._fading.endValue() != 1.0:
            self._fade_to(1.0)

    def _fade(self) -> None:
        if self.underMouse() or self.isAncestorOf(self.window().focusWidget() or self):
            self._idle.start()
        else:
            self._fade_to(_FAINT)

    def _fade_to(self, opacity: float) -> None:
        self._fading.stop()
        self._fading.setEndValue(opacity)
        self._fading.start()

    def _on_zoom(self) -> None:
        number = re.search(r"\d+(?:[.,]\d+)?", self._zoom.text())
        if number is not None:
            self.zoom_wanted.emit(float(number[0].replace(",", ".")) / 100)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.wake()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.adjustSize()


class _NumberField(QLineEdit):
    """A narrow field that looks like plain text until it is pointed at. Esc gives the focus back."""

    def __init__(self, digits: int) -> None:
        super().__init__()
        self.setProperty("kind", "bare")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * (digits + 1) + 2 * SPACE_S)
