"""Asking a region, a page, a document: the outcomes and what is told on the way. Real documents, scripted engine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from quizglass.answering.ask import ask
from quizglass.answering.page_reader import DocumentPages
from quizglass.answering.survey import Survey
from quizglass.answers import (
    Answer,
    AnswerEvent,
    EvidenceFound,
    Outcome,
    PageDone,
    PageFailed,
    Progress,
    Question,
    TextDelta,
)
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import (
    DamagedPage,
    EmptyQuestion,
    EmptyRegion,
    FileMissing,
    NoSuchPage,
    NotADocument,
    OutOfMemory,
    UsageError,
)
from quizglass.geometry import PageRect
from quizglass.models.engine import EngineKind, Reply
from quizglass.pages import DocumentSource

EngineOf = Callable[..., Any]


def put(question: Question, engine: Any, documents: DocumentService) -> tuple[Answer, list[AnswerEvent]]:
    events: list[AnswerEvent] = []
    answer = ask(question, engine, DocumentPages(documents), emit=events.append, cancel=CancelToken())
    return answer, events


def of(path: str, text: str = "What is the total?", **more: Any) -> Question:
    return Question(text, DocumentSource(path), **more)


def word_on(path: str, documents: DocumentService, page: int = 0) -> Any:
    words = DocumentPages(documents).words(DocumentSource(path), page, CancelToken()).words
    return max(words, key=lambda word: len(word.text))


@pytest.fixture
def blank(tmp_path: Path) -> str:
    file = tmp_path / "blank.png"
    Image.new("RGB", (600, 800), "white").save(file)
    return str(file)


def test_an_answer_with_its_place(invoice: str, documents: DocumentService, engine_of: EngineOf) -> None:
    word = word_on(invoice, documents)
    answer, events = put(of(invoice, pages=(0,)), engine_of([Reply(word.text, True, confidence=0.9)]), documents)
    assert (answer.text, answer.outcome, answer.page, answer.model) == (word.text, Outcome.FOUND, 0, "scripted")
    assert answer.confidence == 0.9
    assert answer.evidence[0].boxes == (word.box,)
    assert events[-1] == EvidenceFound(answer.evidence[0])
    assert [e.stage for e in events if isinstance(e, Progress)] == ["opening", "reading", "looking", "answering"]
    assert 0 < answer.timings.open <= answer.timings.total


def test_the_words_an_engine_points_at_decide(invoice: str, documents: DocumentService, engine_of: EngineOf) -> None:
    answer, _ = put(of(invoice, pages=(0,)), engine_of([Reply("in other words", True, words=(2, 3))]), documents)
    words = DocumentPages(documents).words(DocumentSource(invoice), 0, CancelToken()).words
    assert answer.evidence[0].text == f"{words[2].text} {words[3].text}"


def test_text_streams(invoice: str, documents: DocumentService, engine_of: EngineOf) -> None:
    engine = engine_of([Reply("one two", True)], pieces=["one", " two"])
    answer, events = put(of(invoice, pages=(0,)), engine, documents)
    assert [e.text for e in events if isinstance(e, TextDelta)] == ["one", " two"]
    assert 0 < answer.timings.first_text <= answer.timings.total


@pytest.mark.parametrize("reply", [Reply("", False), Reply("  ", True)])
def test_not_found_is_an_answer(invoice: str, documents: DocumentService, engine_of: EngineOf, reply: Reply) -> None:
    answer, _ = put(of(invoice, pages=(0,)), engine_of([reply]), documents)
    assert (answer.outcome, answer.text, answer.evidence) == (Outcome.NOT_FOUND, None, ())


def test_a_model_may_refuse_in_its_own_words(invoice: str, documents: DocumentService, engine_of: EngineOf) -> None:
    reply = Reply("The image does not contain this information.", True)
    answer, _ = put(of(invoice, pages=(0,)), engine_of([reply], kind=EngineKind.VISION), documents)
    assert answer.outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize("kind", list(EngineKind))
def test_nobody_is_asked_of_a_blank_page(
    blank: str, documents: DocumentService, engine_of: EngineOf, kind: EngineKind
) -> None:
    engine = engine_of([Reply("invented", True)], kind=kind)
    answer, _ = put(of(blank), engine, documents)
    assert answer.outcome is Outcome.BLANK_PAGE
    assert engine.asked == []


def test_a_reader_gets_the_words_of_a_scan(letter: str, documents: DocumentService, engine_of: EngineOf) -> None:
    engine = engine_of([Reply("November", True)])
    answer, events = put(of(letter), engine, documents)
    assert answer.outcome is Outcome.FOUND
    assert {word.source for word in engine.views[0].words} == {"ocr"}
    stages = [e.stage for e in events if isinstance(e, Progress)]
    assert stages.index("reading") < stages.index("recognizing") < stages.index("looking")
    told = [e for e in events if isinstance(e, Progress) and e.stage == "recognizing"]
    assert {(e.total, e.page) for e in told} == {(100, 0)}
    assert [e.done for e in told] == sorted(e.done for e in told)


@pytest.mark.parametrize("kind", [EngineKind.READER, EngineKind.SPAN])
def test_a_drawing_has_no_text_for_a_reader(
    tmp_path: Path, documents: DocumentService, engine_of: EngineOf, kind: EngineKind
) -> None:
    drawing = Image.new("L", (900, 700), 255)
    ImageDraw.Draw(drawing).ellipse((200, 150, 700, 550), fill=90)
    drawing.save(tmp_path / "drawing.png")
    engine = engine_of([Reply("invented", True)], kind=kind)
    answer, _ = put(of(str(tmp_path / "drawing.png")), engine, documents)
    assert answer.outcome is Outcome.NO_TEXT
    assert engine.asked == []


def test_a_model_that_sees_answers_a_scan_with_its_own_box(
    letter: str, documents: DocumentService, engine_of: EngineOf
) -> None:
    box = PageRect(0.2, 0.2, 0.4, 0.25)
    engine = engine_of([Reply("Dear Madam", True)], kind=EngineKind.VISION, boxes=(box,))
    answer, _ = put(of(letter), engine, documents)
    assert answer.outcome is Outcome.FOUND
    assert (answer.evidence[0].boxes, answer.evidence[0].source) == ((box,), "model")
    assert engine.views[0].image is not None
    assert (engine.views[0].image.width, engine.views[0].image.height) == (64, 48)


def test_words_decide_over_a_models_box(invoice: str, documents: DocumentService, engine_of: EngineOf) -> None:
    word = word_on(invoice, documents)
    reply = Reply(word.text, True, boxes=(PageRect(0.8, 0.8, 0.9, 0.9),))
    answer, _ = put(of(invoice, pages=(0,)), engine_of([reply], kind=EngineKind.VISION), documents)
    assert (answer.evidence[0].boxes, answer.evidence[0].source) == ((word.box,), "words")


def test_a_region_without_words_is_blank_or_has_no_text(
    tmp_path: Path, documents: DocumentService, engine_of: EngineOf
) -> None:
    page = Image.new("RGB", (600, 800), "white")
    page.paste("black", (50, 50, 250, 90))
    file = tmp_path / "page.png"
    page.save(file)
    engine = engine_of([Reply("invented", True)])
    upper, _ = put(of(str(file), region=PageRect(0, 0, 1, 0.5)), engine, documents)
    lower, _ = put(of(str(file), region=PageRect(0, 0.5, 1, 1)), engine, documents)
    assert (upper.outcome, lower.outcome) == (Outcome.NO_TEXT, Outcome.BLANK_PAGE)


def test_the_region_is_what_a_model_sees(invoice: str, documents: DocumentService, engine_of: EngineOf) -> None:
    engine = engine_of([Reply("x", True)])
    put(of(invoice, pages=(0,), region=PageRect(-0.5, 0.1, 0.5, 3)), engine, documents)
    assert engine.views[0].region == PageRect(0, 0.1, 0.5, 1)


def test_the_best_answer_of_a_document_stays(lease: str, documents: DocumentService, engine_of: EngineOf) -> None:
    engine = engine_of([Reply("unsure", True, confidence=0.2), Reply("sure", True, confidence=0.8), Reply("", False)])
    answer, events = put(of(lease, "Какова арендная плата?"), engine, documents)
    assert (answer.text, answer.confidence) == ("sure", 0.8)
    assert answer.page == engine.views[1].page
    assert [e.text for e in events if isinstance(e, TextDelta)] == ["sure"]
    assert len([e for e in events if isinstance(e, PageDone)]) == len(engine.asked) > 1


def test_the_answers_of_passing_pages_are_replaced(lease: str, documents: DocumentService, engine_of: EngineOf) -> None:
    engine = engine_of([Reply("", False), Reply("here", True)], kind=EngineKind.VISION, pieces=["so ", "so"])
    answer, events = put(of(lease, "Какова арендная плата?"), engine, documents)
    deltas = [(e.text, e.replace) for e in events if isinstance(e, TextDelta)]
    assert deltas == [("so ", False), ("so", False), ("so ", True), ("so", False), ("here", True)]
    assert answer.text == "here"


def test_nothing_in_the_whole_document(lease: str, documents: DocumentService, engine_of: EngineOf) -> None:
    answer, _ = put(of(lease), engine_of([Reply("", False)]), documents)
    assert (answer.outcome, answer.page) == (Outcome.NOT_FOUND, None)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"text": " \n"}, EmptyQuestion),
        ({"text": "?!"}, EmptyQuestion),
        ({"region": PageRect(0.5, 0.1, 0.5, 0.9), "pages": (0,)}, EmptyRegion),
        ({"region": PageRect(2, 2, 3, 3), "pages": (0,)}, EmptyRegion),
        ({"pages": (99,)}, NoSuchPage),
        ({"pages": (-1,)}, NoSuchPage),
        ({"region": PageRect(0, 0, 1, 0.5)}, UsageError),
    ],
)
def test_questions_that_make_no_sense(
    lease: str, documents: DocumentService, engine_of: EngineOf, more: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        put(of(lease, **more), engine_of([Reply("x", True)]), documents)


def test_files_that_cannot_be_read(tmp_path: Path, documents: DocumentService, engine_of: EngineOf) -> None:
    engine = engine_of([Reply("x", True)])
    with pytest.raises(FileMissing, match=r"gone\.pdf"):
        put(of(str(tmp_path / "gone.pdf")), engine, documents)
    text = tmp_path / "text.pdf"
    text.write_text("just words")
    with pytest.raises(NotADocument):
        put(of(str(text)), engine, documents)


def test_an_engines_error_goes_through(invoice: str, documents: DocumentService, engine_of: EngineOf) -> None:
    with pytest.raises(OutOfMemory):
        put(of(invoice, pages=(0,)), engine_of([OutOfMemory(model="x")]), documents)


def test_a_stop_before_reading_is_an_answer(invoice: str, documents: DocumentService, engine_of: EngineOf) -> None:
    cancel = CancelToken()
    cancel.cancel()
    engine = engine_of([Reply("x", True)])
    answer = ask(of(invoice), engine, DocumentPages(documents), emit=lambda _: None, cancel=cancel)
    assert answer.outcome is Outcome.STOPPED


def test_a_stop_in_mid_answer_keeps_what_had_come(
    invoice: str, documents: DocumentService, engine_of: EngineOf
) -> None:
    cancel = CancelToken()
    engine = engine_of([], pieces=["The to"], endless=True)

    def stop_at_text(event: AnswerEvent) -> None:
        if isinstance(event, TextDelta):
            cancel.cancel()

    answer = ask(of(invoice, pages=(0,)), engine, DocumentPages(documents), emit=stop_at_text, cancel=cancel)
    assert (answer.outcome, answer.text) == (Outcome.STOPPED, "The to")


def test_a_page_that_cannot_be_read_is_told_and_left_out(
    lease: str, documents: DocumentService, engine_of: EngineOf
) -> None:
    class FirstPageDamaged(DocumentPages):
        def survey(self, *args: Any) -> Survey:
            whole = super().survey(*args)
            return replace(whole, failed={0: DamagedPage(page=1)})

    events: list[AnswerEvent] = []
    pages = FirstPageDamaged(documents)
    ask(of(lease), engine_of([Reply("x", True)]), pages, emit=events.append, cancel=CancelToken())
    assert [e for e in events if isinstance(e, PageFailed)] == [PageFailed(0, "damaged-page")]


def test_a_document_is_read_once_while_its_file_is_unchanged(
    lease: str, tmp_path: Path, documents: DocumentService, engine_of: EngineOf
) -> None:
    file = tmp_path / "lease.pdf"
    shutil.copy(lease, file)
    pages, engine = DocumentPages(documents), engine_of([Reply("x", True)])

    def pages_read() -> int:
        events: list[AnswerEvent] = []
        ask(of(str(file)), engine, pages, emit=events.append, cancel=CancelToken())
        return len([e for e in events if isinstance(e, Progress) and e.stage == "reading"])

    first = pages_read()
    assert first > 1
    assert pages_read() == 0
    os.utime(file, ns=(1, 1))
    assert pages_read() == first
