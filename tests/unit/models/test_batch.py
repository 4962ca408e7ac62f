"""Answers that are said together are those that are said alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.batch import Line
from quizglass.models.decoding.loop import Decoded, Ending, Limits
from quizglass.models.engine import Ask, View
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.models.vision_language.engine import VisionGlimpse
from quizglass.models.vision_language.session import Session
from quizglass.pages import PageImage

Noise = Callable[..., PageImage]
QUESTIONS = ("What is the total?", "When was it signed, and by whom?", "Who?")


@pytest.fixture
def session(exact_engine: Qwen2VLEngine) -> Session:
    return exact_engine._session


def lines(session: Session, noise: Noise) -> list[Line]:
    """Three questions to pictures of three sizes, and one more to the first picture; answers of several lengths."""
    prefixes = [
        session.look(View(0, (), image=noise(seed, width=84 + 56 * seed, height=112)), 256, CancelToken())
        for seed in range(3)
    ]
    asked = [*zip(prefixes, QUESTIONS, strict=True), (prefixes[0], "Where?")]
    return [
        Line(
            prefix.cache,
            prefix.next_position,
            session.writer.question(question),
            Limits(20 + 9 * number, frozenset(), stop_loops=False),
        )
        for number, (prefix, question) in enumerate(asked)
    ]


def alone(session: Session, line: Line) -> Decoded:
    return session._speaker.go_on(
        line.taken_in, line.position, line.ids, line.limits, on_token=lambda _: None, cancel=CancelToken()
    )


def test_each_says_what_it_says_alone(session: Session, noise: Noise) -> None:
    asked = lines(session, noise)
    heard: list[tuple[int, int]] = []
    together = session.say_together(asked, on_token=lambda *said: heard.append(said), cancel=CancelToken())
    for number, (line, said) in enumerate(zip(asked, together, strict=True)):
        one = alone(session, line)
        assert said.tokens == one.tokens
        assert said.ending is one.ending is Ending.LENGTH
        assert said.probability == pytest.approx(one.probability, rel=1e-4)
        assert [token for who, token in heard if who == number] == said.tokens
    assert {who for who, _ in heard[:4]} == {0, 1, 2, 3}, "all speak at once"


def test_one_that_ends_early_does_not_disturb_the_others(session: Session, noise: Noise) -> None:
    asked = lines(session, noise)
    whole = [alone(session, line).tokens for line in asked]
    end = whole[1][4]
    ended = [
        Line(line.taken_in, line.position, line.ids, Limits(30, frozenset({end}), stop_loops=False)) for line in asked
    ]
    together = session.say_together(ended, on_token=lambda *_: None, cancel=CancelToken())
    assert [said.tokens for said in together] == [alone(session, line).tokens for line in ended]
    assert Ending.SAID_ALL in {said.ending for said in together}


def test_stop_keeps_what_has_come(session: Session, noise: Noise) -> None:
    asked, cancel, heard = lines(session, noise), CancelToken(), list[int]()

    def listen(_number: int, token: int) -> None:
        heard.append(token)
        if len(heard) == 9:
            cancel.cancel()

    together = session.say_together(asked, on_token=listen, cancel=cancel)
    assert {said.ending for said in together} == {Ending.STOPPED}
    assert sum(len(said.tokens) for said in together) <= 12


def test_an_engine_answers_several_questions_at_once(exact_engine: Qwen2VLEngine, noise: Noise) -> None:
    glimpses = [exact_engine.look(View(page, (), image=noise(page)), CancelToken()) for page in range(2)]
    asked = [(glimpse, Ask(question, max_new_tokens=24)) for glimpse in glimpses for question in QUESTIONS]
    pieces: dict[int, str] = {}

    def hear(number: int, text: str) -> None:
        pieces[number] = pieces.get(number, "") + text

    together = exact_engine.answer_together(asked, on_text=hear, cancel=CancelToken())
    for number, (glimpse, ask) in enumerate(asked):
        one = exact_engine.answer(glimpse, ask, on_text=lambda _: None, cancel=CancelToken())
        assert together[number].text == one.text == pieces[number].strip()
        assert together[number].boxes == one.boxes


def test_without_memory_for_all_they_come_in_halves(
    exact_engine: Qwen2VLEngine, noise: Noise, monkeypatch: pytest.MonkeyPatch
) -> None:
    glimpses = [exact_engine.look(View(page, (), image=noise(page)), CancelToken()) for page in range(4)]
    asked = [(glimpse, Ask(QUESTIONS[0], max_new_tokens=24)) for glimpse in glimpses]
    wanted = [
        reply.text for reply in exact_engine.answer_together(asked, on_text=lambda *_: None, cancel=CancelToken())
    ]
    session, sizes = exact_engine._session, list[int]()
    plain = session.say_together

    def short_of_memory(lines: list[Line], **rest: object) -> list[Decoded]:
        sizes.append(len(lines))
        if len(lines) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return plain(lines, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(session, "say_together", short_of_memory)
    told = exact_engine.answer_together(asked, on_text=lambda *_: None, cancel=CancelToken())
    assert [reply.text for reply in told] == wanted
    assert sizes == [4, 2, 2]
    assert all(isinstance(glimpse, VisionGlimpse) and glimpse.prefix for glimpse in glimpses)
