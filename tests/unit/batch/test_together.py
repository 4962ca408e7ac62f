"""A model that answers several questions at once says of each page what it says of it alone. It really reads."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from nano_qwen2_vl.pages import Item, write_items
from nano_qwen2_vl.sheets import A4

from quizglass.answering.page_reader import DocumentPages
from quizglass.batch.journal import Journal
from quizglass.batch.look_once import LookOnce
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.row import Row, Status
from quizglass.batch.runner import Runner
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import OutOfMemory
from quizglass.geometry import PageRect
from quizglass.models.engine import AnswersTogether, Engine
from quizglass.models.installed import InstalledModel
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.settings import Quantization

TRAINED = Path(__file__).parents[2] / "checkpoints" / "nano_qwen2_vl" / "trained"
NUMBERS = ("40718", "", "5592", "318", "90210")
QUESTIONS = ("What number is here?", "What word is here?")


@pytest.fixture(scope="module")
def reader() -> Iterator[Qwen2VLEngine]:
    model = InstalledModel("nano", "Nano", "qwen2_vl", TRAINED)
    engine = Qwen2VLEngine(model, quantization=Quantization.BF16, device="cpu")
    engine.load(lambda _: None, CancelToken())
    yield engine
    engine.unload()


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Five pages with a number in the same place; the second is blank."""
    items = [Item(text, "helv", 22.0, 220.0, 330.0) for text in NUMBERS]
    with pymupdf.open() as document:
        for item in items:
            page = document.new_page(width=A4.width, height=A4.height)
            write_items(page, [item] if item.text else [], random.Random(1))
        document.save(tmp_path / "numbers.pdf")
    region = PageRect.from_size((205.0, 305.0, 320.0, 345.0), A4)
    return Plan(
        (str(tmp_path / "numbers.pdf"),), tuple(PlannedQuestion(text, region) for text in QUESTIONS), model="nano"
    )


def rows_of(plan: Plan, engine: Engine, documents: DocumentService, tmp_path: Path) -> list[Row]:
    journal = Journal.open(tmp_path / "runs.sqlite", "answers.csv", resume=False)
    pages, cancel = DocumentPages(documents), CancelToken()
    Runner(plan, journal, pages, lambda: engine, cancel=cancel).run()
    rows = [replace(row, seconds=0.0, confidence=None) for row in journal.rows(plan)]
    journal.close()
    return rows


def test_together_they_are_what_they_are_alone(
    reader: Qwen2VLEngine, plan: Plan, documents: DocumentService, tmp_path: Path
) -> None:
    assert isinstance(reader, AnswersTogether)
    together = rows_of(plan, reader, documents, tmp_path)
    alone = rows_of(plan, LookOnce(reader), documents, tmp_path)  # hides that it can
    assert together == alone
    assert [row.answer for row in together if row.question == QUESTIONS[0]] == list(NUMBERS)
    assert {row.status for row in together if row.page == 2} == {Status.BLANK}
    assert {row.status for row in together if row.question == QUESTIONS[1]} == {Status.NOT_FOUND, Status.BLANK}


def test_what_fails_together_is_asked_alone(
    reader: Qwen2VLEngine,
    plan: Plan,
    documents: DocumentService,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> object:
        raise OutOfMemory(model="Nano")

    monkeypatch.setattr(reader, "answer_together", fail)
    rows = rows_of(plan, reader, documents, tmp_path)
    assert [row.answer for row in rows if row.question == QUESTIONS[0]] == list(NUMBERS)
