"""What a payment order tells, and of whom."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Side(StrEnum):
    """Whose value it is. ``ORDER``: of the order itself."""

    ORDER = "order"
    PAYER = "payer"
    PAYER_BANK = "payer's bank"
    PAYEE_BANK = "payee's bank"
    PAYEE = "payee"


class What(StrEnum):
    """The boxes of the form."""

    NUMBER = "number"
    DATE = "date"
    AMOUNT = "amount"
    AMOUNT_IN_WORDS = "amount in words"
    PURPOSE = "purpose"
    KIND_OF_PAYMENT = "kind of payment"
    KIND_OF_OPERATION = "kind of operation"
    PRIORITY = "priority"
    CODE = "code"
    STATUS = "status"
    RECEIVED = "received"
    DEBITED = "debited"
    FORM = "form"
    BUDGET_CODE = "budget classification code"
    TERRITORY = "territory code"
    SIGNER = "signer"
    NAME = "name"
    TAX_NUMBER = "tax number"
    REASON_CODE = "tax registration reason code"
    ACCOUNT = "account"
    BANK_CODE = "bank identification code"


class Field(NamedTuple):
    """A box of the form."""

    side: Side
    what: What
