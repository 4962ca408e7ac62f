"""Asking pages that are pictures: who sees does not wait for reading, who reads is given the words, Stop ends it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from scanned_pages import mixed, scanned

from quizglass.answering.ask import ask
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import Answer, AnswerEvent, Outcome, PageDone, Progress, Question, TextDelta
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import WorkerDied
from quizglass.geometry import PageRect
from quizglass.library.library import Library
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.models.engine import EngineKind, Reply
from quizglass.pages import DocumentSource

EngineOf = Callable[..., Any]
RECEIPT = ("Harbour bakery", "Bread and butter", "Total 48.20")
STATION = ("Pilot station", "Tugs and boats", "Harbour dues 7.15")


def put(
    question: Question, engine: Any, pages: DocumentPages, on_event: Callable[[AnswerEvent], None] = lambda _: None
) -> tuple[Answer, list[AnswerEvent]]:
    events: list[AnswerEvent] = []

    def emit(event: AnswerEvent) -> None:
        events.append(event)
        on_event(event)

    return ask(question, engine, pages, emit=emit, cancel=CancelToken()), events


def stages(events: list[AnswerEvent]) -> list[str]:
    """What was told, without repetitions; the answer's text is "text"."""
    told = ["text" if isinstance(e, TextDelta) else e.stage for e in events if isinstance(e, TextDelta | Progress)]
    return [stage for n, stage in enumerate(told) if n == 0 or told[n - 1] != stage]


@pytest.fixture
def receipt(tmp_path: Path) -> DocumentSource:
    return DocumentSource(scanned(tmp_path / "receipt.pdf", RECEIPT))


def test_one_who_sees_answers_before_the_picture_is_read(
    receipt: DocumentSource, documents: DocumentService, engine_of: EngineOf
) -> None:
    engine = engine_of([Reply("RM 48.20", True)], kind=EngineKind.VISION, pieces=["RM ", "48.20"])
    answer, events = put(Question("What is the total?", receipt, (0,)), engine, DocumentPages(documents))
    assert stages(events) == ["opening", "reading", "looking", "answering", "text", "recognizing"]
    assert engine.views[0].words == ()
    assert answer.evidence[0].source == "words"
    assert answer.evidence[0].text == "48.20"


def test_what_was_read_before_is_at_hand_for_one_who_sees(
    receipt: DocumentSource, documents: DocumentService, engine_of: EngineOf, tmp_path: Path
) -> None:
    library = Library.open(tmp_path / "library.sqlite3")
    DocumentPages(documents, library).words(receipt, 0, CancelToken())
    engine = engine_of([Reply("48.20", True)], kind=EngineKind.VISION)
    answer, events = put(Question("What is the total?", receipt, (0,)), engine, DocumentPages(documents, library))
    library.close()
    assert "recognizing" not in stages(events)
    assert engine.views[0].words
    assert answer.evidence[0].text == "48.20"


def test_a_stop_while_the_place_is_looked_for_keeps_the_answer(
    receipt: DocumentSource, documents: DocumentService, engine_of: EngineOf
) -> None:
    cancel = CancelToken()
    engine = engine_of([Reply("48.20", True)], kind=EngineKind.VISION, pieces=["48.20"])

    def stop(event: AnswerEvent) -> None:
        if isinstance(event, Progress) and event.stage == "recognizing":
            cancel.cancel()

    question = Question("What is the total?", receipt, (0,))
    answer = ask(question, engine, DocumentPages(documents), emit=stop, cancel=cancel)
    assert (answer.outcome, answer.text, answer.evidence) == (Outcome.FOUND, "48.20", ())


def test_a_stop_while_the_words_are_read_asks_nobody(
    receipt: DocumentSource, documents: DocumentService, engine_of: EngineOf
) -> None:
    cancel = CancelToken()
    engine = engine_of([Reply("48.20", True)])

    def stop(event: AnswerEvent) -> None:
        if isinstance(event, Progress) and event.stage == "recognizing":
            cancel.cancel()

    question = Question("What is the total?", receipt, (0,))
    answer = ask(question, engine, DocumentPages(documents), emit=stop, cancel=cancel)
    assert (answer.outcome, answer.text, engine.asked) == (Outcome.STOPPED, None, [])


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
@pytest.mark.parametrize("kind", [EngineKind.VISION, EngineKind.READER])
def test_a_reader_of_pictures_that_dies_costs_one_who_sees_the_place_only(
    receipt: DocumentSource, documents: DocumentService, engine_of: EngineOf, kind: EngineKind
) -> None:
    engine = engine_of([Reply("48.20", True)], kind=kind)

    def kill(event: AnswerEvent) -> None:
        if isinstance(event, Progress) and event.stage == "recognizing" and documents.reader_process_id is not None:
            os.kill(documents.reader_process_id, signal.SIGKILL)

    question = Question("What is the total?", receipt, (0,))
    if kind is EngineKind.READER:
        with pytest.raises(WorkerDied):
            put(question, engine, DocumentPages(documents), kill)
    else:
        answer, _ = put(question, engine, DocumentPages(documents), kill)
        assert (answer.text, answer.evidence) == ("48.20", ())


def test_a_region_of_a_scan_reads_the_page_once(receipt: DocumentSource, documents: DocumentService) -> None:
    pages = DocumentPages(documents)
    lower, upper = PageRect(0, 0.45, 1, 1), PageRect(0, 0, 1, 0.45)
    found, _ = put(Question("What is the total?", receipt, (0,), lower), BuiltinReader(), pages)
    missing, events = put(Question("What is the total?", receipt, (0,), upper), BuiltinReader(), pages)
    assert (found.text, missing.outcome) == ("48.20", Outcome.NOT_FOUND)
    assert "recognizing" not in stages(events)


def test_a_document_of_typed_and_scanned_pages_is_asked_as_one(
    documents: DocumentService, tmp_path: Path, engine_of: EngineOf
) -> None:
    file = mixed(tmp_path / "mixed.pdf", "Typed for the harbour office", RECEIPT, (), STATION)
    engine = engine_of([Reply("7.15", True, confidence=0.9), Reply("", False)])
    question = Question("What are the harbour dues?", DocumentSource(file))
    answer, events = put(question, engine, DocumentPages(documents))
    assert (answer.page, answer.evidence[0].text) == (3, "7.15")
    told = [(e.done, e.total, e.page) for e in events if isinstance(e, Progress) and e.stage == "recognizing-pages"]
    assert told == [(0, 2, 1), (1, 2, 3)]
    assert {e.page for e in events if isinstance(e, PageDone)} <= {0, 1, 3}


def test_a_page_that_cannot_be_read_costs_itself(documents: DocumentService, tmp_path: Path) -> None:
    file, cancel = scanned(tmp_path / "two.pdf", RECEIPT, STATION), CancelToken()
    with pymupdf.open(file) as document:
        document.update_stream(document[0].get_images()[0][0], b"not a picture", compress=False)
        document.save(tmp_path / "damaged.pdf")
    pages, source = DocumentPages(documents), DocumentSource(str(tmp_path / "damaged.pdf"))
    survey = pages.survey(source, (0, 1), cancel, lambda _: None, lambda *_: None)
    assert survey.worded == (1,)


def test_one_who_sees_is_shown_pages_of_a_short_scan_unread(
    documents: DocumentService, tmp_path: Path, engine_of: EngineOf
) -> None:
    file = scanned(tmp_path / "two.pdf", RECEIPT, STATION)
    engine = engine_of([Reply("", False), Reply("7.15", True)], kind=EngineKind.VISION)
    answer, events = put(Question("What are the harbour dues?", DocumentSource(file)), engine, DocumentPages(documents))
    assert "recognizing-pages" not in stages(events)
    assert (answer.page, answer.evidence[0].text) == (1, "7.15")


def test_a_long_scan_is_read_to_know_which_pages_to_show(
    documents: DocumentService, tmp_path: Path, engine_of: EngineOf
) -> None:
    file = scanned(tmp_path / "ten.pdf", *([("Nothing here",)] * 9), STATION)
    engine = engine_of([Reply("7.15", True)], kind=EngineKind.VISION)
    answer, events = put(Question("What are the harbour dues?", DocumentSource(file)), engine, DocumentPages(documents))
    assert "recognizing-pages" in stages(events)
    assert [view.page for view in engine.views] == [9]
    assert answer.evidence[0].text == "7.15"
