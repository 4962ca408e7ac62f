"""Numbers and amounts in the formats of documents."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.text.numbers import currency_of, find_numbers, parse_amount, parse_number, readings, same_number

cents = st.integers(min_value=0, max_value=10**11).map(lambda n: Decimal(n) / 100)


def english(value: Decimal) -> str:
    return f"{value:,.2f}"


@given(cents)
def test_english_german_and_russian_prints_mean_the_same(value: Decimal) -> None:
    printed = english(value)
    german = printed.translate(str.maketrans(",.", ".,"))
    russian = printed.replace(",", "\u00a0").replace(".", ",")
    assert parse_number(printed) == parse_number(german) == parse_number(russian) == value
    assert same_number(printed, german)


@given(cents.filter(lambda value: value > 0))
def test_brackets_and_dashes_are_minus(value: Decimal) -> None:
    assert parse_number(f"({english(value)})") == -value
    assert parse_number(f"−{english(value)}") == -value


@given(st.text())
def test_any_text_has_readings_or_none(text: str) -> None:
    assert (parse_number(text) is None) == (not readings(text))


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("$2,710.00", "2710.00", "USD"),
        ("1 000 руб. 50 коп.", "1000.50", "RUB"),
        ("5250-90", "5250.90", ""),
        ("12 €", "12", "EUR"),
        ("RM 12.30", "12.30", "MYR"),
    ],
)
def test_amounts_with_their_currency(text: str, value: str, currency: str) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert (amount.value, amount.currency) == (Decimal(value), currency)


def test_a_lone_mark_before_three_digits_is_ambiguous() -> None:
    assert readings("1.234") == {Decimal("1.234"), Decimal(1234)}
    assert parse_number("1.234") == Decimal("1.234")
    assert parse_number("1,234") == Decimal(1234)


@pytest.mark.parametrize("text", ["", "abc", "12.12.2012", "A17", "1 2"])
def test_other_things_are_no_numbers(text: str) -> None:
    assert parse_number(text) is None


def test_percent_and_currency_words() -> None:
    amount = parse_amount("64%")
    assert amount is not None
    assert amount.percent
    assert currency_of("руб.") == "RUB"
    assert currency_of("metres") == ""


def test_numbers_in_running_text() -> None:
    assert [found.value for found in find_numbers("From 3 of 1,200 units at 4.5")] == [
        Decimal(3),
        Decimal(1200),
        Decimal("4.5"),
    ]
