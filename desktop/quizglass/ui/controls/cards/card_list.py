"""A section of a page: a heading, a card for each thing, a line where there is none."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from quizglass.ui.controls.cards.card import Card
from quizglass.ui.controls.cards.card_content import CardContent
from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.theme import SPACE_S, ThemeSource


class CardList(QWidget):
    """``pressed`` gives the id of a card and the key of a button. ``head`` has room for buttons beside the title."""

    pressed = Signal(str, str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._title = label("section")
        self._empty = label("muted", wrap=True)
        self.cards: dict[str, Card] = {}
        self._lines = column(self, spacing=SPACE_S)
        self.head: QHBoxLayout = row(spacing=SPACE_S)
        self.head.addWidget(self._title, 1)
        self._lines.addLayout(self.head)
        self._lines.addWidget(self._empty)
        self._cards = column(spacing=SPACE_S)
        self._lines.addLayout(self._cards)

    def say(self, title: str, empty: str) -> None:
        self._title.setText(title)
        self._empty.setText(empty)
        self.setAccessibleName(title)

    def show_cards(self, contents: Mapping[str, CardContent]) -> None:
        """Show these, in this order; a card that stays is the same widget."""
        holder = self.window().focusWidget()
        bereft = False
        for card_id in [known for known in self.cards if known not in contents]:
            gone = self.cards.pop(card_id)
            bereft = bereft or (holder is not None and gone.isAncestorOf(holder))
            self._cards.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, (card_id, content) in enumerate(contents.items()):
            card = self.cards.get(card_id)
            if card is None:
                card = self.cards[card_id] = Card(self._theme)
                card.pressed.connect(lambda key, card_id=card_id: self.pressed.emit(card_id, key))
            if self._cards.indexOf(card) != at:
                self._cards.insertWidget(at, card)
            card.show_content(content)
        self.cards = {card_id: self.cards[card_id] for card_id in contents}
        self._empty.setVisible(not contents)
        if bereft:
            self._take_focus()

    def stops(self) -> list[QWidget]:
        """What Tab comes to on the cards, in the order in which they stand."""
        return [made for card in self.cards.values() for made in card.buttons]

    def _take_focus(self) -> None:
        """The card with the focus is gone: it does not jump out of the page."""
        stops = [*self.stops(), *self.findChildren(QPushButton)]
        if stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
