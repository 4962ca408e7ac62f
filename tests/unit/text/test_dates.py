"""Dates and ranges in the formats of documents."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.text.dates import find_dates, find_ranges, parse_date, readings, same_date

days = st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31))
MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября")
MONTHS += ("ноября", "декабря")


@given(days)
def test_every_usual_print_is_read(day: date) -> None:
    for printed in (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day:%d.%m.%y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%d/%b/%Y}".upper(),
        f"«{day.day}» {MONTHS[day.month - 1]} {day.year} г.",
    ):
        assert parse_date(printed) == day, printed


@given(days)
def test_both_readings_of_slashes(day: date) -> None:
    assert day in readings(f"{day:%m/%d/%Y}")
    assert day in readings(f"{day:%d/%m/%Y}")


@given(days, days)
def test_ranges_keep_their_order(first: date, last: date) -> None:
    text = f"с {first:%d.%m.%Y} по {last:%d.%m.%Y} г."
    (found,) = find_ranges(text)
    assert (found.first.value, found.last.value) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("10/09/12 - 10/15/12", date(2012, 10, 9), date(2012, 10, 15)),
        ("с 1 января по 31 марта 2020 г.", date(2020, 1, 1), date(2020, 3, 31)),
        ("March 3 to April 5, 2020", date(2020, 3, 3), date(2020, 4, 5)),
        ("Wednesday, February 12, 2020 to Monday, February 17, 2020", date(2020, 2, 12), date(2020, 2, 17)),
    ],
)
def test_ranges_as_printed(text: str, first: date, last: date) -> None:
    (found,) = find_ranges(text)
    assert (found.first.value, found.last.value) == (first, last)


def test_a_span_holds_the_date_without_the_word_for_year() -> None:
    text = "от 11 февраля 2013 г. N 17"
    (found,) = find_dates(text)
    assert text[found.start : found.end] == "11 февраля 2013"


@pytest.mark.parametrize("text", ["31.02.2020", "99/99/99", "1.2.3.4", "May", "2020", "12:30", ""])
def test_other_things_are_no_dates(text: str) -> None:
    assert parse_date(text) is None


def test_neighbours_months() -> None:
    assert parse_date("7. Mai 2014") == date(2014, 5, 7)
    assert parse_date("29 maart 2014") == date(2014, 3, 29)
    assert parse_date("3 août 2019") == date(2019, 8, 3)


def test_same_day_in_other_prints() -> None:
    assert same_date("03/11/20", "2020-03-11")
    assert same_date("11.02.2013", "11 февраля 2013")
    assert not same_date("03/04/20", "04/03/20")
    assert not same_date("", "")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Unit04/29/20144:18:31 PM", "04/29/2014"),
        ("[Sales]2018-01-0522:55", "2018-01-05"),
        ("15/APR/2017 04:56:46", "15/APR/2017"),
        ("27/05/20188:07 PM", "27/05/2018"),
    ],
)
def test_finds_dates_that_lost_the_spaces_around_them(text: str, printed: str) -> None:
    assert [text[span.start : span.end] for span in find_dates(text)] == [printed]
