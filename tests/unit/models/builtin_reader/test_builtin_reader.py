"""The built-in reader as an engine, and what it understands of questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.models.builtin_reader.question import understand
from quizglass.models.builtin_reader.question_words import AnswerKind, RangeEnd
from quizglass.models.builtin_reader.values import find_values, is_person
from quizglass.models.engine import Ask, Engine, Reply, View

TABLE = [
    (60, 60, "Region"),
    (200, 60, "Sales"),
    (300, 60, "Sales"),
    (400, 60, "Share of"),
    (200, 72, "2019"),
    (300, 72, "2020"),
    (400, 72, "market, %"),
    (60, 90, "North"),
    (203, 90, "12.1"),
    (303, 90, "14.0"),
    (403, 90, "31"),
    (60, 104, "South and"),
    (60, 115, "islands"),
    (203, 104, "7.5"),
    (303, 104, "8.2"),
    (403, 104, "18"),
]


def test_it_is_an_engine() -> None:
    assert isinstance(BuiltinReader(), Engine)


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ('What is the value of "Sales 2020" for "North"?', "14.0"),
        ('What is the value of "North" in "Sales 2019"?', "12.1"),
        ("What were the sales of the North in 2020?", "14.0"),
        ("What is the share of market of the South and islands?", "18"),
        ("Чему равно «Sales 2019» для «South and islands»?", "7.5"),
    ],
)
def test_finds_a_cell_by_row_and_multi_line_header(
    drawn: Callable[..., View], ask: Callable[..., Reply], question: str, cell: str
) -> None:
    assert ask(drawn(TABLE), question).text == cell


def test_words_point_at_what_the_text_quotes(drawn: Callable[..., View], ask: Callable[..., Reply]) -> None:
    view = drawn([(60, 60, "Contract date: 5 May 2020"), (60, 80, "Client: Ann Lee")])
    reply = ask(view, "What is the date of the contract?")
    assert " ".join(view.words[i].text for i in reply.words) == reply.text == "5 May 2020"
    assert reply.confidence is not None
    assert 0.5 <= reply.confidence <= 1.0


def test_the_region_restricts_answers_but_not_labels(drawn: Callable[..., View], ask: Callable[..., Reply]) -> None:
    view = drawn([(60, 60, "Total:"), (200, 60, "10.00"), (60, 400, "Total:"), (200, 400, "99.00")])
    lower_values = PageRect(0.3, 0.4, 0.6, 0.6)
    assert ask(view, "What is the total?", lower_values).text == "99.00"
    assert not ask(view, "What is the total?", PageRect(0.7, 0.7, 0.9, 0.9)).found


def test_a_range_has_two_ends(drawn: Callable[..., View], ask: Callable[..., Reply]) -> None:
    view = drawn(
        [(60, 60, "Rental period"), (200, 60, "01/02/2021 - 30/06/2021"), (60, 80, "Signed"), (200, 80, "15/01/2021")]
    )
    assert ask(view, "When does the rental period start?").text == "01/02/2021"
    assert ask(view, "What is the last day of the rental period?").text == "30/06/2021"


def test_an_empty_page_has_no_answer(ask: Callable[..., Reply]) -> None:
    assert not ask(View(0, ()), "What is the total?").found


def test_a_cancelled_question_is_stopped(drawn: Callable[..., View]) -> None:
    reader, cancel = BuiltinReader(), CancelToken()
    glimpse = reader.look(drawn(TABLE), cancel)
    cancel.cancel()
    reply = reader.answer(glimpse, Ask("Sales?"), on_text=lambda _: None, cancel=cancel)
    assert reply.stopped


def test_locates_a_phrase_without_case_and_punctuation(drawn: Callable[..., View]) -> None:
    reader, cancel = BuiltinReader(), CancelToken()
    view = drawn([(60, 60, "Dear Ms. Patel, welcome")])
    assert reader.locate(reader.look(view, cancel), "ms patel", cancel) == tuple(w.box for w in view.words[1:3])
    assert reader.locate(reader.look(view, cancel), "nobody", cancel) == ()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When does it begin?", AnswerKind.DATE),
        ("Когда заключён договор?", AnswerKind.DATE),
        ("How much is the fee?", AnswerKind.MONEY),
        ("Сколько стоит доставка?", AnswerKind.MONEY),
        ("How many spots are there?", AnswerKind.QUANTITY),
        ("Сколько человек проживает?", AnswerKind.QUANTITY),
        ("Какой номер счёта?", AnswerKind.IDENTIFIER),
        ("Who is the seller?", AnswerKind.NAME),
        ("Кем подписан акт?", AnswerKind.NAME),
        ("What is the postal address?", AnswerKind.ADDRESS),
        ("What is the VAT number?", AnswerKind.VAT),
        ("What is the colour?", AnswerKind.TEXT),
    ],
)
def test_understands_the_kind_of_answer(question: str, kind: AnswerKind) -> None:
    assert understand(question).kind is kind


def test_understands_the_end_of_a_range_and_quoted_phrases() -> None:
    assert understand("С какой даты действует?").end is RangeEnd.START
    assert understand("Until when is it valid? When does it end?").end is RangeEnd.END
    assert len(understand('"A b" for «C d»?').phrases) == 2


@pytest.mark.parametrize(
    ("kind", "text", "values"),
    [
        (AnswerKind.MONEY, "Total $1,234.50 by 03/04/2020", ["$1,234.50"]),
        (AnswerKind.MONEY, "Итого 54 000 руб.", ["54 000 руб."]),
        (AnswerKind.DATE, "с 1 марта по 5 апреля 2021 г.", ["1 марта", "5 апреля 2021"]),
        (AnswerKind.EMAIL, "write to a.b@c.org.", ["a.b@c.org"]),
        (AnswerKind.IBAN, "IBAN DE30507500940000048567", ["DE30507500940000048567"]),
        (AnswerKind.QUANTITY, "на высоте около 3500 метров", ["около 3500 метров"]),
        (AnswerKind.PERCENT, "rate of 4.5 % a year", ["4.5 %"]),
        (AnswerKind.TIME, "leaves at 7:45 pm", ["7:45 pm"]),
    ],
)
def test_finds_typed_values(kind: AnswerKind, text: str, values: list[str]) -> None:
    assert [text[v.start : v.end] for v in find_values(kind, text)] == values


@pytest.mark.parametrize("name", ["В.СЕЛИН", "Иванов И. И.", "Martin Osei", "Dr. Ann B. Lee"])
def test_a_person_is_told_by_the_form_of_the_name(name: str) -> None:
    assert is_person(name)
    assert not is_person(name + " 12")
