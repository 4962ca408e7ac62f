"""Memory that runs out in the middle of an answer: other views are forgotten, then the picture shrinks, and it says so.

The shortage is made where a card would make it: a layer raises what torch raises. All else is real.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import torch

from quizglass.answering.ask import ask
from quizglass.answering.notices import words
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import AnswerEvent, Noticed, Progress, Question
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import OutOfMemory
from quizglass.geometry import WHOLE_PAGE, Size
from quizglass.models.engine import Ask, View
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.models.vision_language.engine import SMALLER_PICTURE, VisionGlimpse
from quizglass.pages import DocumentSource, PageImage

ASK = Ask("What is the total?", max_new_tokens=24)
A4 = Size(595, 842)


@pytest.fixture
def glimpse(exact_engine: Qwen2VLEngine, noise: Callable[..., PageImage]) -> VisionGlimpse:
    """Of a whole page: the most tokens that the folder allows."""
    return exact_engine.look(View(0, (), image=noise(1, *exact_engine.image_size(A4))), CancelToken())


@contextmanager
def room_for(engine: Qwen2VLEngine, tokens: Callable[[], int]) -> Iterator[None]:
    """While this lasts, a step that would bring keys and values beyond ``tokens()`` finds no memory."""

    session = engine._session
    decoder = session.language.decoder
    looking = False

    def refuse_beyond(held: int) -> None:
        if held > tokens():
            raise torch.OutOfMemoryError("CUDA out of memory")

    def look(_: object, __: object, inputs: dict[str, Any]) -> None:
        nonlocal looking
        looking = True
        refuse_beyond(inputs["past_key_values"].get_seq_length() + inputs["inputs_embeds"].shape[1])

    def looked(*_: object) -> None:
        nonlocal looking
        looking = False

    def say(_: object, values: tuple[torch.Tensor]) -> None:
        if not looking:
            refuse_beyond(session._speaker._room.length + values[0].shape[1])

    hooks = [
        decoder.register_forward_pre_hook(look, with_kwargs=True),
        decoder.register_forward_hook(looked, always_call=True),
        decoder.layers[0].self_attn.o_proj.register_forward_pre_hook(say),
    ]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def tokens_of(glimpse: VisionGlimpse) -> int:
    assert glimpse.prefix
    return int(glimpse.prefix.cache.get_seq_length())


def test_it_goes_on_with_a_smaller_picture_and_says_so(exact_engine: Qwen2VLEngine, glimpse: VisionGlimpse) -> None:
    whole, pieces = tokens_of(glimpse), list[str]()
    asked = len(exact_engine._session.writer.question(ASK.question))
    with room_for(exact_engine, lambda: whole + asked + 10):
        reply = exact_engine.answer(glimpse, ASK, on_text=pieces.append, cancel=CancelToken())
    assert reply.notice == SMALLER_PICTURE
    assert "".join(pieces).strip() == reply.text, "what was shown already is neither repeated nor taken back"
    assert tokens_of(glimpse) < whole
    # The next question to this view does not try the large picture again.
    with room_for(exact_engine, lambda: whole + asked + 10):
        assert exact_engine.answer(glimpse, ASK, on_text=pieces.append, cancel=CancelToken()).notice == SMALLER_PICTURE


def test_what_other_views_hold_is_freed_first(
    exact_engine: Qwen2VLEngine, glimpse: VisionGlimpse, noise: Callable[..., PageImage]
) -> None:
    other = exact_engine.look(View(1, (), image=noise(2)), CancelToken())
    wanted = exact_engine.answer(glimpse, ASK, on_text=lambda _: None, cancel=CancelToken())
    pieces = list[str]()
    with room_for(exact_engine, lambda: 0 if len(pieces) > 3 and other.prefix else 10**6):
        reply = exact_engine.answer(glimpse, ASK, on_text=pieces.append, cancel=CancelToken())
    assert other.prefix is None
    assert reply.text == wanted.text
    assert reply.notice == ""
    assert "".join(pieces).strip() == reply.text
    # The other view is looked at again when it is asked next.
    assert exact_engine.answer(other, ASK, on_text=lambda _: None, cancel=CancelToken()).text


def test_a_look_forgets_other_views_before_it_shrinks(
    exact_engine: Qwen2VLEngine, glimpse: VisionGlimpse, noise: Callable[..., PageImage]
) -> None:
    view = View(1, (), image=noise(2))
    with room_for(exact_engine, lambda: 0 if glimpse.prefix else 10**6):
        looked = exact_engine.look(view, CancelToken())
    assert glimpse.prefix is None
    assert looked.prefix
    assert not looked.prefix.shrunk


def test_a_search_for_a_place_makes_room_too(exact_engine: Qwen2VLEngine, glimpse: VisionGlimpse) -> None:
    whole = tokens_of(glimpse)
    with room_for(exact_engine, lambda: whole):
        exact_engine.locate(glimpse, "481.20", CancelToken())
    assert tokens_of(glimpse) < whole


def test_a_picture_that_was_too_large_from_the_start_is_told(
    exact_engine: Qwen2VLEngine, noise: Callable[..., PageImage]
) -> None:
    view = View(0, (), image=noise(1, *exact_engine.image_size(A4)))
    with room_for(exact_engine, lambda: 200):
        glimpse = exact_engine.look(view, CancelToken())
    assert exact_engine.answer(glimpse, ASK, on_text=lambda _: None, cancel=CancelToken()).notice == SMALLER_PICTURE


def test_where_nothing_helps_it_is_told(exact_engine: Qwen2VLEngine, glimpse: VisionGlimpse) -> None:
    with room_for(exact_engine, lambda: 100), pytest.raises(OutOfMemory):
        exact_engine.answer(glimpse, ASK, on_text=lambda _: None, cancel=CancelToken())
    # And the engine goes on.
    glimpse.most_tokens = None
    assert exact_engine.answer(glimpse, ASK, on_text=lambda _: None, cancel=CancelToken()).text


def test_who_asked_is_told(exact_engine: Qwen2VLEngine, documents: DocumentService, samples: Path) -> None:
    events: list[AnswerEvent] = []
    question = Question("What is the total?", DocumentSource(str(samples / "invoice.pdf")), (0,), WHOLE_PAGE, "tiny")
    with room_for(exact_engine, lambda: 10**6 if Progress("answering", page=0) in events else 250):
        ask(question, exact_engine, DocumentPages(documents), emit=events.append, cancel=CancelToken())
    assert Noticed(SMALLER_PICTURE, page=0) in events
    assert all(words(SMALLER_PICTURE))
