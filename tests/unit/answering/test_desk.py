"""The answer desk: one thread, every question ends in one answer, nothing asked or said is lost."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from quizglass.answering.current_engine import CurrentEngine
from quizglass.answering.desk import AnswerDesk
from quizglass.answers import Answer, EvidenceFound, Outcome, Question, TextDelta
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, LibraryUnavailable, ModelNotInstalled, OutOfMemory
from quizglass.library.library import Library
from quizglass.models.engine import EngineInfo, Reply
from quizglass.pages import DocumentSource
from quizglass.settings import Settings

EngineOf = Callable[..., Any]
WAIT_S = 30
HASH = "c" * 64


class Desk:
    """A desk with the engines of a test, and its answers in a queue."""

    def __init__(self, documents: DocumentService, library: Library, engines: dict[str, Any]) -> None:
        self.answers: Queue[Answer] = Queue()
        self.events: list[Any] = []
        self.library_errors: list[AppError] = []
        self._documents, self._library, self._engines = documents, library, engines
        self.desk = AnswerDesk(
            documents,
            lambda: library,
            Settings(),
            on_library_error=self.library_errors.append,
            engine=CurrentEngine(self._create),
        )

    def _create(self, model: str, **_: object) -> Any:
        if model not in self._engines:
            raise ModelNotInstalled(model=model)
        return self._engines[model]

    def ask(self, path: str, text: str = "What is the total?", model: str = "a", **more: Any) -> Any:
        question = Question(text, DocumentSource(path), pages=(0,), model=model)
        return self.desk.ask(question, on_event=self.events.append, on_done=self.answers.put, **more)

    def answer(self) -> Answer:
        return self.answers.get(timeout=WAIT_S)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def desk_with(documents: DocumentService, library: Library) -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def make(**engines: Any) -> Desk:
        desks.append(Desk(documents, library, engines))
        return desks[-1]

    yield make
    for desk in desks:
        desk.desk.close()


def test_an_answer_is_kept_with_its_place(
    desk_with: Callable[..., Desk], engine_of: EngineOf, invoice: str, library: Library
) -> None:
    desk = desk_with(a=engine_of([Reply("Invoice", True, words=(0,))], pieces=["In", "voice"]))
    ticket = desk.ask(invoice)
    answer = desk.answer()
    record = library.answer(ticket.question_id)
    assert record is not None
    assert record.answer == answer
    assert answer.outcome is Outcome.FOUND
    assert answer.evidence
    assert any(isinstance(event, EvidenceFound) for event in desk.events)
    assert "".join(event.text for event in desk.events if isinstance(event, TextDelta)) == "Invoice"


def test_a_question_is_on_the_disk_before_it_is_answered(
    desk_with: Callable[..., Desk], engine_of: EngineOf, invoice: str, library: Library
) -> None:
    engine = engine_of([], pieces=["The to"], endless=True)
    desk = desk_with(a=engine)
    ticket = desk.ask(invoice, document_hash=HASH)
    assert engine.started.wait(WAIT_S)
    [record] = library.answers_of(HASH)
    assert record.running
    assert (record.id, record.answer.text) == (ticket.question_id, "The to")
    ticket.cancel()
    assert desk.answer().outcome is Outcome.STOPPED


def test_stopping_keeps_what_had_come(
    desk_with: Callable[..., Desk], engine_of: EngineOf, invoice: str, library: Library
) -> None:
    engine = engine_of([], pieces=["The", " to"], endless=True)
    desk = desk_with(a=engine)
    ticket = desk.ask(invoice)
    assert engine.started.wait(WAIT_S)
    ticket.cancel()
    answer = desk.answer()
    assert (answer.outcome, answer.text) == (Outcome.STOPPED, "The to")
    record = library.answer(ticket.question_id)
    assert record is not None
    assert record.answer.text == "The to"


def test_closing_in_mid_answer_loses_nothing(
    documents: DocumentService, library: Library, engine_of: EngineOf, invoice: str
) -> None:
    engine = engine_of([], pieces=["The to"], endless=True)
    desk = Desk(documents, library, {"a": engine})
    running, waiting = desk.ask(invoice), desk.ask(invoice)
    assert engine.started.wait(WAIT_S)
    desk.desk.close()
    assert [desk.answer().text, desk.answer().text] == ["The to", None]
    for ticket in (running, waiting):
        record = library.answer(ticket.question_id)
        assert record is not None
        assert (record.running, record.answer.outcome) == (False, Outcome.STOPPED)
    assert engine.loaded == 0


def test_a_model_lives_on_one_thread(desk_with: Callable[..., Desk], engine_of: EngineOf, invoice: str) -> None:
    engine = engine_of([Reply("x", True)])
    desk = desk_with(a=engine)
    for _ in range(3):
        desk.ask(invoice)
        desk.answer()
    desk.desk.close()
    assert len(engine.threads) == 1
    assert engine.threads.pop().startswith("model")


def test_changing_the_model_unloads_the_one_before(
    desk_with: Callable[..., Desk], engine_of: EngineOf, invoice: str
) -> None:
    first, second = engine_of([Reply("x", True)]), engine_of([Reply("y", True)])
    desk = desk_with(a=first, b=second)
    desk.ask(invoice, model="a")
    assert desk.answer().text == "x"
    desk.ask(invoice, model="b")
    assert desk.answer().text == "y"
    assert (first.loaded, second.loaded) == (0, 1)


def test_loading_ahead_tells_what_was_loaded(desk_with: Callable[..., Desk], engine_of: EngineOf) -> None:
    desk = desk_with(a=engine_of([Reply("x", True)]))
    told: Queue[EngineInfo | AppError] = Queue()
    assert desk.desk.engine_info is None
    desk.desk.use_model("a", on_done=told.put)
    assert isinstance(told.get(timeout=WAIT_S), EngineInfo)
    assert desk.desk.engine_info is not None
    desk.desk.use_model("missing", on_done=told.put)
    assert isinstance(told.get(timeout=WAIT_S), ModelNotInstalled)


@pytest.mark.parametrize(
    ("failure", "code"), [(OutOfMemory(model="x"), "out-of-memory"), (ValueError("the tenant's name"), "error")]
)
def test_a_failure_ends_its_question_only(
    desk_with: Callable[..., Desk],
    engine_of: EngineOf,
    invoice: str,
    caplog: pytest.LogCaptureFixture,
    failure: Exception,
    code: str,
) -> None:
    desk = desk_with(a=engine_of([failure, Reply("fine", True)]))
    with caplog.at_level(logging.DEBUG):
        ticket = desk.ask(invoice)
        failed = desk.answer()
    assert (failed.outcome, failed.error) == (Outcome.FAILED, code)
    assert ticket.error is not None
    assert ticket.error.code == code
    assert "tenant" not in caplog.text
    desk.ask(invoice)
    assert desk.answer().text == "fine"


def test_a_file_that_vanished_fails_in_words(desk_with: Callable[..., Desk], engine_of: EngineOf) -> None:
    desk = desk_with(a=engine_of([Reply("x", True)]))
    ticket = desk.ask("/nowhere/gone.pdf", document_hash=HASH)
    assert desk.answer().error == "file-missing"
    assert "gone.pdf" in str(ticket.error)


@pytest.mark.parametrize("fault", [None, RuntimeError("a page's words")])
def test_a_library_that_fails_costs_no_answer(
    documents: DocumentService,
    library: Library,
    engine_of: EngineOf,
    invoice: str,
    monkeypatch: pytest.MonkeyPatch,
    fault: Exception | None,
) -> None:
    def fail(*_: object) -> None:
        raise fault or AssertionError

    desk = Desk(documents, library, {"a": engine_of([Reply("x", True)])})
    library.close()
    if fault:
        monkeypatch.setattr(library, "record_question", fail)
    desk.ask(invoice, document_hash=HASH)
    assert desk.answer().text == "x"
    assert type(desk.library_errors[0]) is (AppError if fault else LibraryUnavailable)
    desk.desk.close()
