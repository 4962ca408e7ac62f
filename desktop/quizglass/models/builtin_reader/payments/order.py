"""What the head and the foot of a payment order tell: its number, date, sums, codes, purpose, signatures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import inf

from quizglass.layout.fragments import Box, around
from quizglass.models.builtin_reader.payments.captions import Caption, captions, title
from quizglass.models.builtin_reader.payments.field import Side, What
from quizglass.models.builtin_reader.payments.form import Form, lines
from quizglass.models.builtin_reader.values import is_person
from quizglass.text.folding import fold

_DATE = re.compile(r"\d{2}[.,/]\d{2}[.,/]\d{2,4}")
_NUMBER = re.compile(r"[\w/-]*\d[\w/-]*")
_FIGURES = re.compile(r"\d[\d.,=-]*")
_BUDGET_CODE = re.compile(r"\d{17,20}")
_TERRITORY = re.compile(r"\d{8}|\d{11}")
_FORM_NUMBER = re.compile(r"\d?04010\d\d\w*")
_LETTERS = re.compile(r"[^\W\d_]{3}|\d{3}")
_SAME_ROW = 1.2
"""How far from the title's line its number and date stand on a form printed askew, in heights."""


def of_order(form: Form, what: What) -> tuple[int, ...] | None:
    """The words in the box for ``what``; () when it is empty, None when the page has no such box."""
    head = title(form.layout)
    return _READERS[what](form, head) if head is not None and what in _READERS else None


def _row(form: Form, box: Box, reach: float = _SAME_ROW) -> list[int]:
    """The words right of ``box`` about level with it, from left to right."""
    far = reach * box.height
    near = form.words_between(box.middle - far, box.middle + far, left=box.x1)
    return sorted(near, key=lambda w: form.layout.boxes[w].x0)


def _number(form: Form, head: Caption) -> tuple[int, ...]:
    for word in _row(form, head.box):
        text = form.text(word)
        if _DATE.match(text):
            return ()
        if _NUMBER.fullmatch(text):
            return (word,)
    return ()


def _date(form: Form, head: Caption) -> tuple[int, ...]:
    return tuple(w for w in _row(form, head.box, 1.6) if _DATE.match(form.text(w)))[:1]


def _status(form: Form, head: Caption) -> tuple[int, ...]:
    found = [w for w in _row(form, head.box) if re.fullmatch(r"\d\d", form.text(w))]
    right = max((box.x1 for box in form.layout.boxes), default=0.0)
    return tuple(w for w in found if form.layout.boxes[w].x0 > 0.75 * right)[-1:]


def _payer_top(form: Form) -> float:
    payer = form.parts.get(Side.PAYER)
    return payer.box.y0 if payer else inf


def _sum_box(form: Form, head: Caption) -> tuple[float, float]:
    """From the line of the tax number, or of the caption of the sum in figures, to the payer's account."""
    bottom = _payer_top(form)
    tops = [c.box for c in captions(form.layout, "инн") if head.box.y1 < c.box.middle < bottom]
    sums = [c.box for c in captions(form.layout, "сумма") if head.box.y1 < c.box.middle < bottom]
    box = min(tops, key=lambda b: b.y0) if tops else max(sums, key=lambda b: b.y0) if sums else None
    return (box.y0, box.y1 + box.height) if box else (head.box.y1, bottom)


def _amount(form: Form, head: Caption) -> tuple[int, ...]:
    top, bottom = _sum_box(form, head)
    level = [w for w in form.words_between(top, bottom, left=form.divide) if _FIGURES.fullmatch(form.text(w))]
    found = lines(form.layout.boxes, level)
    return tuple(found[0]) if found else ()


def _amount_in_words(form: Form, head: Caption) -> tuple[int, ...]:
    marks = [c for c in captions(form.layout, "сумма") if c.box.y0 > head.box.y1]
    below = [w for w, box in enumerate(form.layout.boxes) if fold(form.text(w)) == "прописью" and box.y0 > head.box.y1]
    if not marks or not below:
        return ()
    caption = around([marks[0].box, form.layout.boxes[below[0]]])
    bottom = max(_sum_box(form, head)[0], caption.y1)
    words = form.words_between(caption.y0, bottom, left=caption.x1)
    letters = [w for w in words if any(c.isalnum() for c in form.text(w))]
    return tuple(letters)


def _purpose(form: Form, head: Caption) -> tuple[int, ...]:  # noqa: ARG001 - all readers are called alike
    below = captions(form.layout, "назначение", "платежа")
    above = form.parts.get(Side.PAYEE)
    if not below or above is None:
        return ()
    ends = [caption.box.y0 for caption in below if caption.box.y0 > above.box.y1]
    words = form.words_between(_codes_end(form, above.box), ends[0], right=inf) if ends else []
    rows = [row for row in lines(form.layout.boxes, words) if any(_LETTERS.search(form.text(w)) for w in row)]
    return tuple(w for row in rows for w in row)


def _codes(form: Form) -> list[int]:
    """The line of codes below the payee, from left to right; [] for payments to no budget."""
    payee = form.parts.get(Side.PAYEE)
    if payee is None:
        return []
    box = payee.box
    near = form.words_between(box.y1, box.y1 + 4 * box.height)
    for row in lines(form.layout.boxes, near):
        if any(_BUDGET_CODE.fullmatch(form.text(w)) for w in row):
            return row
    return []


def _codes_end(form: Form, payee: Box) -> float:
    """Where the purpose begins: below the line of codes, or below the payee's caption and the boxes beside it."""
    codes = _codes(form)
    if codes:
        return max(form.layout.boxes[w].middle for w in codes) + 0.5 * form.layout.letter_height
    beside = [c.box for words in (("рез",), ("поле",), ("код",)) for c in captions(form.layout, *words)]
    level = [box.middle for box in beside if abs(box.middle - payee.middle) < 1.5 * payee.height]
    return max([payee.middle, *level]) + 0.5 * payee.height


def _budget_code(form: Form, head: Caption) -> tuple[int, ...]:  # noqa: ARG001
    return tuple(w for w in _codes(form) if _BUDGET_CODE.fullmatch(form.text(w)))[:1]


def _territory(form: Form, head: Caption) -> tuple[int, ...]:  # noqa: ARG001
    return tuple(w for w in _codes(form) if _TERRITORY.fullmatch(form.text(w)))[:1]


def _form_number(form: Form, head: Caption) -> tuple[int, ...]:
    words = form.words_between(-inf, head.box.y0)
    return tuple(w for w in words if _FORM_NUMBER.fullmatch(form.text(w)))[:1]


def _above(form: Form, caption: Sequence[Caption]) -> tuple[int, ...]:
    """The date over a caption of the head."""
    if not caption:
        return ()
    box = caption[0].box
    over = form.words_between(box.y0 - 2.5 * box.height, box.middle - 0.3 * box.height, left=box.x0 - box.height)
    return tuple(w for w in over if form.layout.boxes[w].x0 < box.x1 + 4 * box.height and _DATE.match(form.text(w)))[:1]


def _right_of(form: Form, *caption: str) -> tuple[int, ...]:
    """The figure right of a caption of the small boxes, which has one line or two."""
    found = captions(form.layout, *caption)
    if not found:
        return ()
    box = found[-1].box
    after = form.words_between(box.y0 - 0.5 * box.height, box.y1 + 1.6 * box.height, left=box.x1)
    near = [w for w in after if form.layout.boxes[w].x0 < box.x1 + 9 * box.height and form.text(w).isdigit()]
    return tuple(sorted(near, key=lambda w: abs(form.layout.boxes[w].middle - box.middle))[:1])


def _kind_of_payment(form: Form, head: Caption) -> tuple[int, ...]:
    found = [c for c in captions(form.layout, "вид") if c.box.middle < _payer_top(form)]
    if not found:
        return ()
    box = found[0].box
    level = [w for w in _row(form, head.box) if form.layout.boxes[w].x1 > box.x0 - 2 * box.height]
    return tuple(w for w in level if form.text(w).isalpha())[:1]


def _signer(form: Form, head: Caption) -> tuple[int, ...]:  # noqa: ARG001
    marks = captions(form.layout, "подписи")
    if not marks:
        return ()
    box = marks[-1].box
    for fragment in form.layout.fragments:
        level = box.y0 < fragment.box.middle < box.y1 + 8 * box.height
        if level and is_person(fragment.text):
            return fragment.words
    return ()


_READERS: dict[What, Callable[[Form, Caption], tuple[int, ...]]] = {
    What.NUMBER: _number,
    What.DATE: _date,
    What.STATUS: _status,
    What.AMOUNT: _amount,
    What.AMOUNT_IN_WORDS: _amount_in_words,
    What.PURPOSE: _purpose,
    What.BUDGET_CODE: _budget_code,
    What.TERRITORY: _territory,
    What.FORM: _form_number,
    What.RECEIVED: lambda form, _: _above(form, captions(form.layout, "поступ")),
    What.DEBITED: lambda form, _: _above(form, captions(form.layout, "списано")),
    What.KIND_OF_OPERATION: lambda form, _: _right_of(form, "вид", "о"),
    What.PRIORITY: lambda form, _: _right_of(form, "очер"),
    What.CODE: lambda form, _: _right_of(form, "код"),
    What.KIND_OF_PAYMENT: _kind_of_payment,
    What.SIGNER: _signer,
}
