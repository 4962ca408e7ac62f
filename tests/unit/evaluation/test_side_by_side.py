"""Quizglass beside plain ``generate``, over tiny models of the real classes."""

from __future__ import annotations

import random
import runpy
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from quizglass.cancellation import CancelToken
from quizglass.evaluation.side_by_side import Figures, Plan, SideBySide, measure_beside_generate
from quizglass.models import registry
from quizglass.models.benchmarking.random_model import write_model
from quizglass.models.benchmarking.read_bytes import weights_read
from quizglass.models.benchmarking.shapes import SHAPES
from quizglass.models.engine import EngineInfo, EngineKind, View
from quizglass.models.installed import InstalledModel
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.models.vision_language.engine import VisionLanguageEngine
from quizglass.models.vision_language.session import Session
from quizglass.pages import PageImage
from quizglass.settings import Quantization

CHECKPOINTS = Path(__file__).parents[2] / "checkpoints"
COUNTS = {"rounds": 2, "image_tokens": 48, "new_tokens": 12, "pages": 2, "batch": 3}
ONCE = {"rounds": 1, "image_tokens": 16, "new_tokens": 4, "pages": 1, "batch": 2}


def page(number: int, pixels: tuple[int, int]) -> View:
    width, height = pixels
    return View(
        number, (), image=PageImage(width, height, 3 * width, random.Random(number).randbytes(3 * width * height))
    )


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> InstalledModel:
    return write_model(tmp_path_factory.mktemp("tiny"), SHAPES["tiny"], device="cpu")


def in_32_bit(tiny: InstalledModel) -> Qwen2VLEngine:
    """Where both sides round alike."""
    return Qwen2VLEngine(tiny, quantization=Quantization.BF16, device="cpu", dtype="float32")


@pytest.fixture(scope="module")
def measured(tiny: InstalledModel) -> tuple[SideBySide, list[float]]:
    """A report, and the shares that were told on the way to it."""
    shares: list[float] = []
    return measure_beside_generate(in_32_bit(tiny), COUNTS, page, on_measuring=shares.append), shares


def test_both_sides_say_the_same_and_all_is_measured(measured: tuple[SideBySide, list[float]]) -> None:
    report, shares = measured
    assert report.same_tokens is True
    assert report.plan == Plan(**COUNTS)
    assert report.generate
    for side in (report.quizglass, report.generate):
        numbers = [value for name, value in asdict(side).items() if name != "peak_bytes"]
        assert all(number is not None and number > 0 for number in numbers), side
        assert side.first_token_cold_s > side.vision_s
        assert side.peak_bytes is None, "a processor does not tell"
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_bytes_of_a_decode_step_are_those_of_layers_head_and_context(measured: tuple[SideBySide, Any]) -> None:
    report, _ = measured
    width, inner, layers, words = 64, 128, 2, 1024
    attention = 2 * width * width + width + 2 * (width * width // 2 + width // 2)
    layer = attention + 3 * width * inner + 2 * width
    context = report.prompt_tokens + COUNTS["new_tokens"] // 2
    kept = 2 * layers * 2 * 16 * context
    assert report.read_bytes_per_token == 4 * (layers * layer + width + width * words + kept)
    share = report.quizglass.decode_tokens_per_s * report.read_bytes_per_token / report.copied_bytes_per_s
    assert report.quizglass.bandwidth_share == pytest.approx(share)


def test_quantized_weights_count_as_they_are_kept(tiny: InstalledModel) -> None:
    def read(quantization: Quantization) -> int:
        engine = Qwen2VLEngine(tiny, quantization=quantization, device="cpu", dtype="bfloat16")
        engine.load(lambda _: None, CancelToken())
        assert engine.info.quantization == quantization.value
        return weights_read(engine.session.language)

    assert read(Quantization.NF4) < read(Quantization.INT8) < read(Quantization.BF16)


def test_answers_said_one_after_another_are_no_batch(tiny: InstalledModel, monkeypatch: pytest.MonkeyPatch) -> None:
    together = Session.say_together

    def apart(self: Session, lines: Sequence[Any], *, on_token: Any, cancel: Any) -> list[Any]:
        said = []
        for number, line in enumerate(lines):
            said += together(self, [line], on_token=lambda _, token, of=number: on_token(of, token), cancel=cancel)
        return said

    monkeypatch.setattr(Session, "say_together", apart)
    report = measure_beside_generate(in_32_bit(tiny), ONCE, page)
    assert report.quizglass.batch_tokens_per_s is None
    assert report.quizglass.pages_per_minute
    assert "batch_tokens_per_s" not in report.times


@pytest.mark.parametrize("name", ["qwen2.5-vl-3b", "qwen3-vl-2b"])
def test_the_other_families_with_few_layers(name: str, tmp_path: Path) -> None:
    shape = SHAPES[name]
    small = {"num_hidden_layers": 3, "hidden_size": 256, "num_attention_heads": 2, "num_key_value_heads": 2}
    every = {"fullatt_block_indexes": [1]} if "window_size" in shape.vision else {"deepstack_visual_indexes": [0, 2]}
    few = replace(
        shape,
        text=shape.text | small | {"intermediate_size": 256, "vocab_size": 2048},
        vision=shape.vision | every | {"depth": 3, "out_hidden_size": 256},
    )
    engine = registry.engine_of(write_model(tmp_path, few, device="cpu"), quantization=Quantization.BF16, device="cpu")
    assert isinstance(engine, VisionLanguageEngine)
    report = measure_beside_generate(engine, ONCE, page)
    assert report.generate
    assert report.generate.decode_tokens_per_s
    assert report.quizglass.batch_tokens_per_s


def test_a_family_that_generate_is_not_known_of_is_measured_alone(tmp_path: Path) -> None:
    folder = runpy.run_path(str(CHECKPOINTS / "llava.py"))["make"](tmp_path / "LLaVA tiny")
    model = InstalledModel("llava", "LLaVA", "llava", folder, size_bytes=10**6)
    engine = registry.engine_of(model, quantization=Quantization.BF16, device="cpu")
    assert isinstance(engine, VisionLanguageEngine)
    report = measure_beside_generate(engine, ONCE, page)
    assert report.generate is None
    assert report.same_tokens is None
    assert report.times == {}
    assert report.quizglass.decode_tokens_per_s
    assert report.as_record()["generate"] is None


def test_the_engine_is_free_again_when_measuring_fails(tiny: InstalledModel) -> None:
    engine = in_32_bit(tiny)

    def broken(number: int, pixels: tuple[int, int]) -> View:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        measure_beside_generate(engine, COUNTS, broken)
    with pytest.raises(AssertionError):
        _ = engine.session


def test_times_tell_how_many_times_as_good() -> None:
    ours = Figures(first_token_warm_s=0.5, decode_tokens_per_s=60.0, bandwidth_share=0.5, peak_bytes=3)
    theirs = Figures(first_token_warm_s=2.0, decode_tokens_per_s=20.0, peak_bytes=6)
    info = EngineInfo("m", "M", EngineKind.VISION)
    report = SideBySide(info, "float32", Plan(), 1.0, 1, 1, 1.0, 1, ours, theirs, same_tokens=True, versions={})
    assert report.times == {"first_token_warm_s": 4.0, "decode_tokens_per_s": 3.0}
