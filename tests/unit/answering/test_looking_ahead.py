"""A desk looks once and answers many times, before it is asked if it can, and never from something else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pymupdf
import pytest

from quizglass.answering.current_engine import CurrentEngine
from quizglass.answering.desk import AnswerDesk
from quizglass.answers import Answer, Outcome, Question
from quizglass.documents.service import DocumentService
from quizglass.errors import OutOfMemory
from quizglass.geometry import PageRect
from quizglass.models.engine import EngineKind, Held, Reply
from quizglass.pages import DocumentSource
from quizglass.settings import Settings

WAIT_S = 30
UPPER, LOWER = PageRect(0, 0, 1, 0.5), PageRect(0, 0.5, 1, 1)


class Last:
    """Work that is done when everything before it is."""

    def __init__(self) -> None:
        self.done = threading.Event()

    def slice(self, *_: object) -> bool:
        self.done.set()
        return False

    def give_way(self) -> None:
        """It takes no time."""

    def halt(self) -> None:
        """It takes no time."""


class Desk:
    def __init__(self, documents: DocumentService, engine: Any) -> None:
        self.answers: Queue[Answer] = Queue()
        self.engine = engine
        self.desk = AnswerDesk(documents, None, Settings(), engine=CurrentEngine(lambda *_, **__: engine))

    def question(self, path: Path, region: PageRect | None = None, text: str = "What is the total?") -> Question:
        return Question(text, DocumentSource(str(path)), pages=(0,), region=region, model="a")

    def ask(self, path: Path, region: PageRect | None = None) -> Answer:
        self.desk.ask(self.question(path, region), on_event=lambda _: None, on_done=self.answers.put)
        return self.answers.get(timeout=WAIT_S)

    def look_ahead(self, path: Path, region: PageRect | None = None) -> None:
        self.desk.look_ahead(self.question(path, region, ""))

    def load(self) -> None:
        """A model that is not loaded is not loaded for a look ahead."""
        done = threading.Event()
        self.desk.use_model("a", on_done=lambda _: done.set())
        assert done.wait(WAIT_S)

    def wait(self) -> None:
        """Until all that was handed in is done."""
        last = Last()
        self.desk.work(last)
        assert last.done.wait(WAIT_S)

    @property
    def looks(self) -> list[PageRect]:
        return [view.region for view in self.engine.views]


@pytest.fixture
def bill(tmp_path: Path) -> Path:
    return written(tmp_path / "bill.pdf", "Total: 41.50")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    return written(tmp_path / "other.pdf", "Total: 7.20")


def written(path: Path, text: str) -> Path:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_text((72, 100), text)
        page.insert_text((72, 700), "Paid in cash")
        document.save(path)
    return path


@pytest.fixture
def make_desk(documents: DocumentService, engine_of: Callable[..., Any]) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def make(**options: Any) -> Desk:
        reply = Reply("41.50", found=True)
        options = {"replies": [reply], "kind": EngineKind.VISION, "held": Held(memory=1000), **options}
        made.append(Desk(documents, engine_of(**options)))
        return made[-1]

    yield make
    for desk in made:
        desk.desk.close()


@pytest.mark.parametrize("kind", list(EngineKind))
def test_a_second_question_does_not_look_again(make_desk: Callable[..., Desk], bill: Path, kind: EngineKind) -> None:
    desk = make_desk(kind=kind)
    assert [desk.ask(bill).text for _ in range(3)] == ["41.50"] * 3
    assert len(desk.looks) == 1
    assert len(desk.engine.asked) == 3


def test_two_documents_in_turn_are_told_apart(make_desk: Callable[..., Desk], bill: Path, other: Path) -> None:
    desk = make_desk()
    for path in (bill, other, bill, other):
        desk.ask(path)
    words = [" ".join(word.text for word in view.words) for view in desk.engine.views]
    assert words == ["Total: 41.50 Paid in cash", "Total: 7.20 Paid in cash"]
    assert len(desk.engine.asked) == 4


def test_a_file_that_has_changed_is_looked_at_anew(make_desk: Callable[..., Desk], bill: Path) -> None:
    desk = make_desk()
    desk.ask(bill)
    written(bill, "Total: 990.00, and more")
    desk.ask(bill)
    assert [view.words[1].text for view in desk.engine.views] == ["41.50", "990.00,"]


def test_what_was_looked_at_ahead_is_there_when_it_is_asked(make_desk: Callable[..., Desk], bill: Path) -> None:
    desk = make_desk()
    desk.load()
    desk.look_ahead(bill, UPPER)
    desk.wait()
    assert desk.looks == [UPPER]
    desk.ask(bill, UPPER)
    assert desk.looks == [UPPER]
    desk.ask(bill, LOWER)
    assert desk.looks == [UPPER, LOWER]


def test_no_model_is_loaded_for_a_look_ahead(make_desk: Callable[..., Desk], bill: Path) -> None:
    desk = make_desk()
    desk.look_ahead(bill, UPPER)
    done = threading.Event()
    desk.desk.unload(lambda _: done.set())
    assert done.wait(WAIT_S)
    assert (desk.engine.loaded, desk.looks) == (0, [])


def test_a_question_takes_over_the_look_that_is_under_way(make_desk: Callable[..., Desk], bill: Path) -> None:
    looking = threading.Event()
    desk = make_desk(looking=looking)
    desk.load()
    desk.look_ahead(bill, UPPER)
    assert desk.engine.started.wait(WAIT_S)
    desk.desk.ask(desk.question(bill, UPPER), on_event=lambda _: None, on_done=desk.answers.put)
    desk.desk.stop_looking_ahead()  # the cursor left the field: the question needs it all the same
    looking.set()
    assert desk.answers.get(timeout=WAIT_S).outcome is Outcome.FOUND
    assert desk.looks == [UPPER]


def test_a_region_that_is_drawn_anew_ends_the_look_at_the_old_one(make_desk: Callable[..., Desk], bill: Path) -> None:
    looking = threading.Event()
    desk = make_desk(looking=looking)
    desk.load()
    desk.look_ahead(bill, UPPER)
    assert desk.engine.started.wait(WAIT_S)
    for step in range(10):
        desk.look_ahead(bill, PageRect(0, 0, 1, 0.6 + step / 100))
    desk.wait()
    assert desk.looks[0] == UPPER
    assert len(desk.looks) <= 2, "those in between were passed by"
    assert desk.looks[-1] == PageRect(0, 0, 1, 0.69)


def test_stopping_the_question_stops_the_look_that_it_took_over(make_desk: Callable[..., Desk], bill: Path) -> None:
    desk = make_desk(looking=threading.Event())
    desk.load()
    desk.look_ahead(bill, UPPER)
    assert desk.engine.started.wait(WAIT_S)
    asked = desk.desk.ask(desk.question(bill, UPPER), on_event=lambda _: None, on_done=desk.answers.put)
    asked.cancel()
    assert desk.answers.get(timeout=WAIT_S).outcome is Outcome.STOPPED


def test_out_of_memory_lets_go_of_what_was_seen(make_desk: Callable[..., Desk], bill: Path, other: Path) -> None:
    found = Reply("41.50", found=True)
    desk = make_desk(replies=[found, OutOfMemory(model="a"), found])
    desk.ask(bill)
    assert desk.ask(other).outcome is Outcome.FAILED
    desk.ask(bill)
    assert len(desk.looks) == 3


def test_unloading_and_forgetting_let_go_of_what_was_seen(make_desk: Callable[..., Desk], bill: Path) -> None:
    desk = make_desk()
    desk.ask(bill)
    desk.desk.unload()
    desk.ask(bill)
    assert len(desk.looks) == 2
    desk.desk.forget(str(bill))
    desk.ask(bill)
    assert len(desk.looks) == 3


def test_a_run_in_between_costs_no_question_its_look(make_desk: Callable[..., Desk], bill: Path) -> None:
    desk = make_desk()
    desk.ask(bill)
    for _ in range(3):
        desk.wait()  # work as a run does it, in slices
        desk.ask(bill)
    assert len(desk.looks) == 1


def test_unloaded_in_mid_answer_the_answer_ends_first(make_desk: Callable[..., Desk], bill: Path) -> None:
    desk = make_desk(endless=True, pieces=["41", ".50"])
    asked = desk.desk.ask(desk.question(bill), on_event=lambda _: None, on_done=desk.answers.put)
    assert desk.engine.started.wait(WAIT_S)
    freed = threading.Event()
    desk.desk.unload(lambda _: freed.set())
    assert desk.engine.loaded == 1, "it is still being asked"
    asked.cancel()
    answer = desk.answers.get(timeout=WAIT_S)
    assert (answer.outcome, answer.text) == (Outcome.STOPPED, "41.50")
    assert freed.wait(WAIT_S)
    assert desk.engine.loaded == 0
    desk.engine.endless = False
    assert desk.ask(bill).text == "41.50"
    assert len(desk.looks) == 2, "nothing of before was left"


def test_an_answer_from_less_than_there_is_is_not_the_last_word(make_desk: Callable[..., Desk], bill: Path) -> None:
    desk = make_desk(replies=[Reply("41.50", found=True, notice="smaller-picture"), Reply("41.50", found=True)])
    for _ in range(3):
        desk.ask(bill)
    assert len(desk.looks) == 2
