"""Where an answer stands: a cut-out of the page, and a link that goes there."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from quizglass.answers import Evidence
from quizglass.geometry import PageRect, Size
from quizglass.i18n import tr
from quizglass.pages import DocumentInfo, DocumentSource
from quizglass.ui.controls.buttons import button
from quizglass.ui.controls.layouts import column
from quizglass.ui.controls.page_part import PagePart
from quizglass.ui.language import follow_language
from quizglass.ui.services import Services
from quizglass.ui.theme import SPACE_XS

_CUT_OUT = QSize(640, 72)
_LINES_SEEN = 3.4
"""The height of the cut-out in lines of its text: the line that answers, and a hint of its neighbours."""
_LEAST_LINE = 6.0
_ASPECT = 6.4
_LONGEST_QUOTE = 160


def cut_out(box: PageRect, page_size: Size) -> PageRect:
    """The part of the page around ``box`` that is shown: of a fixed shape, a few lines high, on the page."""
    line = max(_LEAST_LINE, box.height * page_size.height)
    height = min(page_size.height, _LINES_SEEN * line)
    width = min(page_size.width, _ASPECT * height)
    x, y = box.center
    if box.width * page_size.width > width:
        x = box.x0 + width / page_size.width / 2
    half_width, half_height = width / page_size.width / 2, height / page_size.height / 2
    x, y = min(max(x, half_width), 1 - half_width), min(max(y, half_height), 1 - half_height)
    return PageRect(x - half_width, y - half_height, x + half_width, y + half_height).clamped()


class PlaceLink(QWidget):
    """``followed`` tells that the place is to be shown."""

    followed = Signal()

    def __init__(self, services: Services, source: DocumentSource, info: DocumentInfo, evidence: Evidence) -> None:
        super().__init__()
        self._evidence = evidence
        self._picture = PagePart(services, _CUT_OUT)
        self._link: QPushButton = button("link")
        self._link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = column(self, spacing=SPACE_XS)
        if evidence.boxes and evidence.page < len(info.sizes):
            size = info.sizes[evidence.page]
            self._picture.show_part(source, evidence.page, cut_out(evidence.boxes[0], size), size)
            self._picture.mark(evidence.boxes)
            layout.addWidget(self._picture)
        layout.addWidget(self._link)
        self._link.clicked.connect(self.followed)
        follow_language(self, self._say)

    def words(self) -> str:
        """``p. 3 · “… total due …”``"""
        place = tr("p. {page}").format(page=self._evidence.page + 1)
        quote = " ".join(self._evidence.text.split())
        if not quote:
            return place
        shown = quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE].rstrip() + "…"
        return tr("{place} · “{quote}”").format(place=place, quote=shown)

    def _say(self) -> None:
        words = self.words()
        self._link.setAccessibleName(tr("Show the place: {place}").format(place=words))
        self._link.setToolTip(tr("Show it on the page"))
        self._picture.setAccessibleName(words)
        self.setAccessibleName(words)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - SPACE_XS
        # An ampersand would make the next letter a keyboard shortcut.
        text = self._link.fontMetrics().elidedText(self.words(), Qt.TextElideMode.ElideRight, max(0, room))
        self._link.setText(text.replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.followed.emit()
