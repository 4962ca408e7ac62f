"""A4 sheets with many cards on them, as a user would have them: a region is drawn around one card and asked."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf

from nano_qwen2_vl.pages import Card, draw_card, write_items
from quizglass.geometry import PageRect, Size

A4 = Size(595.0, 842.0)
_GAP = 6.0


@dataclass(frozen=True)
class Placed:
    """A card on a sheet; ``region`` is its part of the displayed page, its items stand in points of that page."""

    card: Card
    region: PageRect

    def place_of(self, *, number: bool) -> PageRect | None:
        item = self.card.find(number=number)
        return item.on(A4) if item else None


def draw_sheet(file: Path, chance: random.Random, *, unseen: bool = False, turns: int = 0) -> list[Placed]:
    """Write a PDF of one sheet to ``file``; ``turns`` quarter turns are undone by the page's own rotation.

    With ``unseen``, its words are none that the model has learnt with.
    """
    upright = pymupdf.open()
    page = upright.new_page(width=A4.width, height=A4.height)
    placed = list(_packed(chance, unseen=unseen))
    for one in placed:
        write_items(page, one.card.items, chance)
    turned(upright, turns).save(file)
    return placed


def turned(upright: pymupdf.Document, turns: int) -> pymupdf.Document:
    """What looks like ``upright`` when its page is shown, whose content lies ``turns`` quarter turns askew."""
    if turns % 4 == 0:
        return upright
    size = upright[0].rect
    across, down = (size.width, size.height) if turns % 2 == 0 else (size.height, size.width)
    document = pymupdf.open()
    page = document.new_page(width=across, height=down)
    # Content lies counter-clockwise, and the page is shown turned clockwise.
    page.show_pdf_page(page.rect, upright, 0, rotate=90 * turns)
    page.set_rotation(90 * turns)
    return document


def _packed(chance: random.Random, *, unseen: bool) -> Iterator[Placed]:
    """Cards beside each other in rows, until the sheet is full."""
    x, y, row = _GAP, _GAP, 0.0
    while True:
        card = draw_card(chance, unseen=unseen)
        width, height = card.size
        if width > A4.width - 2 * _GAP:
            continue
        if x + width > A4.width - _GAP:
            x, y, row = _GAP, y + row + _GAP, 0.0
        if y + height > A4.height - _GAP:
            return
        region = PageRect.from_size((x, y, x + width, y + height), A4)
        items = [dataclasses.replace(item, x=item.x + x, baseline=item.baseline + y) for item in card.items]
        yield Placed(Card(card.size, items), region)
        x, row = x + width + _GAP, max(row, height)
