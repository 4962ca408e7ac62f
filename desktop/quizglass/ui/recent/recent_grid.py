"""The recent documents as cards side by side, as many in a row as the width has room for."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QWidget

from quizglass.i18n import tr
from quizglass.library.records import KnownDocument
from quizglass.ui.language import follow_language
from quizglass.ui.recent.recent_card import RecentCard
from quizglass.ui.recent.recent_documents import RecentDocuments
from quizglass.ui.theme import SPACE_M, ThemeSource

_MOST_SHOWN = 12


class RecentGrid(QWidget):
    """``chosen`` gives the path of a document."""

    chosen = Signal(str)

    def __init__(self, theme: ThemeSource, recent: RecentDocuments) -> None:
        super().__init__()
        self._theme = theme
        self._recent = recent
        self.cards: list[RecentCard] = []
        recent.changed.connect(self._show)
        self._show()
        follow_language(self, lambda: self.setAccessibleName(tr("Recent documents")))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self.cards:
            return 0
        rows = -(-len(self.cards) // self._columns(width))
        return rows * (self.cards[0].sizeHint().height() + SPACE_M) - SPACE_M

    def sizeHint(self) -> QSize:
        width = self.width() or 1
        return QSize(width, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _show(self) -> None:
        """Make the cards anew, but keep those that show the same."""
        known = {(card.document, card.missing): card for card in self.cards}
        cards = []
        for document in self._recent.documents[:_MOST_SHOWN]:
            missing = self._recent.is_missing(document)
            shown = (document, missing)
            cards.append(known.pop(shown) if shown in known else self._card(document, missing=missing))
        had_focus = next((at for at, card in enumerate(self.cards) if card.hasFocus()), None)
        for card in known.values():
            card.hide()
            card.deleteLater()
        self.cards = cards
        self._place()
        self.updateGeometry()
        if had_focus is not None and cards and not any(card.hasFocus() for card in cards):
            cards[min(had_focus, len(cards) - 1)].setFocus()

    def _card(self, document: KnownDocument, *, missing: bool) -> RecentCard:
        card = RecentCard(self._theme, document, missing=missing, parent=self)
        card.clicked.connect(lambda: self.chosen.emit(document.path))
        card.remove_wanted.connect(lambda: self._recent.remove(document))
        card.stepped.connect(lambda columns, rows: self._step(card, columns, rows))
        self._recent.thumbnails.load(document.hash, partial(self._on_picture, document))
        return card

    def _on_picture(self, document: KnownDocument, picture: QImage) -> None:
        for card in self.cards:
            if card.document == document:
                card.set_picture(picture)

    def _place(self) -> None:
        columns = self._columns(self.width())
        for at, card in enumerate(self.cards):
            size = card.sizeHint()
            width = (self.width() - (columns - 1) * SPACE_M) // columns
            x, y = (at % columns) * (width + SPACE_M), (at // columns) * (size.height() + SPACE_M)
            card.setGeometry(x, y, width, size.height())
            card.show()
        for before, after in zip(self.cards, self.cards[1:], strict=False):
            QWidget.setTabOrder(before, after)

    def _columns(self, width: int) -> int:
        least = self.cards[0].sizeHint().width() if self.cards else 1
        return max(1, (width + SPACE_M) // (least + SPACE_M))

    def _step(self, card: RecentCard, columns: int, rows: int) -> None:
        at = self.cards.index(card) + columns + rows * self._columns(self.width())
        if 0 <= at < len(self.cards):
            self.cards[at].setFocus()
