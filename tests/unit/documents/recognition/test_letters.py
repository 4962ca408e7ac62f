"""Which alphabet a text is in, and letters that only look right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.documents.recognition.letters import cyrillic_share, in_cyrillic, normal_width


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (["co", "ст.432"], ["со", "ст.432"]),
        (["AO", '"Маяк"'], ["АО", '"Маяк"']),
        (["HДC"], ["НДС"]),
        (['000"Маяк"'], ['ООО"Маяк"']),
        (["000", "«Маяк»"], ["ООО", "«Маяк»"]),
        (["000", "рублей"], ["000", "рублей"]),
        (["PDF", "файл"], ["PDF", "файл"]),
        (["A4"], ["A4"]),
    ],
)
def test_lookalikes_in_a_cyrillic_line(read: list[str], meant: list[str]) -> None:
    assert in_cyrillic(read) == meant


@given(st.lists(st.text(alphabet="абвгдежз АВЕКМНОРСТ0123456789.,", min_size=1), max_size=6))
def test_cyrillic_and_digits_stay(words: list[str]) -> None:
    words = [word for word in words if not word.startswith("000")]
    assert in_cyrillic(words) == words


def test_share_of_cyrillic_counts_letters_only() -> None:
    assert cyrillic_share("12 345,67") == 0
    assert cyrillic_share("счёт №12 от 3.4") == 1
    assert cyrillic_share("ab вг") == 0.5


def test_full_width_signs_become_usual_ones() -> None:
    assert normal_width("CB#：83（RM）") == "CB#:83(RM)"
