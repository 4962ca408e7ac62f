"""Runs wait for one another, stand back for questions by hand, and stop, pause and go on as they are told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from quizglass.answering.current_engine import CurrentEngine
from quizglass.answering.desk import AnswerDesk
from quizglass.answers import Answer, Question
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.row import Row, Status
from quizglass.batch.run import Run, RunState
from quizglass.batch.run_queue import RunQueue
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import OutOfMemory
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.models.engine import View
from quizglass.pages import DocumentSource
from quizglass.settings import Settings

NUMBER, TOTAL = PlannedQuestion("What is the invoice number?"), PlannedQuestion("What is the total?")
PAGES = 12
WAIT_S = 30


class GuardedReader(BuiltinReader):
    """Waits at a gate before each answer, and may have no memory."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Semaphore(0)
        self.waits = threading.Semaphore(0)
        self.asked: list[str] = []
        self.fails = False

    def look(self, view: View, cancel: CancelToken) -> object:  # type: ignore[override]
        if self.fails:
            raise OutOfMemory(model="tiny")
        self.waits.release()
        with cancel.watched(self.gate.release):
            assert self.gate.acquire(timeout=WAIT_S)
        cancel.raise_if_cancelled()
        return super().look(view, cancel)

    def answer(self, glimpse: object, ask: object, **options: object) -> object:  # type: ignore[override]
        self.asked.append(ask.question)  # type: ignore[attr-defined]
        return super().answer(glimpse, ask, **options)  # type: ignore[arg-type]

    def open_gate(self) -> None:
        self.gate.release(10_000)


class Office:
    """A queue at a desk, and what it told."""

    def __init__(self, file: Path, documents: DocumentService) -> None:
        self.reader = GuardedReader()
        self.news = threading.Condition()
        self.rows: list[tuple[int, Row]] = []
        self.desk = AnswerDesk(documents, None, Settings(), engine=CurrentEngine(lambda *_, **__: self.reader))
        self.queue = RunQueue(
            file,
            wake=lambda: self.desk.work(self.queue),
            changed=self._tell,
            progressed=lambda _: self._tell(),
            answered=self._answered,
        )

    def _tell(self) -> None:
        with self.news:
            self.news.notify_all()

    def _answered(self, run: int, row: Row) -> None:
        self.rows.append((run, row))

    def until(self, what: Callable[[], bool]) -> None:
        with self.news:
            assert self.news.wait_for(what, timeout=WAIT_S)

    def until_state(self, run: Run, state: RunState) -> None:
        self.until(lambda: self.state(run) is state)

    def state(self, run: Run) -> RunState | None:
        now = self.queue.run(run.id)
        return now.state if now is not None else None

    def close(self) -> None:
        self.reader.open_gate()
        self.desk.close()
        self.queue.close()


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    with pymupdf.open() as document:
        for page in range(PAGES):
            document.new_page().insert_text((72, 100), f"Invoice number: INV-{page}\nTotal: {page}.50 EUR")
        document.save(tmp_path / "invoices.pdf")
    return Plan((str(tmp_path / "invoices.pdf"),), (NUMBER,))


@pytest.fixture
def open_office(tmp_path: Path, documents: DocumentService) -> Iterator[Callable[[], Office]]:
    opened: list[Office] = []

    def open_one() -> Office:
        opened.append(Office(tmp_path / "runs.sqlite", documents))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def office(open_office: Callable[[], Office]) -> Office:
    return open_office()


def answers(rows: tuple[Row, ...]) -> list[str]:
    return [row.answer for row in rows]


def test_runs_are_worked_on_one_after_another(office: Office, plan: Plan) -> None:
    first = office.queue.start(plan, "Numbers", {})
    second = office.queue.start(replace(plan, questions=(TOTAL,)), "Totals", {})
    assert [run.name for run in office.queue.runs] == ["Totals", "Numbers"]
    office.until_state(first, RunState.RUNNING)
    assert office.state(second) is RunState.QUEUED
    office.reader.open_gate()
    office.until_state(second, RunState.ENDED)
    assert office.state(first) is RunState.ENDED
    assert answers(office.queue.rows(first.id)) == [f"INV-{page}" for page in range(PAGES)]
    assert [run for run, _ in office.rows] == [first.id] * PAGES + [second.id] * PAGES
    ended = office.queue.run(first.id)
    assert ended is not None
    assert (ended.tally.done, ended.tally.found, ended.tally.share, ended.ended is not None) == (PAGES, PAGES, 1, True)


def test_a_question_by_hand_goes_first(office: Office, plan: Plan) -> None:
    run = office.queue.start(plan, "Numbers", {})
    assert office.reader.waits.acquire(timeout=WAIT_S)  # its first page is looked at
    told: list[Answer] = []
    by_hand = Question(TOTAL.text, DocumentSource(plan.files[0]), (3,))
    done = threading.Event()
    office.desk.ask(by_hand, on_event=lambda _: None, on_done=lambda answer: (told.append(answer), done.set())[0])
    assert office.reader.waits.acquire(timeout=WAIT_S)
    office.reader.gate.release()
    assert done.wait(WAIT_S)
    assert [answer.text for answer in told] == ["3.50 EUR"]
    assert office.reader.asked == [TOTAL.text], "the page that the run was at gave way"
    office.reader.open_gate()
    office.until_state(run, RunState.ENDED)
    assert answers(office.queue.rows(run.id)) == [f"INV-{page}" for page in range(PAGES)]


def test_paused_in_a_page_it_goes_on_with_that_page(office: Office, plan: Plan) -> None:
    run = office.queue.start(plan, "Numbers", {})
    for _ in range(3):
        office.reader.gate.release()
    office.until(lambda: len(office.rows) == 3)
    office.queue.pause(run.id)
    assert office.state(run) is RunState.PAUSED
    office.reader.open_gate()
    office.queue.go_on(run.id)
    office.until_state(run, RunState.ENDED)
    assert office.reader.asked == [NUMBER.text] * PAGES, "nothing twice"
    assert answers(office.queue.rows(run.id)) == [f"INV-{page}" for page in range(PAGES)]


def test_a_stopped_run_keeps_what_it_has_and_the_next_one_begins(office: Office, plan: Plan) -> None:
    run = office.queue.start(plan, "Numbers", {})
    following = office.queue.start(replace(plan, questions=(TOTAL,)), "Totals", {})
    office.reader.gate.release()
    office.until(lambda: len(office.rows) == 1)
    office.queue.stop(run.id)
    office.reader.open_gate()
    office.until_state(following, RunState.ENDED)
    assert office.state(run) is RunState.STOPPED
    assert [row.status for row in office.queue.rows(run.id)] == [Status.DONE] + [Status.QUEUED] * (PAGES - 1)


def test_a_removed_run_is_gone_for_good(office: Office, plan: Plan, open_office: Callable[[], Office]) -> None:
    run = office.queue.start(plan, "Numbers", {})
    office.until_state(run, RunState.RUNNING)
    office.queue.remove(run.id)
    assert office.queue.runs == office.queue.rows(run.id) == ()
    later = open_office()
    later.queue.load()
    assert later.queue.runs == ()


def test_an_engine_that_keeps_failing_pauses_it_and_says_why(office: Office, plan: Plan) -> None:
    office.reader.fails = True
    run = office.queue.start(plan, "Numbers", {})
    office.until_state(run, RunState.PAUSED)
    paused = office.queue.run(run.id)
    assert paused is not None
    assert paused.error is not None
    assert paused.error.code == "engine-keeps-failing"
    office.reader.fails = False
    office.reader.open_gate()
    office.queue.go_on(run.id)
    office.until_state(run, RunState.ENDED)
    assert answers(office.queue.rows(run.id)) == [f"INV-{page}" for page in range(PAGES)]


def test_what_the_end_of_the_program_interrupts_goes_on_the_next_time(
    office: Office, plan: Plan, open_office: Callable[[], Office]
) -> None:
    run = office.queue.start(plan, "Numbers", {})
    for _ in range(5):
        office.reader.gate.release()
    office.until(lambda: len(office.rows) == 5)
    office.queue.correct(run.id, office.rows[0][1], "INV-zero")
    office.desk.close()
    office.queue.close()

    later = open_office()
    later.queue.load()
    (known,) = later.queue.runs
    assert (known.id, known.name, known.state, known.plan) == (run.id, "Numbers", RunState.PAUSED, plan)
    assert (known.tally.done, known.tally.found) == (5, 5)
    later.reader.open_gate()
    later.queue.go_on(run.id)
    later.until_state(run, RunState.ENDED)
    assert len(later.reader.asked) == PAGES - 5
    rows = later.queue.rows(run.id)
    assert answers(rows) == [f"INV-{page}" for page in range(PAGES)]
    assert [row.settled for row in rows[:2]] == ["INV-zero", "INV-1"]
