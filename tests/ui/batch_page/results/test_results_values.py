"""Answers are sorted and added up as what they are: numbers, days, words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizglass.batch.row import Row, Status
from quizglass.i18n import set_language
from quizglass.ui.batch_page.results.amounts import number_words, range_words, value_words
from quizglass.ui.batch_page.results.answer_value import ValueKind, natural_key, value_of
from quizglass.ui.batch_page.results.day_edges import day_edges
from quizglass.ui.batch_page.results.found_row import FoundRow, found_row
from quizglass.ui.batch_page.results.summary import Spread, Texts, summary_of

patient = settings(deadline=None)
"""How long an example takes says how busy the machine is."""

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)
days = st.dates(min_value=date(1951, 1, 1), max_value=date(2048, 12, 31))


def as_printed(number: Decimal, style: str) -> str:
    """An amount as documents print it."""
    plain = f"{abs(number):,.2f}"
    written = {
        "english": plain,
        "russian": plain.replace(",", " ").replace(".", ","),
        "dollars": f"${plain}",
        "euros": f"{plain.replace(',', ' ')} EUR",
    }[style]
    return f"-{written}" if number < 0 else written


styles = st.sampled_from(["english", "russian", "dollars", "euros"])


def answered(*answers: str) -> list[FoundRow]:
    return [
        found_row(Row("/docs/a.pdf", page, None, "What?", answer, Status.DONE if answer else Status.NOT_FOUND))
        for page, answer in enumerate(answers, start=1)
    ]


@patient
@given(st.lists(st.tuples(amounts, styles), min_size=2, max_size=12))
def test_amounts_are_sorted_by_what_they_are_worth(told: list[tuple[Decimal, str]]) -> None:
    by_key = sorted(told, key=lambda one: value_of(as_printed(*one)).key[:2])
    assert [number for number, _ in by_key] == sorted(number for number, _ in told)


@patient
@given(st.lists(st.tuples(days, st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y"])), min_size=2, max_size=12))
def test_days_are_sorted_by_the_calendar(told: list[tuple[date, str]]) -> None:
    by_key = sorted(told, key=lambda one: value_of(one[0].strftime(one[1])).key[:2])
    assert [day for day, _ in by_key] == sorted(day for day, _ in told)


@patient
@given(st.lists(st.text(max_size=60), max_size=12))
def test_whatever_is_answered_can_be_sorted(answers: list[str]) -> None:
    values = sorted((value_of(answer) for answer in answers), key=lambda value: value.key)
    assert [value.kind for value in values] == sorted(value.kind for value in values)


@patient
@given(st.lists(st.integers(min_value=0, max_value=10**6), min_size=2, max_size=10), st.text("abcя ", max_size=5))
def test_words_with_numbers_are_sorted_as_people_count(numbers: list[int], word: str) -> None:
    names = [f"{word}x{number}.pdf" for number in numbers]
    assert sorted(names, key=natural_key) == [f"{word}x{number}.pdf" for number in sorted(numbers)]


def test_two_prints_of_thousands() -> None:
    assert value_of("99.00").key < value_of("2,286.60").key < value_of("1 000 000,00 ₽").key


def test_numbers_come_before_days_before_words_before_nothing() -> None:
    answers = ["", "zebra", "Alpha", "12 May 2031", "7", "page 10", "page 9"]
    assert sorted(answers, key=lambda answer: value_of(answer).key) == [
        *("7", "12 May 2031", "Alpha", "page 9", "page 10", "zebra", "")
    ]


@pytest.mark.parametrize("text", ["007", "4111111111111111", "1,234,567,890,123,456", "-01"])
def test_numbers_of_things_do_not_add_up(text: str) -> None:
    assert not value_of(text).adds_up


@patient
@given(st.lists(st.tuples(amounts, styles), min_size=2, max_size=40))
def test_a_sum_is_exact_and_each_number_stands_in_one_bin(told: list[tuple[Decimal, str]]) -> None:
    rows = answered(*(as_printed(*one) for one in told))
    summary = summary_of(rows)
    assert isinstance(summary, Spread)
    numbers = [number for number, _ in told]
    assert (summary.least, summary.greatest, summary.count) == (min(numbers), max(numbers), len(numbers))
    if summary.currencies <= 1:
        assert summary.total == sum(numbers)
    else:
        assert summary.total is None
    assert sum(one.count for one in summary.bins) == len(numbers)
    for one in summary.bins:
        assert one.count == sum(one.within.fits(row) for row in rows)
    assert all(sum(one.within.fits(row) for one in summary.bins) == 1 for row in rows)
    assert len(summary.bins) <= 14


@patient
@given(st.lists(days, min_size=2, max_size=40))
def test_each_day_stands_in_one_bin(told: list[date]) -> None:
    rows = answered(*(day.isoformat() for day in told))
    summary = summary_of(rows)
    assert isinstance(summary, Spread)
    assert summary.kind is ValueKind.DAY
    assert summary.total is None
    assert [one.count for one in summary.bins] == [sum(one.within.fits(row) for row in rows) for one in summary.bins]
    assert sum(one.count for one in summary.bins) == len(told)


@patient
@given(st.dates(), st.dates(), st.integers(4, 12))
def test_stretches_of_days_are_divided_as_calendars_do(one: date, other: date, most: int) -> None:
    first, last = sorted((one.toordinal(), other.toordinal()))
    edges = day_edges(first, last, most)
    assert edges == sorted(set(edges))
    assert edges[0] <= first
    assert last < edges[-1]
    assert len(edges) <= most + 1


def test_days_of_some_years_are_divided_into_years() -> None:
    summary = summary_of(answered("2009-05-21", "2011-09-20", "2018-08-07"))
    assert isinstance(summary, Spread)
    words = [range_words(summary, one.within) for one in summary.bins]
    assert (words[0], words[-1]) == ("2009-01-01 to 2009-12-31", "2018-01-01 to 2018-12-31")


def test_a_few_words_are_counted_however_they_are_written() -> None:
    summary = summary_of(answered("Paris", "paris ", "Rome", "PARIS", ""))
    assert isinstance(summary, Texts)
    assert [(one.text, one.count) for one in summary.shown] == [("Paris", 3), ("Rome", 1)]
    assert summary.others == 0


def test_many_different_words_get_no_bars_of_one() -> None:
    summary = summary_of(answered(*(f"Name {letter}" for letter in "abcdefghijkl"), "Name a"))
    assert isinstance(summary, Texts)
    assert [(one.text, one.count) for one in summary.shown] == [("Name a", 2)]
    assert (summary.others, summary.different) == (11, 12)


def test_what_is_mostly_numbers_says_how_many_are_none() -> None:
    summary = summary_of(answered("1.50", "2.50", "3", "unreadable"))
    assert isinstance(summary, Spread)
    assert (summary.total, summary.mean, summary.others) == (Decimal("7.00"), Decimal("7.00") / 3, 1)


def test_shares_are_not_added_up() -> None:
    summary = summary_of(answered("10 %", "20 %"))
    assert isinstance(summary, Spread)
    assert summary.total is None
    assert value_words(summary, summary.greatest) == "20%"


def test_numbers_are_written_as_the_language_writes_them() -> None:
    assert number_words(Decimal("-1234567.891"), 2) == "−1,234,567.89"
    set_language("ru")
    assert number_words(Decimal("-1234567.891"), 2) == "−1\u202f234\u202f567,89"


def test_nothing_comes_to_nothing() -> None:
    assert summary_of(answered("", "")) is None
