"""Drafted tokens change how soon an answer is said, never what is said."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect
from quizglass.models.decoding.loop import LONGEST_DRAFT, Decoded, Draft, Ending, Limits
from quizglass.models.decoding.page_drafts import PageDrafts
from quizglass.models.engine import Ask, View
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.models.vision_language.session import Prefix, Session
from quizglass.pages import PageImage, Word

TOKENS = 60
Noise = Callable[..., PageImage]


@pytest.fixture
def session(exact_engine: Qwen2VLEngine) -> Session:
    return exact_engine._session


@pytest.fixture
def prefix(session: Session, noise: Noise) -> Prefix:
    return session.look(View(0, (), image=noise(1)), 256, CancelToken())


def say(session: Session, prefix: Prefix, draft: Draft | None, limits: Limits | None = None) -> Decoded:
    ids = session.writer.question("What is the total?")
    limits = limits or Limits(TOKENS, frozenset(), stop_loops=False)
    return session.say(prefix, ids, limits, on_token=lambda _: None, cancel=CancelToken(), draft=draft)


@pytest.mark.parametrize("right", [0.0, 0.3, 0.9, 1.0])
def test_whatever_is_drafted_the_same_is_said(session: Session, prefix: Prefix, right: float) -> None:
    plain = say(session, prefix, None)
    chance = random.Random(3)

    def draft(said: Sequence[int], most: int) -> list[int]:
        """What is going to be said, with wrong tokens among it."""
        following = plain.tokens[len(said) : len(said) + chance.randint(0, min(7, most))]
        return [token if chance.random() < right else token ^ 1 for token in following]

    drafted = say(session, prefix, draft)
    assert drafted.tokens == plain.tokens
    assert drafted.probability == pytest.approx(plain.probability, rel=1e-4)
    assert say(session, prefix, None).tokens == plain.tokens, "nothing of a draft stays behind"


def test_right_drafts_save_steps(session: Session, prefix: Prefix) -> None:
    plain = say(session, prefix, None)
    asked: list[int] = []

    def draft(said: Sequence[int], most: int) -> list[int]:
        asked.append(most)
        return plain.tokens[len(said) : len(said) + min(7, most)]

    assert say(session, prefix, draft).tokens == plain.tokens
    assert len(asked) <= TOKENS / 8 + 1
    assert max(asked) == LONGEST_DRAFT


def test_an_end_within_a_draft_is_the_end(session: Session, prefix: Prefix) -> None:
    plain = say(session, prefix, None)
    end = next(token for place, token in enumerate(plain.tokens) if place > 4 and token not in plain.tokens[:place])
    limits = Limits(TOKENS, frozenset({end}), stop_loops=False)
    drafted = say(session, prefix, lambda said, most: plain.tokens[len(said) : len(said) + min(9, most)], limits)
    assert drafted.ending is Ending.SAID_ALL
    assert drafted.tokens == plain.tokens[: plain.tokens.index(end)]


def test_the_words_of_the_page_are_the_drafts(exact_engine: Qwen2VLEngine, noise: Noise) -> None:
    """An answer is the same whether the page has words to copy or not."""
    words = tuple(
        Word(text, PageRect(0.1, 0.1, 0.2, 0.2), number // 3, 0)
        for number, text in enumerate(["total", "amount", "date", "number", "name", "address", "page", "contract"])
    )
    replies = []
    for seen in (words, ()):
        glimpse = exact_engine.look(View(0, seen, image=noise(5)), CancelToken())
        ask = Ask("What is the total?", max_new_tokens=TOKENS)
        replies.append(exact_engine.answer(glimpse, ask, on_text=lambda _: None, cancel=CancelToken()).text)
    assert replies[0] == replies[1]


@given(st.lists(st.integers(0, 9), max_size=60), st.lists(st.integers(0, 9), max_size=9), st.integers(0, 20))
def test_a_draft_is_what_follows_on_the_page(page: list[int], said: list[int], most: int) -> None:
    draft = PageDrafts(page).propose(said, most)
    assert len(draft) <= most
    if draft:
        ends = [end for end in range(1, len(page)) if page[end - 1] == said[-1]]
        assert any(page[end : end + len(draft)] == draft for end in ends)


def test_drafts_that_never_come_true_are_given_up() -> None:
    drafts = PageDrafts([1, 2, 3, 4, 5])
    tries = [bool(drafts.propose([7] * length + [1, 2], 5)) for length in range(10)]
    assert tries == [True] * 4 + [False] * 6


def test_drafts_that_come_true_go_on() -> None:
    page = list(range(100))
    drafts = PageDrafts(page)
    for said in range(3, 90, 9):  # eight that were drafted, and the one that the model says after them
        assert drafts.propose(page[:said], 8) == page[said : said + 8]
