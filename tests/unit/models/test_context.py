"""A prompt beyond what a model knows is told, never answered with noise; what was said before goes first."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from quizglass.answers import Exchange
from quizglass.cancellation import CancelToken
from quizglass.errors import QuestionTooLong
from quizglass.models.engine import Ask, View
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.models.vision_language.engine import VisionGlimpse
from quizglass.pages import PageImage

ASK = Ask("What is the total?", max_new_tokens=40)


@pytest.fixture
def glimpse(exact_engine: Qwen2VLEngine, noise: Callable[..., PageImage]) -> VisionGlimpse:
    return exact_engine.look(View(0, (), image=noise(1)), CancelToken())


def say(engine: Qwen2VLEngine, glimpse: VisionGlimpse, ask: Ask) -> str:
    return engine.answer(glimpse, ask, on_text=lambda _: None, cancel=CancelToken()).text


Know = Callable[[int], None]


@pytest.fixture
def know(exact_engine: Qwen2VLEngine, glimpse: VisionGlimpse, monkeypatch: pytest.MonkeyPatch) -> Know:
    """Let the model know so many positions beyond the picture and the question."""

    def know(more: int) -> None:
        assert glimpse.prefix
        session = exact_engine._session
        asked = len(session.writer.question(ASK.question))
        monkeypatch.setattr(session._speaker, "context", glimpse.prefix.next_position + asked + more)

    return know


def test_a_question_beyond_the_context_is_told(exact_engine: Qwen2VLEngine, glimpse: VisionGlimpse) -> None:
    with pytest.raises(QuestionTooLong):
        say(exact_engine, glimpse, Ask("What is the total? " * 9000))
    several = [(glimpse, ASK), (glimpse, Ask("What is the total? " * 9000))]
    with pytest.raises(QuestionTooLong):
        exact_engine.answer_together(several, on_text=lambda *_: None, cancel=CancelToken())
    assert say(exact_engine, glimpse, ASK), "and the engine goes on"


def test_an_answer_ends_where_the_context_ends(exact_engine: Qwen2VLEngine, glimpse: VisionGlimpse, know: Know) -> None:
    whole = say(exact_engine, glimpse, ASK)
    know(10)
    begun = say(exact_engine, glimpse, ASK)
    assert begun
    assert whole.startswith(begun.rstrip("\N{REPLACEMENT CHARACTER}"))
    assert len(begun) < len(whole)


def test_the_oldest_exchanges_go_first(exact_engine: Qwen2VLEngine, glimpse: VisionGlimpse, know: Know) -> None:
    kept = Exchange("Who signed it?", "Ada Lovelace")
    long_ago = Exchange("What does it say? " * 300, "Much. " * 300)
    wanted = say(exact_engine, glimpse, dataclasses.replace(ASK, earlier=(kept,)))
    know(600)
    assert say(exact_engine, glimpse, dataclasses.replace(ASK, earlier=(long_ago, kept))) == wanted
