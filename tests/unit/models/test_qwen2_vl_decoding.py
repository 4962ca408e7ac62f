"""Our loop says the tokens that ``generate`` says, however often and in whatever order it is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import torch

from quizglass.answers import Exchange
from quizglass.cancellation import CancelToken
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.loop import Decoded, Ending, Limits
from quizglass.models.engine import Ask, View
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.models.qwen2_vl.picture import prepare
from quizglass.models.qwen2_vl.positions import prefix_positions
from quizglass.models.vision_language.session import Prefix, Session
from quizglass.pages import PageImage

TOKENS = 60
Noise = Callable[..., PageImage]


@pytest.fixture
def session(exact_engine: Qwen2VLEngine) -> Session:
    return exact_engine._session


def generate(session: Session, image: PageImage, question: list[int]) -> list[int]:
    """What transformers says to the same prompt."""
    picture = prepare(image, 256, session.loaded.image_processor)
    writer = session.writer
    pads = writer.picture(picture.tokens)
    ids = writer.before_picture() + pads + writer.after_picture() + question
    kinds = [int(token == pads[0]) for token in ids]
    output: Any = session.loaded.model.generate(
        input_ids=torch.tensor([ids]),
        attention_mask=torch.ones(1, len(ids), dtype=torch.long),
        mm_token_type_ids=torch.tensor([kinds]),
        pixel_values=picture.patches,
        image_grid_thw=picture.grid,
        do_sample=False,
        max_new_tokens=TOKENS,
    )
    said: list[int] = output[0, len(ids) :].tolist()
    return [token for token in said if token not in session.loaded.end_tokens]


def say(session: Session, prefix: Prefix, question: list[int], cancel: CancelToken | None = None) -> Decoded:
    limits = Limits(TOKENS, session.loaded.end_tokens, stop_loops=False)
    return session.say(prefix, question, limits, on_token=lambda _: None, cancel=cancel or CancelToken())


def look(session: Session, image: PageImage) -> Prefix:
    return session.look(View(0, (), image=image), 256, CancelToken())


def test_one_look_and_many_questions_say_what_generate_says(session: Session, noise: Noise) -> None:
    image = noise(1)
    prefix = look(session, image)
    questions = ["What is the total?", "Какова сумма?", "Who signed, and when?"]
    for question in [*questions, questions[0]]:
        ids = session.writer.question(question)
        said = say(session, prefix, ids).tokens
        assert said == generate(session, image, ids)
        assert len(set(said)) > 3, "an answer of one token over and over would prove nothing"


def test_pictures_asked_in_turn_do_not_disturb_each_other(session: Session, noise: Noise) -> None:
    first, second = noise(1), noise(2, width=112, height=420)
    ids = session.writer.question("What is the total?")
    alone = [generate(session, image, ids) for image in (first, second)]
    prefixes = [look(session, image) for image in (first, second)]
    session.loaded.model.model.rope_deltas = torch.tensor([[12345]])  # what generate leaves behind
    in_turn = [say(session, prefix, ids).tokens for prefix in (prefixes[0], prefixes[1], prefixes[0], prefixes[1])]
    assert in_turn == alone * 2
    assert alone[0] != alone[1]


def test_a_prompt_in_chunks_says_the_same(session: Session, noise: Noise, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = session.writer.question("When was it signed?", [Exchange("Who?", "Иванов")], "ru")
    whole = say(session, look(session, noise(3)), ids).tokens
    monkeypatch.setattr(LanguageModel, "tokens_at_once", 7)
    assert say(session, look(session, noise(3)), ids).tokens == whole


def test_positions_are_those_of_the_model(session: Session, noise: Noise) -> None:
    picture = prepare(noise(4, width=84, height=280), 256, session.loaded.image_processor)
    ids = torch.tensor([[1] * 5 + session.writer.picture(picture.tokens) + [2] * 4])
    kinds = (ids == session.writer.picture(1)[0]).int()
    theirs, delta = session.loaded.model.model.get_rope_index(ids, image_grid_thw=picture.grid, mm_token_type_ids=kinds)
    ours, following = prefix_positions(5, picture.rows, picture.columns, 4)
    assert torch.equal(ours, theirs)
    assert following == ids.shape[1] + int(delta)


def test_stop_comes_within_one_token(session: Session, noise: Noise) -> None:
    cancel, heard = CancelToken(), list[int]()

    def listen(token: int) -> None:
        heard.append(token)
        if len(heard) == 5:
            cancel.cancel()

    limits = Limits(TOKENS, frozenset(), stop_loops=False)
    ids = session.writer.question("What is it?")
    said = session.say(look(session, noise(5)), ids, limits, on_token=listen, cancel=cancel)
    assert said.ending is Ending.STOPPED
    assert said.tokens == heard
    assert len(heard) == 5


def test_a_stop_in_mid_prompt_leaves_the_prefix_whole(session: Session, noise: Noise) -> None:
    prefix = look(session, noise(6))
    ids = session.writer.question("What is it?")
    before = say(session, prefix, ids).tokens
    cancel = CancelToken()
    first_layer = session.language.layers[0].self_attn.o_proj
    hook = first_layer.register_forward_pre_hook(lambda *_: cancel.cancel())
    stopped = say(session, prefix, session.writer.question("Something else?"), cancel)
    hook.remove()
    assert stopped.ending is Ending.STOPPED or stopped.tokens == []
    assert say(session, prefix, ids).tokens == before


def test_streamed_text_is_the_reply(exact_engine: Qwen2VLEngine, noise: Noise) -> None:
    glimpse = exact_engine.look(View(0, (), image=noise(7)), CancelToken())
    pieces: list[str] = []
    ask = Ask("What is the total?", max_new_tokens=TOKENS)
    reply = exact_engine.answer(glimpse, ask, on_text=pieces.append, cancel=CancelToken())
    assert "".join(pieces).strip() == reply.text
    assert reply.found
    assert reply.confidence is not None
    assert 0 <= reply.confidence <= 1
