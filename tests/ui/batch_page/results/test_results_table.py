"""The table keeps its order and its filter while rows come and change, and stays quick with many of them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.row import Row, Status
from quizglass.geometry import WHOLE_PAGE
from quizglass.ui.batch_page.results.columns import Column, fitted
from quizglass.ui.batch_page.results.copied_rows import tab_separated
from quizglass.ui.batch_page.results.found_row import FoundRow, found_row, key_of
from quizglass.ui.batch_page.results.plan_order import plan_order
from quizglass.ui.batch_page.results.row_filter import RowFilter, words_of
from quizglass.ui.batch_page.results.row_kind import RowKind
from quizglass.ui.batch_page.results.row_order import RowOrder
from quizglass.ui.batch_page.results.table_model import ResultsModel

patient = settings(deadline=None)
"""How long an example takes says how busy the machine is."""

FOUND = Row("/docs/Счёт 10.pdf", 3, None, "Total?", "2,286.60", Status.DONE, confidence=0.9, seconds=0.25)
ROWS = (
    FOUND,
    replace(FOUND, page=1, answer="99.00"),
    replace(FOUND, file="/docs/Счёт 9.pdf", page=10, answer="1,000.00", confidence=0.2),
    replace(FOUND, file="/docs/Счёт 9.pdf", page=2, answer="", status=Status.NOT_FOUND, confidence=None),
    replace(FOUND, file="/docs/b.pdf", page=1, answer="", status=Status.FAILED, error="It hung.", confidence=None),
    replace(FOUND, file="/docs/b.pdf", page=2, answer="seven", correction="7.00"),
    replace(FOUND, file="/docs/b.pdf", page=3, answer="", status=Status.QUEUED, confidence=None, seconds=0.0),
)


@pytest.fixture
def model(qapp: object) -> ResultsModel:
    made = ResultsModel()
    made.begin(map(found_row, ROWS))
    return made


def column(model: ResultsModel, which: Column) -> list[str]:
    return [str(model.index(place, which).data()) for place in range(model.rowCount())]


def test_every_column_is_sorted_by_what_it_holds(model: ResultsModel) -> None:
    model.sort(Column.ANSWER)
    assert column(model, Column.ANSWER) == ["7.00", "99.00", "1,000.00", "2,286.60", "", "", ""]
    model.sort(Column.ANSWER, Qt.SortOrder.DescendingOrder)
    assert column(model, Column.ANSWER) == ["2,286.60", "1,000.00", "99.00", "7.00", "", "", ""]
    model.sort(Column.FILE)
    assert list(zip(column(model, Column.FILE), column(model, Column.PAGE), strict=True)) == [
        *(("b.pdf", "1"), ("b.pdf", "2"), ("b.pdf", "3"), ("Счёт 9.pdf", "2"), ("Счёт 9.pdf", "10")),
        *(("Счёт 10.pdf", "1"), ("Счёт 10.pdf", "3")),
    ]
    model.sort(Column.CONFIDENCE)
    assert column(model, Column.CONFIDENCE) == ["0.20", "0.90", "0.90", "0.90", "", "", ""]
    model.sort(Column.STATUS)
    assert column(model, Column.STATUS) == [
        *("Found", "Found", "Check this", "Corrected", "Not found", "Failed", "Waiting")
    ]
    model.sort(-1)
    assert model.shown == ROWS


def test_words_are_looked_for_in_all_that_is_told(model: ResultsModel) -> None:
    for typed, count in (
        ("счёт", 4),
        ("счет", 4),
        ("HUNG", 1),
        ("seven", 1),
        ("7.00", 1),
        ("счёт 99", 1),
        ("nowhere", 0),
        (" ", 7),
    ):
        model.set_filter(RowFilter(words=words_of(typed)))
        assert model.rowCount() == count, typed


def test_rows_are_of_one_kind(model: ResultsModel) -> None:
    assert {kind: count for kind, count in model.kinds.items() if count} == {
        RowKind.FOUND: 2,
        RowKind.UNSURE: 1,
        RowKind.NOT_FOUND: 1,
        RowKind.FAILED: 1,
        RowKind.CORRECTED: 1,
        RowKind.WAITING: 1,
    }


def test_a_chosen_row_stays_chosen_when_it_is_sorted_elsewhere(model: ResultsModel) -> None:
    held = QPersistentModelIndex(model.index(0, Column.ANSWER))
    model.sort(Column.ANSWER)
    assert held.data() == "2,286.60"
    model.put([replace(ROWS[0], answer="1.00")])
    assert (held.row(), held.data()) == (0, "1.00")


def test_a_row_that_is_corrected_stays_where_it_is_until_the_table_is_sorted(model: ResultsModel) -> None:
    model.sort(Column.ANSWER)
    model.put_in_place(replace(ROWS[0], correction="1.00"))
    assert column(model, Column.ANSWER) == ["7.00", "99.00", "1,000.00", "1.00", "", "", ""]
    model.put([replace(ROWS[1], answer="8.00"), replace(ROWS[0], correction="2.00")])
    assert column(model, Column.ANSWER) == ["7.00", "8.00", "1,000.00", "2.00", "", "", ""]
    assert model.place_of(key_of(ROWS[0])) == 3
    model.sort(Column.ANSWER)
    assert column(model, Column.ANSWER) == ["2.00", "7.00", "8.00", "1,000.00", "", "", ""]


@pytest.mark.parametrize(
    ("plan", "pages"),
    [
        (Plan(("/a", "/b"), (PlannedQuestion("x"), PlannedQuestion("x", WHOLE_PAGE))), (1, 2, 3)),
        (Plan(("/a", "/b"), (PlannedQuestion("x"),), backwards=True), (3, 2, 1)),
        (Plan(("/a", "/b"), (PlannedQuestion("x"),), pages=(2, 0)), (3, 1)),
    ],
    ids=["forwards", "backwards", "chosen"],
)
@pytest.mark.parametrize("seed", range(3))
def test_rows_stand_in_the_order_of_the_plan_however_they_come(
    qapp: object, plan: Plan, pages: tuple[int, ...], seed: int
) -> None:
    planned = [
        Row(file, page, asked.region, asked.text, "", Status.DONE)
        for file in plan.files
        for page in pages
        for asked in plan.questions
    ]
    coming = Random(seed).sample(planned, len(planned))
    model = ResultsModel()
    model.begin((), plan_order(plan))
    for row in coming:
        model.put([row])
    assert list(model.shown) == list(model.planned) == planned


def test_a_tooltip_shows_markup_of_a_document_as_it_is(model: ResultsModel) -> None:
    model.put([replace(ROWS[0], answer="<img src=x> & <b>1</b>\n2")])
    tip = model.index(0, Column.ANSWER).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<qt>&lt;img src=x&gt; &amp; &lt;b&gt;1&lt;/b&gt;<br>2</qt>"


def test_writing_an_answer_asks_for_a_correction(model: ResultsModel) -> None:
    told: list[tuple[Row, str | None]] = []
    model.corrected.connect(lambda row, text: told.append((row, text)))
    for place, written in ((0, "2,286.61 "), (0, "2,286.60"), (5, "seven"), (5, ""), (3, "4.00")):
        model.setData(model.index(place, Column.ANSWER), written)
    assert told == [(ROWS[0], "2,286.61"), (ROWS[5], None), (ROWS[5], ""), (ROWS[3], "4.00")]


def test_what_is_not_answered_cannot_be_corrected(model: ResultsModel) -> None:
    editable = [
        bool(model.flags(model.index(place, Column.ANSWER)) & Qt.ItemFlag.ItemIsEditable) for place in range(len(ROWS))
    ]
    assert editable == [True, True, True, True, True, True, False]
    assert not model.flags(model.index(0, Column.FILE)) & Qt.ItemFlag.ItemIsEditable


def test_copied_rows_are_a_table_in_which_nothing_is_calculated() -> None:
    rows = [found_row(replace(FOUND, answer='=1+1\n"x"')), found_row(ROWS[3])]
    copied = tab_separated(rows, [Column.PAGE, Column.ANSWER, Column.STATUS])
    assert copied == '3\t"\'=1+1\n""x"""\tFound\n2\t\tNot found'


_pages = st.integers(min_value=1, max_value=9)
_answers = st.sampled_from(["", "7", "99.00", "2,286.60", "12 May 2031", "Anna", "anna 10", "anna 9"])
_statuses = st.sampled_from([Status.DONE, Status.NOT_FOUND, Status.FAILED, Status.QUEUED])
_rows = st.builds(
    lambda page, answer, status, confidence: replace(
        FOUND, page=page, answer=answer, status=status, confidence=confidence
    ),
    _pages,
    _answers,
    _statuses,
    st.sampled_from([None, 0.1, 0.9]),
)
_orders = st.tuples(st.sampled_from([-1, *Column]), st.sampled_from(list(Qt.SortOrder)))
_filters = st.sampled_from(
    [RowFilter(), RowFilter(words=("anna",)), RowFilter(kinds=frozenset({RowKind.FOUND, RowKind.UNSURE}))]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(_rows, max_size=8), _orders, _filters, st.lists(st.lists(_rows, max_size=4), max_size=4))
def test_rows_that_come_find_the_places_that_they_would_have_had(
    first: list[Row], order: tuple[int, Qt.SortOrder], wanted: RowFilter, later: list[list[Row]]
) -> None:
    model = ResultsModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.put(first)
    model.sort(*order)
    model.set_filter(wanted)
    for rows in later:
        model.put(rows)
    anew = ResultsModel()
    anew.begin(model.all)
    anew.sort(*order)
    anew.set_filter(wanted)
    assert model.shown == anew.shown
    assert {kind: count for kind, count in model.kinds.items() if count} == dict(anew.kinds)
    assert [model.place_of(key_of(row)) for row in model.shown] == list(range(model.rowCount()))
    del tester


@patient
@given(st.lists(st.one_of(st.none(), st.integers(0, 3)), max_size=12), st.booleans())
def test_places_are_where_rows_stand(keys: list[int | None], descending: bool) -> None:
    order = RowOrder(zip(keys, range(len(keys)), strict=True), descending=descending)
    assert [order.place_of(keys[number], number) for number in order.numbers()] == list(range(len(order)))
    assert [order.number_at(place) for place in range(len(order))] == order.numbers()


_widths = st.dictionaries(
    st.sampled_from([one for one in Column if one is not Column.ANSWER]), st.integers(125, 300), min_size=1
)


@patient
@given(_widths, st.integers(0, 3000))
def test_columns_share_the_room(wanted: dict[Column, int], room: int) -> None:
    widths = fitted(wanted, room)
    assert set(widths) == {*wanted, Column.ANSWER}
    assert all(widths[one] <= wanted[one] for one in wanted)
    assert widths[Column.ANSWER] >= 150
    if sum(wanted.values()) + 210 <= room:
        assert widths == wanted | {Column.ANSWER: room - sum(wanted.values())}


class _Counting:
    """A test of values that notes how often it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def fits(self, found: FoundRow) -> bool:
        self.asked += 1
        return True


def test_a_row_that_comes_does_not_make_the_others_be_looked_at(qapp: object) -> None:
    rows = [replace(FOUND, page=page, answer=f"{page * 7919 % 20011}.50") for page in range(1, 5_001)]
    counting = _Counting()
    model = ResultsModel()
    model.begin(map(found_row, rows))
    model.sort(Column.ANSWER)
    model.set_filter(RowFilter(value=((FOUND.question, None), counting)))
    counting.asked = 0
    model.put([replace(rows[0], answer="0.25")])
    assert counting.asked < 5
    assert model.shown[0].answer == "0.25"
