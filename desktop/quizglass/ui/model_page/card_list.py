"""A section of the page: a heading, a card for each model, a line where there is none."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from quizglass.ui.controls.layouts import column, row
from quizglass.ui.controls.text import label
from quizglass.ui.model_page.card_content import CardContent
from quizglass.ui.model_page.model_card import ModelCard
from quizglass.ui.theme import SPACE_S, ThemeSource


class CardList(QWidget):
    """``pressed`` gives the model's id and the key of the button. ``head`` has room for buttons beside the title."""

    pressed = Signal(str, str)

    def __init__(self, theme: ThemeSource) -> None:
        super().__init__()
        self._theme = theme
        self._title = label("section")
        self._empty = label("muted", wrap=True)
        self.cards: dict[str, ModelCard] = {}
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
        for model_id in [known for known in self.cards if known not in contents]:
            gone = self.cards.pop(model_id)
            bereft = bereft or (holder is not None and gone.isAncestorOf(holder))
            self._cards.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, (model_id, content) in enumerate(contents.items()):
            card = self.cards.get(model_id)
            if card is None:
                card = self.cards[model_id] = ModelCard(self._theme)
                card.pressed.connect(lambda key, model_id=model_id: self.pressed.emit(model_id, key))
            if self._cards.indexOf(card) != at:
                self._cards.insertWidget(at, card)
            card.show_content(content)
        self.cards = {model_id: self.cards[model_id] for model_id in contents}
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
