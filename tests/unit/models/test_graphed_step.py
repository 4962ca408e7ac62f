"""The step that is captured computes what the plain one does: on the processor uncaptured, on a card captured."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.graphed_step import GraphedStep, graphed
from quizglass.models.decoding.lean_decoder import LeanDecoder, lean_decoder
from quizglass.models.decoding.room import Room
from quizglass.models.engine import View
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.models.vision_language.session import Prefix, Session
from quizglass.pages import PageImage

STEPS = 12


@pytest.fixture
def session(exact_engine: Qwen2VLEngine) -> Session:
    return exact_engine._session


@pytest.fixture
def prefix(session: Session, noise: Callable[..., PageImage]) -> Prefix:
    return session.look(View(0, (), image=noise(1)), 256, CancelToken())


@pytest.fixture
def lean(session: Session) -> LeanDecoder:
    found = lean_decoder(session.language.decoder)
    assert found
    return found


def begun(prefix: Prefix) -> Room:
    room = Room()
    room.begin(prefix.cache, prefix.cache.get_seq_length(), 10 * STEPS)
    return room


@pytest.mark.parametrize("count", [1, 4])
def test_a_step_of_fixed_places_is_a_plain_step(
    session: Session, lean: LeanDecoder, prefix: Prefix, count: int
) -> None:
    with torch.inference_mode():
        room, fixed = begun(prefix), begun(prefix)
        step = GraphedStep(session.language, lean, fixed, fixed.capacity, count)
        position = prefix.next_position
        for number in range(STEPS):
            tokens = [11 + number] * (1 + number % count)
            wanted = session.language.scores(lean.hear(tokens, position, room, CancelToken()))
            assert step.fits(tokens, position)
            torch.testing.assert_close(step.hear(tokens, position), wanted, atol=1e-4, rtol=1e-4)
            position += len(tokens)
        assert fixed.length == room.length
        assert not step.fits([1] * (count + 1), position)
        assert not step.fits([1], fixed.capacity)


def test_a_processor_has_no_graphs(session: Session, lean: LeanDecoder, prefix: Prefix) -> None:
    if torch.cuda.is_available():
        pytest.skip("there is a card")
    with torch.inference_mode():
        room = begun(prefix)
        length = room.length
        assert graphed(session.language, lean, room, room.capacity, 1) is None
        assert room.length == length


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA card")
def test_a_captured_step_is_a_plain_step(exact_engine: Qwen2VLEngine, noise: Callable[..., PageImage]) -> None:
    exact_engine.unload()
    exact_engine._device = "cuda"
    exact_engine.load(lambda _: None, CancelToken())
    session = exact_engine._session
    prefix = session.look(View(0, (), image=noise(1)), 256, CancelToken())
    lean = lean_decoder(session.language.decoder)
    assert lean
    with torch.inference_mode():
        room, fixed = begun(prefix), begun(prefix)
        step = graphed(session.language, lean, fixed, fixed.capacity, 1)
        assert step
        for number in range(STEPS):
            position = prefix.next_position + number
            wanted = session.language.scores(lean.hear([11 + number], position, room, CancelToken()))
            torch.testing.assert_close(step.hear([11 + number], position), wanted, atol=1e-3, rtol=1e-3)
