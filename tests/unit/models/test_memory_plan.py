"""What a model needs, told beforehand, and how it is made to fit."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizglass.models import catalog, memory_need
from quizglass.models.devices import Device
from quizglass.models.installed import BUILT_IN, InstalledModel
from quizglass.models.memory_plan import Step, best_fit, plan
from quizglass.settings import Quantization

PLENTY = 10**12


def card(free: int) -> Device:
    return Device("RTX 4070", free, free, "550.54", "cuda")


def processor(free: int = PLENTY) -> Device:
    return Device("CPU", free, free, "", "cpu")


@pytest.fixture
def model(tiny_folder: Path) -> InstalledModel:
    return InstalledModel("tiny", "Tiny", "qwen2_vl", tiny_folder, 10**6)


def test_what_is_needed_is_more_than_the_weights(model: InstalledModel) -> None:
    need = memory_need.need_of(model, Quantization.BF16)
    assert need.weights == memory_need.weights_bytes(model, Quantization.BF16, memory_need.SIXTEEN_BIT)
    assert need.cache > 0
    assert need.picture > 0
    assert need.total > need.weights + need.cache + need.picture
    assert memory_need.need_of(model, Quantization.NF4).total < need.total
    assert memory_need.need_of(model, Quantization.BF16, tokens=256).total < need.total


def test_keys_and_values_are_those_of_the_loaded_model(model: InstalledModel) -> None:
    """Two numbers of every key-value head in every layer, for each token."""
    more, less = (memory_need.need_of(model, Quantization.BF16, tokens=tokens).cache for tokens in (1000, 999))
    from transformers import AutoConfig

    text = AutoConfig.from_pretrained(model.path).get_text_config()
    head = text.hidden_size // text.num_attention_heads
    assert more - less == 2 * text.num_hidden_layers * text.num_key_value_heads * head * 2


def test_the_built_in_reader_needs_nothing() -> None:
    assert memory_need.need_of(BUILT_IN, Quantization.NF4).total == 0


def test_a_folder_that_is_gone_is_told_of_when_it_is_loaded(tmp_path: Path) -> None:
    gone = InstalledModel("gone", "Gone", "qwen2_vl", tmp_path / "gone", 5 * 10**9)
    assert memory_need.need_of(gone, Quantization.BF16).weights in {0, 5 * 10**9}


def test_what_fits_is_loaded_as_wished(model: InstalledModel) -> None:
    made = plan(model, Quantization.BF16, card(PLENTY), processor())
    assert (made.quantization, made.device, made.steps, made.fits) == (Quantization.BF16, "cuda", (), True)
    assert not made.slow


def steps_with(model: InstalledModel, short_by: int, wished: Quantization = Quantization.BF16) -> tuple[Step, ...]:
    """What is given up when that much less is free than the wish takes."""
    whole = memory_need.need_of(model, wished).total
    return plan(model, wished, card(whole - short_by), processor()).steps


def test_the_picture_goes_first_then_the_precision_then_the_card(model: InstalledModel) -> None:
    of = memory_need.need_of
    whole = of(model, Quantization.BF16).total
    assert steps_with(model, 1) == (Step.SMALLER_PICTURE,)
    assert steps_with(model, whole - of(model, Quantization.NF4, tokens=256).total) == (
        Step.COARSER,
        Step.SMALLER_PICTURE,
    )
    assert steps_with(model, whole - 1) == (Step.PROCESSOR,)


def test_a_coarser_precision_is_named(model: InstalledModel) -> None:
    half = memory_need.need_of(model, Quantization.BF16, tokens=640).total
    made = plan(model, Quantization.BF16, card(half - 1), processor())
    assert made.quantization in {Quantization.INT8, Quantization.NF4}
    assert Step.COARSER in made.steps


def test_where_nothing_fits_the_wish_stays(model: InstalledModel) -> None:
    made = plan(model, Quantization.BF16, card(1000), processor(1000))
    assert not made.fits
    assert made.quantization is Quantization.BF16
    assert made.need.total > made.free_bytes


def test_without_a_card_it_is_slow_and_as_wished(model: InstalledModel) -> None:
    made = plan(model, Quantization.NF4, None, processor())
    assert (made.device, made.steps, made.slow) == ("cpu", (), True)


def test_weights_that_are_quantized_already_cannot_be_made_coarser(tiny_folder: Path) -> None:
    ready = InstalledModel("ready", "Ready", "qwen2_vl", tiny_folder, 10**6, quantization="nf4")
    assert Step.COARSER not in plan(ready, Quantization.BF16, card(10**6), processor()).steps


@pytest.mark.parametrize("gigabytes", [4, 6, 8, 12, 24])
def test_the_largest_that_fits_is_offered(gigabytes: int) -> None:
    offered = best_fit(catalog.entries(), gigabytes * 10**9)
    assert offered
    assert offered.commercial
    assert not offered.obstacle
    assert "russian" in offered.abilities
    assert min(offered.memory_gb.values()) <= gigabytes


def test_nothing_is_offered_where_nothing_fits() -> None:
    assert best_fit(catalog.entries(), 10**9) is None
