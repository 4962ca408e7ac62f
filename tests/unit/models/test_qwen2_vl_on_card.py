"""What only a CUDA card can show: the same engine there, in every quantization, and its memory back afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch

from quizglass.cancellation import CancelToken
from quizglass.models.computing_checks import four_bit_error
from quizglass.models.engine import Ask, View
from quizglass.models.installed import InstalledModel
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.pages import PageImage
from quizglass.settings import Quantization

pytestmark = [
    pytest.mark.gpu,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA card"),
]
ASK = Ask("What is the total?", max_new_tokens=40)


@pytest.fixture
def on_card(tiny_folder: Path) -> Iterator[Callable[..., Qwen2VLEngine]]:
    made: list[Qwen2VLEngine] = []

    def load(quantization: Quantization, dtype: str = "", folder: Path = tiny_folder) -> Qwen2VLEngine:
        model = InstalledModel("tiny", "Tiny", "qwen2_vl", folder, size_bytes=10**6)
        made.append(Qwen2VLEngine(model, quantization=quantization, device="cuda", dtype=dtype))
        made[-1].load(lambda _: None, CancelToken())
        return made[-1]

    yield load
    for engine in made:
        engine.unload()


def said(engine: Qwen2VLEngine, image: PageImage) -> str:
    glimpse = engine.look(View(0, (), image=image), CancelToken())
    return engine.answer(glimpse, ASK, on_text=lambda _: None, cancel=CancelToken()).text


@pytest.mark.parametrize("quantization", list(Quantization))
def test_every_quantization_answers_twice_the_same(
    on_card: Callable[..., Qwen2VLEngine], quantization: Quantization, noise: Callable[..., PageImage]
) -> None:
    engine = on_card(quantization)
    assert engine.info.notice == ""
    assert engine.info.quantization == quantization.value
    first = said(engine, noise(1))
    assert said(engine, noise(2)) is not None
    assert said(engine, noise(1)) == first


def test_card_and_processor_say_the_same_in_32_bit(
    on_card: Callable[..., Qwen2VLEngine], exact_engine: Qwen2VLEngine, noise: Callable[..., PageImage]
) -> None:
    assert said(on_card(Quantization.BF16, "float32"), noise(3)) == said(exact_engine, noise(3))


@pytest.mark.parametrize("quantization", list(Quantization))
def test_the_cards_memory_comes_back(
    on_card: Callable[..., Qwen2VLEngine], make_checkpoint: Callable[..., Path], quantization: Quantization,
    noise: Callable[..., PageImage],
) -> None:  # fmt: skip
    folder = make_checkpoint(hidden=512, layers=4)
    torch.cuda.empty_cache()
    before = torch.cuda.memory_allocated()
    engine = on_card(quantization, folder=folder)
    said(engine, noise(1))
    assert torch.cuda.memory_allocated() > before
    engine.unload()
    assert torch.cuda.memory_allocated() - before < 32 * 2**20, "only the libraries' work space stays"
    assert torch.cuda.memory_reserved() <= torch.cuda.memory_allocated() + 64 * 2**20


def test_a_product_in_four_bit_is_right_on_the_card() -> None:
    assert four_bit_error("cuda") < 0.15
