"""Draws pages with a number, a word, both or nothing on them, and knows what stands where."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pymupdf

from quizglass.geometry import PageRect, Size

FONTS = ("helv", "hebo")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"
WORDS = (Path(__file__).parent / "words.txt").read_text(encoding="ascii").split()
UNSEEN_WORDS = frozenset(WORDS[3::5])
"""Never drawn while it learns."""
_DARK = ((0, 0, 0), (0.1, 0.1, 0.35), (0.35, 0.05, 0.05), (0.25, 0.25, 0.25), (0.05, 0.25, 0.1))
_PAPER = ((1, 1, 1), (1, 1, 1), (0.98, 0.97, 0.92), (0.93, 0.95, 0.98), (0.94, 0.94, 0.94))
_LETTERS_OF_NOTHING = 0.25
"""The share of words that mean nothing: who has seen them reads letters and does not guess words."""


class Font(NamedTuple):
    """Widths of letters, ascent and descent (negative) in parts of the size."""

    width: dict[str, float]
    ascender: float
    descender: float


@cache
def font(name: str) -> Font:
    made = pymupdf.Font(name)
    widths = {letter: made.text_length(letter, 1.0) for letter in LETTERS + DIGITS}
    return Font(widths, made.ascender, made.descender)


@dataclass(frozen=True)
class Item:
    """A number or a word; ``x`` and ``baseline`` where it begins, all in points of the displayed page."""

    text: str
    font: str
    size: float
    x: float
    baseline: float

    @property
    def is_number(self) -> bool:
        return self.text.isdigit()

    @property
    def edges(self) -> list[float]:
        """Where its letters begin, and where the last one ends."""
        edges = [self.x]
        for letter in self.text:
            edges.append(edges[-1] + font(self.font).width[letter] * self.size)
        return edges

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom as the text layer has them: the height is the font's."""
        metrics = font(self.font)
        top, bottom = self.baseline - metrics.ascender * self.size, self.baseline - metrics.descender * self.size
        return self.x, top, self.edges[-1], bottom

    def on(self, page: Size) -> PageRect:
        return PageRect.from_size(self.box, page)


@dataclass
class Card:
    """A part of a page, ``size`` in points, with at most one number and one word."""

    size: Size
    items: list[Item] = field(default_factory=list)

    def find(self, *, number: bool) -> Item | None:
        return next((item for item in self.items if item.is_number is number), None)


def draw_card(chance: random.Random, *, unseen: bool = False) -> Card:
    """A card of any size and proportion; with ``unseen``, a word on it is none of those to learn with."""
    aspect = 2 ** chance.uniform(-0.2, 1.85)
    area = 2 ** chance.uniform(12.6, 16.0)
    size = Size((area * aspect) ** 0.5, (area / aspect) ** 0.5)
    texts = _chosen(chance, unseen=unseen)
    card = Card(size)
    side_by_side = len(texts) == 2 and aspect > 2.3 and chance.random() < 0.5
    for number, written in enumerate(texts):
        share = 1 / len(texts)
        left = size.width * share * number if side_by_side else 0.0
        top = 0.0 if side_by_side else size.height * share * number
        room = (size.width * share, size.height) if side_by_side else (size.width, size.height * share)
        card.items.append(_placed(chance, written, left, top, room, _smallest(size)))
    return card


def draw_page(document: pymupdf.Document, card: Card, chance: random.Random) -> pymupdf.Page:
    """A new page that is the card: on tinted paper now and then, with a frame or a rule at what is written."""
    page = document.new_page(width=card.size.width, height=card.size.height)
    paper = chance.choice(_PAPER)
    if paper != (1, 1, 1):
        page.draw_rect(page.rect, color=None, fill=paper)
    write_items(page, card.items, chance)
    return page


def write_items(page: pymupdf.Page, items: Sequence[Item], chance: random.Random) -> None:
    for item in items:
        ink = chance.choice(_DARK)
        page.insert_text((item.x, item.baseline), item.text, fontname=item.font, fontsize=item.size, color=ink)
        x0, y0, x1, y1 = item.box
        if chance.random() < 0.15:
            page.draw_line((x0, y1), (x1, y1), color=ink, width=item.size / 24)
        elif chance.random() < 0.1:
            page.draw_rect(pymupdf.Rect(x0 - 3, y0 - 1, x1 + 3, y1 + 1), color=ink, width=item.size / 24)


def _chosen(chance: random.Random, *, unseen: bool) -> list[str]:
    kind = chance.random()
    number = "".join(chance.choice(DIGITS) for _ in range(chance.randint(2, 6)))
    if kind < 0.3:
        return [number]
    word = _word(chance, unseen=unseen)
    if kind < 0.6:
        return [word]
    return [] if kind > 0.96 else chance.sample([number, word], 2)


def _word(chance: random.Random, *, unseen: bool) -> str:
    if unseen:
        return chance.choice(sorted(UNSEEN_WORDS))
    if chance.random() < _LETTERS_OF_NOTHING:
        return "".join(chance.choice(LETTERS) for _ in range(chance.randint(2, 7)))
    return chance.choice([word for word in WORDS if word not in UNSEEN_WORDS])


def _smallest(size: Size) -> float:
    """The smallest size of type that can be read once the card fills the picture, which has 32 tokens of 16 x 16."""
    return 16.0 * (size.width * size.height / (32 * 16 * 16)) ** 0.5


def _placed(
    chance: random.Random, text: str, left: float, top: float, room: tuple[float, float], smallest: float
) -> Item:
    name = chance.choice(FONTS)
    metrics = font(name)
    across = sum(metrics.width[letter] for letter in text)
    down = metrics.ascender - metrics.descender
    largest = min(0.94 * room[0] / across, 0.96 * room[1] / down)
    size = min(largest, max(smallest, largest * chance.uniform(0.45, 1.0)), 2.0 * smallest)
    x = left + chance.uniform(0.03, 0.97) * (room[0] - across * size)
    over = top + chance.uniform(0.02, 0.98) * (room[1] - down * size)
    return Item(text, name, size, x, over + metrics.ascender * size)
