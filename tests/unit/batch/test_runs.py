"""A run answers every page, keeps each answer at once, and goes on where it was stopped."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest

from quizglass.answering.page_reader import DocumentPages
from quizglass.batch.journal import Journal
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.row import Row, Status
from quizglass.batch.run import Tally
from quizglass.batch.runner import Runner
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import Cancelled, EngineKeepsFailing, JournalUnavailable, OutOfMemory
from quizglass.geometry import PageRect
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.models.engine import Engine, View

QUESTIONS = (PlannedQuestion("What is the invoice number?"), PlannedQuestion("What is the total?"))
Run = Callable[..., Tally]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three invoices of four pages each, the last page blank; a copy; a file that is none."""
    for number in range(3):
        with pymupdf.open() as document:
            for page in range(3):
                lines = f"Invoice number: INV-{number}{page}\nTotal: {number}{page}.50 EUR"
                document.new_page().insert_text((72, 100), lines)
            document.new_page()
            document.save(tmp_path / f"{number}.pdf")
    (tmp_path / "copy.pdf").write_bytes((tmp_path / "0.pdf").read_bytes())
    (tmp_path / "none.pdf").write_text("no document")
    return tmp_path


@pytest.fixture
def plan(folder: Path) -> Plan:
    return Plan(tuple(str(folder / name) for name in ("0.pdf", "1.pdf", "2.pdf", "copy.pdf", "none.pdf")), QUESTIONS)


@pytest.fixture
def run(documents: DocumentService, tmp_path: Path) -> Run:
    def run(
        plan: Plan,
        *,
        engine: Engine | None = None,
        tell: Callable[[Tally], None] = lambda _: None,
        cancel: CancelToken | None = None,
        resume: bool = False,
    ) -> Tally:
        journal = Journal.open(tmp_path / "runs.sqlite", "answers.csv", resume=resume)
        try:
            pages = DocumentPages(documents)
            cancel = cancel or CancelToken()
            reader = engine or BuiltinReader()
            return Runner(plan, journal, pages, lambda: reader, tell=tell, cancel=cancel).run()
        finally:
            journal.close()

    return run


def rows_of(plan: Plan, tmp_path: Path) -> list[Row]:
    journal = Journal.open(tmp_path / "runs.sqlite", "answers.csv", resume=True)
    rows = list(journal.rows(plan))
    journal.close()
    return rows


def comparable(rows: list[Row]) -> list[Row]:
    return [replace(row, seconds=0.0) for row in rows]


def test_every_page_of_every_file_has_its_rows(run: Run, plan: Plan, tmp_path: Path) -> None:
    told: list[Tally] = []
    tally = run(plan, tell=told.append)
    rows = rows_of(plan, tmp_path)
    assert (tally.done, tally.total, tally.failed) == (17, 17, 1)
    assert [tally.done for tally in told] == sorted(tally.done for tally in told)
    assert len(rows) == 2 * (4 * 4 + 1)
    first = rows[:2]
    assert [row.answer for row in first] == ["INV-00", "00.50 EUR"]
    assert all(row.evidence_boxes and row.found for row in first)
    assert [row.status for row in rows if row.page == 4] == [Status.BLANK] * 8
    refused = [row for row in rows if row.file.endswith("none.pdf")]
    assert [(row.page, row.status) for row in refused] == [(0, Status.FAILED)] * 2
    assert all(row.error for row in refused)


def test_pages_and_region_are_kept_to(run: Run, plan: Plan, tmp_path: Path) -> None:
    chosen = replace(plan, pages=(2, 0, 99), questions=QUESTIONS[:1])
    run(chosen)
    assert [(row.page, row.answer) for row in rows_of(chosen, tmp_path)[:2]] == [(3, "INV-02"), (1, "INV-00")]


@pytest.mark.parametrize("seed", range(5))
def test_what_was_stopped_goes_on_and_asks_nothing_twice(run: Run, plan: Plan, tmp_path: Path, seed: int) -> None:
    run(plan)
    wanted = comparable(rows_of(plan, tmp_path))
    chance, cancel = random.Random(seed), CancelToken()
    counting = CountingReader()
    stop_after = chance.randint(1, 12)

    def tell(tally: Tally) -> None:
        if tally.done >= stop_after:
            cancel.cancel()

    with pytest.raises(Cancelled):
        run(plan, tell=tell, cancel=cancel, engine=counting)
    assert Journal.has_unfinished(tmp_path / "runs.sqlite", "answers.csv")
    moved = plan.files[0] + ".moved.pdf"
    Path(plan.files[0]).rename(moved)
    run(replace(plan, files=(moved, *plan.files[1:])), resume=True, engine=counting)
    assert not Journal.has_unfinished(tmp_path / "runs.sqlite", "answers.csv")
    assert counting.asked == 2 * 9, "three documents of three pages that are not blank, two questions each"
    Path(moved).rename(plan.files[0])
    run(plan, resume=True, engine=counting)
    assert counting.asked == 2 * 9
    assert comparable(rows_of(plan, tmp_path)) == wanted


def test_what_failed_is_asked_again(run: Run, plan: Plan, tmp_path: Path) -> None:
    failing = FailingReader(times=1)
    assert run(plan, engine=failing).failed == 2
    assert Status.FAILED in {row.status for row in rows_of(plan, tmp_path)}
    assert run(plan, engine=BuiltinReader(), resume=True).failed == 1
    assert all(row.status is not Status.FAILED for row in rows_of(plan, tmp_path) if row.page)


def test_an_engine_that_keeps_failing_pauses_the_run(run: Run, plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(EngineKeepsFailing, match="go on"):
        run(plan, engine=FailingReader(times=99))
    assert Journal.has_unfinished(tmp_path / "runs.sqlite", "answers.csv")


def test_a_journal_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "runs.sqlite").write_text("this is no database, but long enough to be looked at as one" * 20)
    with pytest.raises(JournalUnavailable):
        Journal.open(tmp_path / "runs.sqlite", "answers.csv", resume=False)


class CountingReader(BuiltinReader):
    """Counts what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.gave_way: list[int] = []
        self.on_answer: Callable[[int], None] = lambda _: None

    def answer(self, *arguments: object, **options: object) -> object:  # type: ignore[override]
        self.asked += 1
        self.on_answer(self.asked)
        cancel = options["cancel"]
        assert isinstance(cancel, CancelToken)
        if cancel.cancelled:
            self.gave_way.append(self.asked)
        return super().answer(*arguments, **options)  # type: ignore[arg-type]


class FailingReader(BuiltinReader):
    """Has no memory for so many of its first looks."""

    def __init__(self, times: int) -> None:
        super().__init__()
        self._left = times

    def look(self, view: View, cancel: CancelToken) -> object:  # type: ignore[override]
        if self._left > 0:
            self._left -= 1
            raise OutOfMemory(model="tiny")
        return super().look(view, cancel)


def test_odd_pages_backwards_and_a_region_for_each_question(run: Run, plan: Plan, tmp_path: Path) -> None:
    top, empty = PageRect(0, 0, 1, 0.2), PageRect(0, 0.6, 1, 1)
    questions = (PlannedQuestion(QUESTIONS[0].text, top), PlannedQuestion(QUESTIONS[0].text, empty))
    chosen = replace(plan, questions=questions, which="odd", backwards=True)
    tally = run(chosen)
    rows = rows_of(chosen, tmp_path)[:4]
    assert [(row.page, row.region, row.answer) for row in rows] == [
        (3, top, "INV-02"),
        (3, empty, ""),
        (1, top, "INV-00"),
        (1, empty, ""),
    ]
    assert (tally.found, tally.not_found + tally.blank) == (8, 8)


def test_pages_that_are_not_there_are_told(run: Run, plan: Plan, tmp_path: Path) -> None:
    one = replace(plan, files=plan.files[:1], questions=QUESTIONS[:1])
    assert run(replace(one, pages=(0, 4, 5))).absent == 2
    tally = run(replace(one, pages=(4,)))
    (row,) = rows_of(replace(one, pages=(4,)), tmp_path)
    assert (tally.done, tally.total, tally.failed) == (0, 0, 0)
    assert (row.page, row.status) == (0, Status.NOT_FOUND)
    assert "none was chosen" in row.error


def test_giving_way_loses_and_repeats_nothing(plan: Plan, documents: DocumentService, tmp_path: Path) -> None:
    counting = CountingReader()
    journal = Journal.open(tmp_path / "runs.sqlite", "answers.csv", resume=False)
    runner = Runner(plan, journal, DocumentPages(documents), lambda: counting, cancel=CancelToken())
    counting.on_answer = lambda asked: runner.give_way() if asked % 5 == 0 else None
    slices = sum(1 for _ in runner.slices())
    rows = list(journal.rows(plan))
    journal.close()
    assert slices > 3 * 4, "as many as there are pages, and one more whenever it gave way"
    assert counting.asked - len(counting.gave_way) <= 2 * 9
    assert comparable(rows) == comparable(whole_run(plan, documents, tmp_path))


def whole_run(plan: Plan, documents: DocumentService, tmp_path: Path) -> list[Row]:
    journal = Journal.open(tmp_path / "whole.sqlite", "answers.csv", resume=False)
    reader = BuiltinReader()
    Runner(plan, journal, DocumentPages(documents), lambda: reader, cancel=CancelToken()).run()
    rows = list(journal.rows(plan))
    journal.close()
    return rows


def test_what_was_answered_is_told_with_the_files_done(run: Run, plan: Plan) -> None:
    told: list[Tally] = []
    tally = run(plan, tell=told.append)
    shares = [tally.share for tally in told]
    assert (tally.found, tally.not_found, tally.blank) == (2 * 12, 0, 2 * 4)
    assert (tally.files, tally.files_done, tally.share) == (5, 5, 1.0)
    assert shares == sorted(shares)


def test_every_row_is_told_once_those_of_a_copy_and_of_what_cannot_be_opened_too(
    plan: Plan, documents: DocumentService, tmp_path: Path
) -> None:
    journal = Journal.open(tmp_path / "runs.sqlite", "answers.csv", resume=False)
    told: list[Row] = []
    pages, reader = DocumentPages(documents), BuiltinReader()
    Runner(plan, journal, pages, lambda: reader, cancel=CancelToken(), kept=told.append).run()
    assert told == list(journal.rows(plan))
    Runner(plan, journal, pages, lambda: reader, cancel=CancelToken(), kept=told.append).run()
    assert len(told) == 2 * (4 * 4 + 1)
    journal.close()


def test_a_file_that_cannot_be_opened_any_more_keeps_its_answers(run: Run, plan: Plan, tmp_path: Path) -> None:
    cancel = CancelToken()
    one = replace(plan, files=plan.files[:1])

    def tell(tally: Tally) -> None:
        if tally.done == 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        run(one, tell=tell, cancel=cancel)
    away = tmp_path / "away.pdf"
    Path(one.files[0]).rename(away)
    tally = run(one, resume=True)
    rows = rows_of(one, tmp_path)
    assert (tally.done, tally.total, tally.failed, tally.found) == (4, 4, 2, 4)
    assert [row.answer for row in rows[:4]] == ["INV-00", "00.50 EUR", "INV-01", "01.50 EUR"]
    assert {row.status for row in rows[4:]} == {Status.FAILED}
    assert all(row.error for row in rows[4:])
    away.rename(one.files[0])
    assert run(one, resume=True).failed == 0
    assert [row.answer for row in rows_of(one, tmp_path)][4:6] == ["INV-02", "02.50 EUR"]
