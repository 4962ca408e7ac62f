"""Answers from a payment order, or from the bank block of an invoice, which is a part of one."""

from __future__ import annotations

from quizglass.models.builtin_reader.payments.captions import title
from quizglass.models.builtin_reader.payments.field import Field, Side, What
from quizglass.models.builtin_reader.payments.form import Form, of_side
from quizglass.models.builtin_reader.payments.order import of_order
from quizglass.models.builtin_reader.payments.question import asked_field
from quizglass.models.builtin_reader.payments.question_words import NOT_ON_THE_FORM
from quizglass.text.folding import fold

_NUMBERS = frozenset({What.TAX_NUMBER, What.REASON_CODE, What.ACCOUNT, What.BANK_CODE})
_BEGINNING = 5


def answer_of(form: Form, question: str) -> tuple[int, ...] | None:
    """The words of ``form`` that answer ``question``.

    () for a box that the form has and nobody filled in; None when the form does not tell, so that others may.
    """
    field = asked_field(fold(question))
    if field is None:
        return () if _is_nowhere(form, fold(question)) else None
    if field.side is Side.ORDER:
        return of_order(form, field.what) or None
    words = of_side(form, field)
    return words or (() if _must_be_here(form, field) else None)


def _must_be_here(form: Form, field: Field) -> bool:
    """True for the numbers of a payment order: what is not in its box stands nowhere on the page."""
    return field.what in _NUMBERS and title(form.layout) is not None


def _is_nowhere(form: Form, question: str) -> bool:
    """True for a question to a payment order after something it has no box for and no word of."""
    asked = NOT_ON_THE_FORM.search(question)
    if asked is None or title(form.layout) is None:
        return False
    beginning = asked.group()[:_BEGINNING]
    return not any(beginning in fold(word.text) for word in form.layout.words)
