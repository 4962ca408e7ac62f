"""Exercises: a drawn card, the questions to it, and what a reader sees in each patch of its picture."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pymupdf
import torch

from nano_qwen2_vl.pages import Card, Item, draw_card, draw_page
from nano_qwen2_vl.shape import PATCH, TOKENS, UNIT
from nano_qwen2_vl.vocabulary import NUMBER_QUESTIONS, STEP, WORD_QUESTIONS
from quizglass.geometry import PageRect
from quizglass.models.image_budget import picture_size
from quizglass.models.prompting import NOT_FOUND
from quizglass.models.qwen2_vl.prompt import BOX_END, BOX_START, TURN_END, PromptWriter

LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LONGEST = 7
"""Letters of a text."""
_INK = 0.75
_CARDS_A_DOCUMENT = 200
_LANGUAGES = ("", "", "", "", "", "", "en", "ru")


class Turn(NamedTuple):
    """A question to a picture and its answer, as tokens."""

    asked: list[int]
    answer: list[int]


class Sight(NamedTuple):
    """What there is to see in each patch, in the tower's order.

    ``letters`` and ``order`` (in the text) count from 1, 0 is paper; ``edges`` are how many patches away the text's
    left, right, top and bottom are.
    """

    letters: torch.Tensor
    order: torch.Tensor
    edges: torch.Tensor


@dataclass(frozen=True)
class Exercise:
    """``pixels`` are (height, width, 3) bytes."""

    pixels: torch.Tensor
    turns: list[Turn]
    sight: Sight


def exercises(writer: PromptWriter, chance: random.Random, count: int) -> Iterator[list[Exercise]]:
    """Without end: ``count`` exercises with pictures of one size."""
    waiting: dict[tuple[int, int], list[Exercise]] = defaultdict(list)
    while True:
        with pymupdf.open() as document:
            for _ in range(_CARDS_A_DOCUMENT):
                exercise = make(document, draw_card(chance), writer, chance)
                same = waiting[tuple(exercise.pixels.shape[:2])]
                same.append(exercise)
                if len(same) == count:
                    yield same.copy()
                    same.clear()


def make(document: pymupdf.Document, card: Card, writer: PromptWriter, chance: random.Random) -> Exercise:
    """The exercise of a card that is drawn into ``document``, whose fonts are loaded once."""
    width, height = picture_size(card.size, TOKENS, unit=UNIT)
    page = draw_page(document, card, chance)
    scale = pymupdf.Matrix(width / card.size.width, height / card.size.height)
    pixels = page.get_pixmap(matrix=scale, alpha=False)
    seen = torch.frombuffer(bytearray(pixels.samples), dtype=torch.uint8).view(pixels.height, pixels.width, 3)
    if (pixels.width, pixels.height) != (width, height):
        seen = _to_size(seen, width, height)
    return Exercise(seen, _turns(card, writer, chance), _sight(card, width, height))


def _to_size(pixels: torch.Tensor, width: int, height: int) -> torch.Tensor:
    """MuPDF rounds outwards: a pixel more at the right or at the bottom is cut, one missing is repeated."""
    rows = torch.arange(height).clamp(max=pixels.shape[0] - 1)
    columns = torch.arange(width).clamp(max=pixels.shape[1] - 1)
    return pixels[rows][:, columns]


def _turns(card: Card, writer: PromptWriter, chance: random.Random) -> list[Turn]:
    turns = [
        _asked(card, writer, chance.choice(NUMBER_QUESTIONS), chance.choice(_LANGUAGES), number=True),
        _asked(card, writer, chance.choice(WORD_QUESTIONS), chance.choice(_LANGUAGES), number=False),
    ]
    if card.items:
        item = chance.choice(card.items)
        begun = box_text(card, item)[1:]
        turns.append(Turn(writer.where(item.text), [*writer.text(begun), writer.marks[BOX_END]]))
    return turns


def _asked(card: Card, writer: PromptWriter, question: str, language: str, *, number: bool) -> Turn:
    item = card.find(number=number)
    answer = writer.text(item.text if item else NOT_FOUND)
    if item:
        answer += [writer.marks[BOX_START], *writer.text(box_text(card, item)), writer.marks[BOX_END]]
    return Turn(writer.question(question, (), language), [*answer, writer.marks[TURN_END]])


def box_text(card: Card, item: Item) -> str:
    """As Qwen2-VL writes a box, on every tenth step of its grid."""
    box = item.on(card.size).intersection(PageRect(0, 0, 1, 1))
    assert box
    x0, y0, x1, y1 = (STEP * round(place * 1000 / STEP) for place in box.as_tuple())
    return f"({x0},{y0}),({x1},{y1})"


def _sight(card: Card, width: int, height: int) -> Sight:
    rows, columns = height // PATCH, width // PATCH
    across, down = card.size.width / columns, card.size.height / rows
    x = (torch.arange(columns) + 0.5) * across
    y = (torch.arange(rows) + 0.5) * down
    letters = torch.zeros(rows, columns, dtype=torch.long)
    order = torch.zeros(rows, columns, dtype=torch.long)
    edges = torch.zeros(rows, columns, 4)
    for item in card.items:
        top = item.baseline - _INK * item.size
        (inside,) = torch.where((y >= top - down / 2) & (y <= item.baseline + down / 4))
        starts = torch.tensor(item.edges)
        at = torch.bucketize(x, starts) - 1
        (of_text,) = torch.where((at >= 0) & (at < len(item.text)))
        if not len(inside) or not len(of_text):
            continue
        block = (inside[:, None], of_text[None, :])
        letters[block] = torch.tensor([LETTERS.index(letter) + 1 for letter in item.text])[at[of_text]]
        order[block] = at[of_text] + 1
        x0, y0, x1, y1 = item.box
        far = torch.stack([x[of_text] - x0, x1 - x[of_text]], dim=-1) / across
        high = torch.stack([y[inside] - y0, y1 - y[inside]], dim=-1) / down
        wide = (len(inside), len(of_text), 2)
        edges[block] = torch.cat([far.expand(wide), high[:, None].expand(wide)], dim=-1)
    return Sight(*(_in_blocks(part) for part in (letters, order, edges)))


def _in_blocks(patches: torch.Tensor) -> torch.Tensor:
    """(rows, columns, ...) in the order in which the tower takes patches: the four of a token one after the other."""
    rows, columns, *rest = patches.shape
    blocks = patches.reshape(rows // 2, 2, columns // 2, 2, *rest)
    return blocks.transpose(1, 2).reshape(rows * columns, *rest)
