"""The journal keeps what was answered and corrected, whatever wrote it and however files are named."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from quizglass.batch.journal import Journal, KnownFile
from quizglass.batch.kept_runs import kept_runs
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.row import Row, Status
from quizglass.batch.run import RunState
from quizglass.errors import JournalUnavailable, RunInProgress

ASKED = PlannedQuestion("What is the total?")
PLAN = Plan(("/papers/a.pdf",), (ASKED,))
ROW = Row("/papers/a.pdf", 1, None, ASKED.text, "12.00", Status.DONE)

_FIRST_VERSION = """
CREATE TABLE runs (id INTEGER PRIMARY KEY, target TEXT NOT NULL, begun REAL NOT NULL, ended REAL);
CREATE TABLE files (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, path TEXT NOT NULL, hash TEXT, pages INTEGER NOT NULL,
    error TEXT NOT NULL, PRIMARY KEY (run, path)) WITHOUT ROWID;
CREATE TABLE answers (
    run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, hash TEXT NOT NULL, page INTEGER NOT NULL,
    asked TEXT NOT NULL, status TEXT NOT NULL, answer TEXT NOT NULL, evidence_text TEXT NOT NULL,
    evidence_boxes TEXT NOT NULL, model TEXT NOT NULL, confidence REAL, seconds REAL NOT NULL, error TEXT NOT NULL,
    PRIMARY KEY (run, hash, page, asked)) WITHOUT ROWID;
PRAGMA user_version = 1;
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "runs.sqlite"


@pytest.fixture
def journal(file: Path) -> Iterator[Journal]:
    journal = Journal.open(file, "window:1", resume=False, plan=PLAN, name="Receipts")
    yield journal
    journal.close()


def test_a_correction_stands_beside_the_answer_and_outlives_it(journal: Journal) -> None:
    journal.know_file(ROW.file, KnownFile("hash", 1))
    journal.record("hash", PLAN.key(ASKED), ROW)
    assert journal.correct(PLAN, ROW, "13.00")
    assert list(journal.rows(PLAN)) == [replace(ROW, correction="13.00")]
    journal.record("hash", PLAN.key(ASKED), replace(ROW, answer="", status=Status.FAILED))
    journal.forget_failed()
    (queued,) = journal.rows(PLAN)
    assert (queued.status, queued.settled) == (Status.QUEUED, "13.00")
    assert journal.correct(PLAN, ROW, None)
    assert next(journal.rows(PLAN)).correction is None


def test_a_row_of_an_unknown_file_cannot_be_corrected(journal: Journal) -> None:
    journal.know_file("/papers/locked.pdf", KnownFile(None, 0, "A password is needed."))
    assert not journal.correct(PLAN, replace(ROW, file="/papers/locked.pdf"), "13.00")
    assert not journal.correct(PLAN, replace(ROW, file="/papers/new.pdf"), "13.00")


def test_names_that_are_no_text_are_kept(journal: Journal) -> None:
    odd = b"/papers/caf\xe9.pdf".decode(errors="surrogateescape")
    journal.know_file(odd, KnownFile("hash", 1))
    journal.record("hash", PLAN.key(ASKED), replace(ROW, file=odd))
    (row,) = journal.rows(replace(PLAN, files=(odd,)))
    assert (row.file, row.answer) == (odd, "12.00")


def test_one_process_at_a_time_works_on_a_run(journal: Journal, file: Path) -> None:
    with pytest.raises(RunInProgress, match="Receipts"):
        Journal.open(file, "window:1", resume=True, name="Receipts")
    journal.know_file(ROW.file, KnownFile("hash", 1))
    reading = Journal.of_run(file, journal.run)
    assert [row.status for row in reading.rows(PLAN)] == [Status.QUEUED]
    reading.close()
    journal.close()
    Journal.open(file, "window:1", resume=True).close()


def test_runs_of_earlier_times_are_listed_and_none_of_them_goes_on_by_itself(journal: Journal, file: Path) -> None:
    Journal.open(file, "/papers/answers.csv", resume=False, plan=PLAN).close()
    (run,) = kept_runs(file, "window:")
    assert (run.id, run.name, run.plan, run.state) == (journal.run, "Receipts", PLAN, RunState.PAUSED)


def test_a_journal_of_the_first_version_goes_on(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as db:
        db.executescript(_FIRST_VERSION)
        db.execute("INSERT INTO runs (id, target, begun) VALUES (7, 'answers.csv', 0)")
        db.execute("INSERT INTO files VALUES (7, ?, 'hash', 1, '')", (ROW.file,))
        db.execute(
            "INSERT INTO answers VALUES (7, 'hash', 0, ?, 'done', '12.00', '', '[]', '', NULL, 0, '')",
            (PLAN.key(ASKED),),
        )
        db.commit()
    with contextlib.closing(Journal.open(file, "answers.csv", resume=True, plan=PLAN)) as journal:
        assert journal.run == 7
        assert [row.answer for row in journal.rows(PLAN)] == ["12.00"]


def test_a_journal_of_a_newer_program_is_left_alone(file: Path) -> None:
    with contextlib.closing(sqlite3.connect(file)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(JournalUnavailable):
        Journal.open(file, "answers.csv", resume=True)
