"""Drawn tokens: filtered as transformers filters them, drawn as often as they are likely, the same by the same seed."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import LogitsProcessorList, TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.batch import Line
from quizglass.models.decoding.choosing import Drawing, filtered, likeliest
from quizglass.models.decoding.loop import Decoded, Draft, Limits
from quizglass.models.engine import Ask, View
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.models.vision_language.session import Prefix, Session
from quizglass.pages import PageImage
from quizglass.sampling import Sampling

TOKENS = 40
HOT = Sampling(temperature=1.3, top_p=0.9, top_k=60, seed=11)
Noise = Callable[..., PageImage]


@pytest.fixture
def session(exact_engine: Qwen2VLEngine) -> Session:
    return exact_engine._session


@pytest.fixture
def prefix(session: Session, noise: Noise) -> Prefix:
    return session.look(View(0, (), image=noise(1)), 256, CancelToken())


def say(session: Session, prefix: Prefix, sampling: Sampling | None, draft: Draft | None = None) -> Decoded:
    ids = session.writer.question("What is the total?")
    limits = Limits(TOKENS, frozenset(), stop_loops=False, sampling=sampling)
    return session.say(prefix, ids, limits, on_token=lambda _: None, cancel=CancelToken(), draft=draft)


def scores_of(seed: int, rows: int, vocabulary: int) -> torch.Tensor:
    return torch.randn(rows, vocabulary, generator=torch.Generator().manual_seed(seed)) * 3


@given(
    st.integers(0, 999),
    st.sampled_from([0.2, 0.7, 1.0, 1.9]),
    st.sampled_from([0, 1, 5, 40, 200]),
    st.sampled_from([0.01, 0.4, 0.9, 0.999, 1.0]),
)
def test_what_is_left_is_what_transformers_leaves(seed: int, temperature: float, top_k: int, top_p: float) -> None:
    scores = scores_of(seed, 3, 100)
    warpers = LogitsProcessorList([TemperatureLogitsWarper(temperature)])
    if top_k:
        warpers.append(TopKLogitsWarper(top_k))
    if top_p < 1:
        warpers.append(TopPLogitsWarper(top_p))
    theirs = warpers(torch.zeros(3, 1, dtype=torch.long), scores.clone())
    ours = filtered(scores, Sampling(temperature, top_p, top_k))
    assert torch.equal(ours, theirs)
    assert torch.isfinite(ours).any(dim=-1).all()


def test_tokens_come_as_often_as_they_are_likely() -> None:
    scores = scores_of(5, 1, 12)
    sampling = Sampling(temperature=1.5, top_p=0.95, seed=3)
    shares = filtered(scores, sampling).softmax(dim=-1)[0].tolist()
    drawing, count = Drawing(sampling), 20_000
    said = Counter(drawing.choose(scores.expand(count, -1), 0)[0])
    for token, share in enumerate(shares):
        assert said[token] / count == pytest.approx(share, abs=0.012)
        assert share > 0 or not said[token], "what was filtered out is never said"


def test_the_coldest_is_the_likeliest() -> None:
    scores = scores_of(6, 20, 500)
    cold = Drawing(Sampling(temperature=1e-9, seed=1)).choose(scores, 0)
    assert cold[0] == likeliest(scores)[0]
    assert torch.allclose(cold[1], likeliest(scores)[1])


def test_a_place_has_its_number_however_it_is_come_to() -> None:
    scores = scores_of(7, 300, 50)
    together = Drawing(HOT).choose(scores, 0)[0]
    apart, again = Drawing(HOT), Drawing(HOT)
    assert [apart.choose(row[None], place)[0][0] for place, row in enumerate(scores)] == together
    assert again.choose(scores[200:], 200)[0] == together[200:]


def test_a_seed_says_the_same_again(session: Session, prefix: Prefix) -> None:
    first = say(session, prefix, HOT)
    assert say(session, prefix, HOT) == first
    assert say(session, prefix, replace(HOT, seed=12)).tokens != first.tokens
    assert say(session, prefix, None).tokens != first.tokens
    assert first.probability is not None
    assert 0 < first.probability < 1


def test_without_a_seed_every_answer_is_another(session: Session, prefix: Prefix) -> None:
    said = {tuple(say(session, prefix, replace(HOT, seed=None)).tokens) for _ in range(3)}
    assert len(said) == 3


@pytest.mark.parametrize("right", [0.0, 0.5, 1.0])
def test_drafts_change_nothing_of_what_is_drawn(session: Session, prefix: Prefix, right: float) -> None:
    plain = say(session, prefix, HOT)
    chance = random.Random(4)

    def draft(said: Sequence[int], most: int) -> list[int]:
        following = plain.tokens[len(said) : len(said) + min(7, most)]
        return [token if chance.random() < right else token ^ 1 for token in following]

    assert say(session, prefix, HOT, draft).tokens == plain.tokens


def test_each_row_of_a_batch_is_drawn_as_alone(session: Session, prefix: Prefix, noise: Noise) -> None:
    other = session.look(View(0, (), image=noise(2, width=112, height=420)), 256, CancelToken())
    wanted = [HOT, None, replace(HOT, seed=99), HOT]
    lines = [
        Line(
            seen.cache,
            seen.next_position,
            session.writer.question(question),
            Limits(TOKENS, frozenset(), stop_loops=False, sampling=sampling),
        )
        for seen, question, sampling in zip(
            [prefix, prefix, other, prefix], ["Who?", "What?", "When?", "Who?"], wanted, strict=True
        )
    ]
    together = session.say_together(lines, on_token=lambda *_: None, cancel=CancelToken())
    for line, said in zip(lines, together, strict=True):
        alone = session._speaker.go_on(
            line.taken_in, line.position, line.ids, line.limits, on_token=lambda _: None, cancel=CancelToken()
        )
        assert said.tokens == alone.tokens
        assert said.probability == pytest.approx(alone.probability, rel=1e-4)
    assert together[0].tokens == together[3].tokens


def test_an_answer_that_goes_on_draws_on(session: Session, prefix: Prefix) -> None:
    """As after a shortage of memory: what has been said is heard, the rest is drawn as it would have been."""
    whole = say(session, prefix, HOT).tokens
    ids = session.writer.question("What is the total?") + whole[:15]
    limits = Limits(TOKENS - 15, frozenset(), stop_loops=False, sampling=HOT, said_before=15)
    rest = session.say(prefix, ids, limits, on_token=lambda _: None, cancel=CancelToken())
    assert rest.tokens == whole[15:]


def test_an_engine_draws_when_it_is_asked_to(exact_engine: Qwen2VLEngine, noise: Noise) -> None:
    glimpse = exact_engine.look(View(0, (), image=noise(1)), CancelToken())

    def answer(sampling: Sampling | None) -> str:
        ask = Ask("What is the total?", max_new_tokens=TOKENS, sampling=sampling)
        return exact_engine.answer(glimpse, ask, on_text=lambda _: None, cancel=CancelToken()).text

    assert answer(None) == answer(None)
    assert answer(HOT) == answer(HOT)
    assert len({answer(None), answer(HOT), answer(replace(HOT, seed=5))}) == 3
