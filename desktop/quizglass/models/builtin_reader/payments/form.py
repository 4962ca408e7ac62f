"""A payment order as its boxes: what is written into them, found by where the form has them.

The form has two columns. Left stand payer, payer's bank, payee's bank and payee, each above its caption; right stand
accounts and bank codes, level with whom they belong to. Above are the number, the date and the sums, below codes and
the purpose of the payment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from quizglass.layout.fragments import Box
from quizglass.layout.page import PageLayout
from quizglass.models.builtin_reader.payments.captions import Caption, caption_alone, captions, title
from quizglass.models.builtin_reader.payments.field import Field, Side, What
from quizglass.text.folding import fold

_SIDES = (Side.PAYER, Side.PAYER_BANK, Side.PAYEE_BANK, Side.PAYEE)
_ACCOUNT = re.compile(r"\d{20}")
_CORRESPONDENT = "301"
"""What accounts of banks at the central bank begin with."""
_BANK_CODE = re.compile(r"0\d{8}|\d{9}")
_TAX_NUMBER = re.compile(r"\d{10}|\d{12}")
_REASON_CODE = re.compile(r"\d{9}|\d{4}[\dA-Z]{2}\d{3}")
_TAX_LABEL = re.compile(r"[иu]нн|[кk][пnp]п?[пn]?\b|inn|kpp")
_MARKS = "|[](){}_`‘’'"


@dataclass(frozen=True)
class Form:
    """A page with the captions that divide it, each the last line of its part."""

    layout: PageLayout
    parts: Mapping[Side, Caption]

    @cached_property
    def divide(self) -> float:
        """Where the right column begins, in points: at the captions of its numbers."""
        numbers = [box.x0 for word, box in enumerate(self.layout.boxes) if _ACCOUNT.fullmatch(self.text(word))]
        labels = [caption.box.x0 for caption in captions(self.layout, "бик")]
        left = max(caption.box.x1 for caption in self.parts.values())
        edges = [edge for edge in (*labels, *numbers) if edge > left]
        return min(edges, default=inf) - self.layout.letter_height / 2

    def text(self, word: int) -> str:
        return self.layout.words[word].text.strip(_MARKS + ".,;:")

    def words_between(self, top: float, bottom: float, left: float = -inf, right: float = inf) -> list[int]:
        """The words whose middles lie within these points, line by line."""
        inside = [
            w
            for w, box in enumerate(self.layout.boxes)
            if top < box.middle < bottom and left <= box.center < right and self.text(w)
        ]
        return [w for line in lines(self.layout.boxes, inside) for w in line]

    def bounds(self, side: Side) -> tuple[float, float] | None:
        """From the caption of the part before to the caption of ``side``, as middles in points."""
        caption = self.parts.get(side)
        if caption is None:
            return None
        before = [c.box.middle for c in self.parts.values() if c.box.middle < caption.box.middle]
        return max(before, default=-inf), caption.box.middle


def lines(boxes: Sequence[Box], words: Iterable[int]) -> list[list[int]]:
    """``words`` as lines from top to bottom, each from left to right."""
    found: list[list[int]] = []
    for word in sorted(words, key=lambda w: boxes[w].middle):
        last = boxes[found[-1][0]] if found else None
        if last is None or boxes[word].middle - last.middle > 0.5 * max(last.height, boxes[word].height):
            found.append([])
        found[-1].append(word)
    return [sorted(line, key=lambda w: boxes[w].x0) for line in found]


def read_form(layout: PageLayout) -> Form | None:
    """The page as a payment order, or as an invoice with the bank block of one; None for other pages."""
    parts = {
        Side.PAYER: caption_alone(layout, "плательщик"),
        Side.PAYER_BANK: caption_alone(layout, "банк", "плательщика"),
        Side.PAYEE_BANK: caption_alone(layout, "банк", "получателя"),
        Side.PAYEE: caption_alone(layout, "получатель"),
    }
    placed = {side: found[0] for side, found in parts.items() if found}
    if len(placed) < 2 or Side.PAYEE_BANK not in placed:
        return None
    order = [placed[side].box.middle for side in _SIDES if side in placed]
    return Form(layout, placed) if order == sorted(order) else None


def of_side(form: Form, field: Field) -> tuple[int, ...]:
    """The words of a party's or a bank's ``field``; () when its box is empty."""
    bounds = form.bounds(field.side)
    if bounds is None:
        return ()
    if field.what in {What.ACCOUNT, What.BANK_CODE}:
        pattern = _ACCOUNT if field.what is What.ACCOUNT else _BANK_CODE
        right = form.words_between(*_right_bounds(form, field.side, bounds), left=form.divide)
        fitting = [w for w in right if pattern.fullmatch(form.text(w))]
        if field.what is What.ACCOUNT:
            of_bank = field.side in {Side.PAYER_BANK, Side.PAYEE_BANK}
            fitting.sort(key=lambda w: form.text(w).startswith(_CORRESPONDENT) != of_bank)
        return tuple(fitting[:1])
    left = form.words_between(*_left_bounds(form, field.side, bounds), right=form.divide)
    if field.what is What.NAME:
        return _name(form, left)
    pattern = _TAX_NUMBER if field.what is What.TAX_NUMBER else _REASON_CODE
    return tuple(w for w in left if pattern.fullmatch(form.text(w)))[:1]


def _right_bounds(form: Form, side: Side, bounds: tuple[float, float]) -> tuple[float, float]:
    """The account of a party stands up to a line below its bank's caption on narrow prints."""
    slack = 0.4 * form.layout.letter_height
    top, bottom = bounds
    return (top - slack if side is Side.PAYEE else top), bottom + slack


def _left_bounds(form: Form, side: Side, bounds: tuple[float, float]) -> tuple[float, float]:
    """Without the caption's own line at the bottom, and for the first part without what stands above its numbers."""
    top, bottom = bounds
    bottom -= 0.4 * form.parts[side].box.height
    first = form.parts[side].box.middle == min(c.box.middle for c in form.parts.values())
    if first and (head := title(form.layout)) is not None:
        top = max(top, _end_of_words(form, head.box.y1, bottom))
    elif top > -inf:
        top += 0.4 * form.layout.letter_height
    return top, bottom


def _end_of_words(form: Form, top: float, bottom: float) -> float:
    """Where the sum in words above the payer ends: at the line of the tax number or of the sum in figures."""
    middles = [c.box.y0 for word in ("инн", "сумма") for c in captions(form.layout, word) if top < c.box.y0 < bottom]
    numbered = [c.box.y0 for c in captions(form.layout, "инн") if top < c.box.y0 < bottom]
    return min(numbered, default=max(middles, default=top))


def _name(form: Form, words: Sequence[int]) -> tuple[int, ...]:
    """``words`` without the line of tax numbers and without strokes of the form."""
    kept: list[int] = []
    for line in lines(form.layout.boxes, words):
        texts = [form.text(w) for w in line]
        numbered = any(_TAX_LABEL.match(fold(t)) for t in texts) and not any(_is_long(t) for t in texts)
        if not numbered and any(c.isalnum() for t in texts for c in t):
            kept += line
    return tuple(kept)


def _is_long(text: str) -> bool:
    """True for a word that no line of tax numbers has."""
    return len(text) > 4 and text.isalpha()
