"""An answer of as many tokens as wanted, streamed by the real engine: what the measurements here are made beside."""

from __future__ import annotations

import random
import runpy
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

import pytest

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.loop import Decoded, Limits
from quizglass.models.engine import View
from quizglass.models.installed import InstalledModel
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.pages import PageImage
from quizglass.settings import Quantization

MAKE = Path(__file__).parents[1] / "checkpoints" / "qwen2_vl.py"


WIDTH, HEIGHT = 280, 196


@pytest.fixture
def load_engine(tmp_path: Path) -> Iterator[Callable[[int], Qwen2VLEngine]]:
    """Loads a tiny Qwen2-VL with as many layers as asked for; a real one has 28."""
    made: list[Qwen2VLEngine] = []

    def load(layers: int) -> Qwen2VLEngine:
        folder: Path = runpy.run_path(str(MAKE))["make"](tmp_path / f"{layers} layers", layers=layers)
        model = InstalledModel("tiny", "Tiny", "qwen2_vl", folder, size_bytes=10**6)
        made.append(Qwen2VLEngine(model, quantization=Quantization.BF16, device="cpu", dtype="float32"))
        made[-1].load(lambda _: None, CancelToken())
        return made[-1]

    yield load
    for engine in made:
        engine.unload()


@pytest.fixture
def noise() -> PageImage:
    return PageImage(WIDTH, HEIGHT, 3 * WIDTH, random.Random(1).randbytes(3 * WIDTH * HEIGHT))


class Stream(Protocol):
    def __call__(
        self, engine: Qwen2VLEngine, tokens: int, on_text: Callable[[str], None], cancel: CancelToken | None = None
    ) -> Decoded: ...


@pytest.fixture
def stream(noise: PageImage) -> Stream:
    """Says exactly so many tokens about a picture: nothing but a cancel ends it early."""
    return partial(_stream, noise)


def _stream(
    picture: PageImage,
    engine: Qwen2VLEngine,
    tokens: int,
    on_text: Callable[[str], None],
    cancel: CancelToken | None = None,
) -> Decoded:
    session = engine._session
    glimpse = engine.look(View(0, (), image=picture), CancelToken())
    assert glimpse.prefix
    text = session.new_stream()
    return session.say(
        glimpse.prefix,
        session.writer.question("What is the total?"),
        Limits(tokens, frozenset(), stop_loops=False),
        on_token=lambda token: on_text(text.feed(token)),
        cancel=cancel or CancelToken(),
    )
