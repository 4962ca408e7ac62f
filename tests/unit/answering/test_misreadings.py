"""Answers found among words that a picture's reader got a little wrong, and nothing lit that says something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.answering.evidence import find_evidence
from quizglass.geometry import PageRect
from quizglass.pages import Word

PageOf = Callable[[str], Sequence[Word]]

RECEIPT = """\
LlM SENG TRADlNG SDN BHD      GST No: 0O1234567
lNV-2O43/1                    25/l2/2018
Ceiling lamp      RM12.5O
Wall bracket      RM 7,25
Rounding          RM112.507
TOTAL             RM19.75
"""


def read(page: Sequence[Word]) -> list[Word]:
    return [replace(word, source="ocr", confidence=0.8) for word in page]


def lit(page: Sequence[Word], answer: str) -> str | None:
    found = find_evidence(answer, 0, page)
    return found.text if found else None


@pytest.mark.parametrize(
    ("answer", "printed"),
    [
        ("RM 12.50", "RM12.5O"),
        ("12.50", "RM12.5O"),
        ("12,50", "RM12.5O"),
        ("RM7.25", "7,25"),
        ("INV-2043/1", "lNV-2O43/1"),
        ("001234567", "0O1234567"),
        ("25/12/2018", "25/l2/2018"),
        ("Lim Seng Trading Sdn Bhd", "LlM SENG TRADlNG SDN BHD"),
        ("RM19.75", "RM19.75"),
    ],
)
def test_misread_letters_are_seen_through(page_of: PageOf, answer: str, printed: str) -> None:
    assert lit(read(page_of(RECEIPT)), answer) == printed


@pytest.mark.parametrize(
    "answer", ["RM 12.80", "2.50", "1.250", "1250", "RM 12.507", "INV-2048/1", "INV-204", "25/12/2013", "O"]
)
def test_what_says_something_else_stays_dark(page_of: PageOf, answer: str) -> None:
    assert lit(read(page_of(RECEIPT)), answer) is None


@pytest.mark.parametrize(
    ("printed", "said", "is_lit"),
    [
        ("46O2.81", "2.81", False),
        ("12.5O7", "12.5", False),
        ("1OOOO.OO", "1.00", False),
        ("4S6l2.81", "2.81", False),
        ("Rs12.50", "12.50", True),
        ("12.50S", "12.50", True),
        ("No2043", "2043", True),
    ],
)
def test_a_digit_that_was_read_as_a_letter_ends_no_number(
    page_of: PageOf, printed: str, said: str, is_lit: bool
) -> None:
    page = page_of(f"Sum {printed} today")
    assert (lit(read(page), said) is not None) == is_lit
    if said in printed:
        assert lit(page, said), "in a text layer, a letter is a letter"


def test_a_text_layer_is_taken_at_its_word(page_of: PageOf) -> None:
    assert lit(page_of(RECEIPT), "INV-2043/1") is None


amounts = st.decimals(0, 99999, places=2).map(str)


@given(amounts, amounts)
def test_one_amount_is_never_taken_for_another(said: str, printed: str) -> None:
    words = ("Sum", printed.replace("0", "O"), "Date", "today")
    boxes = [PageRect(0.1, 0.1 * row, 0.3, 0.1 * row + 0.02) for row in range(len(words))]
    found = lit([Word(word, box, 0, 0, 0.8, "ocr") for word, box in zip(words, boxes, strict=True)], said)
    assert found is None or found.replace("O", "0") == printed
    if found is not None and float(printed) >= 10:
        assert float(said) == float(printed)
