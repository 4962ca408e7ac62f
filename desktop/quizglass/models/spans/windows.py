"""A question and the words of a page as windows of tokens that a span model takes, one overlapping the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import torch

from quizglass.pages import Word

GRID = 1000
"""Boxes are whole numbers from 0 to this, over the whole page: LayoutLM, arXiv 1912.13318, section 2.1."""
LONGEST_WINDOW = 512
"""Tokens that all published models were trained with."""
_LARGEST_STRIDE = 256
_LONGEST_QUESTION = 96

GridBox: TypeAlias = tuple[int, int, int, int]


@dataclass(frozen=True)
class Window:
    """``inputs`` are tensors of one row of n tokens. ``words`` has the index of each token's word of the page; None
    for what is no word of the page: the question, and marks.
    """

    inputs: dict[str, torch.Tensor]
    words: tuple[int | None, ...]


def grid_box(word: Word) -> GridBox:
    """The place of ``word`` on the grid of `GRID`; what lies outside the page is moved to its edge."""
    box = word.box.clamped()
    return int(GRID * box.x0), int(GRID * box.y0), int(GRID * box.x1), int(GRID * box.y1)


def make_windows(
    tokenizer: Any, question: str, words: Sequence[str], boxes: Sequence[GridBox], longest: int, *, takes_boxes: bool
) -> list[Window]:
    """Windows of at most ``longest`` tokens; each repeats half of the one before it, as the models were trained.

    ``takes_boxes`` as for `SpanRecipe`. ``words`` must not be empty.
    """
    question = _cut(tokenizer, question)
    if takes_boxes:
        asked = {"text": [question], "text_pair": [list(words)], "boxes": [[list(box) for box in boxes]]}
    else:
        asked = {"text": question.split(), "text_pair": list(words), "is_split_into_words": True}
    encoded = tokenizer(
        max_length=longest,
        stride=min(longest // 2, _LARGEST_STRIDE),
        truncation="only_second",
        return_overflowing_tokens=True,
        return_token_type_ids=True,
        **asked,
    )
    windows = []
    for number, ids in enumerate(encoded["input_ids"]):
        belongs = zip(encoded.sequence_ids(number), encoded.word_ids(number), strict=True)
        of_page = tuple(word if sequence == 1 else None for sequence, word in belongs)
        places = encoded["bbox"][number] if takes_boxes else _places(tokenizer, ids, of_page, boxes)
        rows = {"input_ids": ids, "token_type_ids": encoded["token_type_ids"][number], "bbox": places}
        inputs = {name: torch.tensor([row]) for name, row in rows.items()}
        windows.append(Window(inputs | {"attention_mask": torch.ones_like(inputs["input_ids"])}, of_page))
    return windows


def _cut(tokenizer: Any, question: str) -> str:
    """``question`` without the words at its end that would leave the page no room."""
    words = question.split()
    while len(words) > 1 and len(tokenizer.tokenize(" ".join(words))) > _LONGEST_QUESTION:
        words.pop()
    return " ".join(words)


def _places(
    tokenizer: Any, ids: Sequence[int], of_page: Sequence[int | None], boxes: Sequence[GridBox]
) -> list[GridBox]:
    """Words have their boxes, the marks between texts lie in the far corner, all else in the near one."""
    corner = {True: (GRID,) * 4, False: (0,) * 4}
    return [
        boxes[word] if word is not None else corner[token == tokenizer.sep_token_id]
        for token, word in zip(ids, of_page, strict=True)
    ]
