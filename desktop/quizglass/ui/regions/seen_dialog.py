"""Shows the exact picture that a model was given, or the words that the built-in reader read."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from quizglass.errors import AppError
from quizglass.i18n import tr, trn
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.text import label
from quizglass.ui.dialogs.sheet import Sheet
from quizglass.ui.language import follow_language
from quizglass.ui.regions.seen_picture import Seen, fetch_seen
from quizglass.ui.services import Services
from quizglass.ui.session.entry import Entry
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.theme import HAIRLINE, SPACE_XL, ThemeSource

_WIDTH: Final = 720
_HEIGHT_SHARE: Final = 0.6
"""Of the window's height is left to the picture."""
_LEAST_HEIGHT: Final = 120


class SeenDialog(Sheet):
    def __init__(self, services: Services, session: DocumentSession, entry: Entry, parent: QWidget) -> None:
        super().__init__(parent, width=min(_WIDTH, max(320, parent.width() - 2 * SPACE_XL)))
        self._entry = entry
        self._seen: Seen | None = None
        self._error: AppError | None = None
        self._title = label("title", wrap=True)
        self._words = label("muted", wrap=True)
        self.picture = _Picture(services.theme, max(_LEAST_HEIGHT, round(_HEIGHT_SHARE * parent.height())))
        self.close_button = button("primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        for widget in (self._title, self._words, self.picture):
            self.body.addWidget(widget)
        self.add_buttons(self.close_button)
        follow_language(self, self._say)
        fetch_seen(services, session, entry, self._show, self._refuse)

    def _show(self, seen: Seen) -> None:
        self._seen = seen
        self.picture.show_image(seen.image)
        self._say()

    def _refuse(self, error: AppError) -> None:
        self._error = error
        self._say()

    def _say(self) -> None:
        title = tr("What the model saw")
        if self._seen is not None and self._seen.words is not None:
            title = tr("What the reader read")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._title.setText(title)
        self._words.setText(self._caption())
        self.picture.setAccessibleName(f"{title}. {self._caption()}")
        self.close_button.setText(tr("Close"))
        self.close_button.setAccessibleName(tr("Close"))
        self.fit()

    def _caption(self) -> str:
        if self._error is not None:
            return str(self._error)
        place = self._place()
        if self._seen is None:
            return place
        if self._seen.words is not None:
            read = trn("{place}: {count} word.", "{place}: {count} words.", self._seen.words)
            return read.format(place=place, count=self._seen.words)
        size = self._seen.image.size()
        return tr("{place}: {width} × {height} pixels.").format(place=place, width=size.width(), height=size.height())

    def _place(self) -> str:
        parts = self._entry.shown_parts
        if not self._entry.question.parts:
            return tr("Page {page}").format(page=parts[0].page + 1)
        if len(parts) > 1:
            return tr("The region from page {page} to page {last}").format(
                page=parts[0].page + 1, last=parts[-1].page + 1
            )
        return tr("The region on page {page}").format(page=parts[0].page + 1)


class _Picture(QWidget):
    """As large as it fits, never larger than it is."""

    def __init__(self, theme: ThemeSource, most: int) -> None:
        super().__init__()
        self._theme = theme
        self._most = most
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_LEAST_HEIGHT)
        theme.changed.connect(self.update)

    @property
    def image(self) -> QImage:
        """At full size; without pixels until it has come."""
        return self._image

    def show_image(self, image: QImage) -> None:
        self._image = image
        room = QSize(self.width(), self._most)
        self.setFixedHeight(max(1, min(self._most, self._shown_size(room).height())))
        self.update()

    def _shown_size(self, room: QSize) -> QSize:
        logical = self._image.size() / self.devicePixelRatioF()
        fits = logical.width() <= room.width() and logical.height() <= room.height()
        return logical if fits else logical.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        size = self._shown_size(self.size())
        place = QRect(QPoint((self.width() - size.width()) // 2, 0), size)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
            painter.setPen(QPen(self._theme.current.line, HAIRLINE))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
