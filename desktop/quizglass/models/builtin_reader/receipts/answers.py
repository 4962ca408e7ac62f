"""Answers from a receipt: the shop, where it is, when the purchase was, what was to be paid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quizglass.models.builtin_reader.question_subjects import Subject
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.models.builtin_reader.receipts.payable import what_was_to_be_paid
from quizglass.models.builtin_reader.receipts.purchase_date import purchase_date
from quizglass.models.builtin_reader.receipts.receipt import Receipt


@dataclass(frozen=True, slots=True)
class Told:
    """What a receipt tells: ``text`` as it is said, ``words`` of the page where it stands."""

    text: str
    words: tuple[int, ...]


def told(page: ReadPage, subject: Subject) -> Told | None:
    """What ``page`` as a receipt tells of ``subject``, None when it does not or is none."""
    return _TELLERS[subject](page, page.receipt) if page.receipt else None


def _issuer(page: ReadPage, receipt: Receipt) -> Told | None:
    return _quoted(page, receipt.head.name)


def _address(page: ReadPage, receipt: Receipt) -> Told | None:
    return _quoted(page, tuple(word for line in receipt.head.address for word in line))


def _date(page: ReadPage, receipt: Receipt) -> Told | None:  # noqa: ARG001 - all tellers are called alike
    found = purchase_date(receipt.lines)
    return Told(*found) if found else None


def _payable(page: ReadPage, receipt: Receipt) -> Told | None:  # noqa: ARG001 - all tellers are called alike
    found = what_was_to_be_paid(receipt.sums)
    return Told(found.amount, found.words) if found else None


def _quoted(page: ReadPage, words: tuple[int, ...]) -> Told | None:
    text = " ".join(page.view.words[w].text for w in words)
    return Told(text, words) if text else None


_TELLERS: dict[Subject, Callable[[ReadPage, Receipt], Told | None]] = {
    Subject.ISSUER: _issuer,
    Subject.ISSUER_ADDRESS: _address,
    Subject.ISSUE_DATE: _date,
    Subject.PAYABLE: _payable,
}
