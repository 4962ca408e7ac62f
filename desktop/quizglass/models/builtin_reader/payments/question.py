"""Which box of a payment order a question asks for, however it asks. Patterns see folded text."""

from __future__ import annotations

from quizglass.models.builtin_reader.payments.field import Field, Side, What
from quizglass.models.builtin_reader.payments.question_words import (
    ASKS_NAME,
    ASKS_TITLE,
    BANK,
    BOXES,
    CORRESPONDENT,
    NOT_ASKED,
    NOT_ON_THE_FORM,
    PAYEE,
    PAYER,
)

_NUMBERS = frozenset({What.TAX_NUMBER, What.REASON_CODE, What.ACCOUNT, What.BANK_CODE})
_SHORT = 3
"""A question of so few words asks for what it names: "Банк получателя"."""


def asked_field(question: str) -> Field | None:
    """The box that the folded ``question`` asks for, None when it asks for none."""
    if NOT_ON_THE_FORM.search(question):
        return None
    asked = NOT_ASKED.sub(" ", question)
    side = _side(asked)
    what = next((what for what, pattern in BOXES if pattern.search(asked)), None)
    if what is None or (what is What.ACCOUNT and ASKS_TITLE.search(asked)):
        return Field(_bank_or_party(asked, side), What.NAME) if side and _asks_name(asked) else None
    if what not in _NUMBERS:
        return Field(Side.ORDER, what)
    if side is None:
        return None
    of_bank = what is What.BANK_CODE or (what is What.ACCOUNT and CORRESPONDENT.search(asked))
    if of_bank:
        return Field(_bank_of(side), what)
    return Field(side if what is What.ACCOUNT else _bank_or_party(asked, side), what)


def _asks_name(question: str) -> bool:
    return bool(ASKS_NAME.search(question)) or len(question.split()) <= _SHORT


def _side(question: str) -> Side | None:
    if PAYEE.search(question):
        return Side.PAYEE
    return Side.PAYER if PAYER.search(question) else None


def _bank_or_party(question: str, side: Side) -> Side:
    return _bank_of(side) if BANK.search(question) else side


def _bank_of(side: Side) -> Side:
    return Side.PAYER_BANK if side is Side.PAYER else Side.PAYEE_BANK
