"""Models of random weights: of the published sizes, really loadable, refused before they are made, gone afterwards."""

from __future__ import annotations

import math
import os
import re
import shutil
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from quizglass.cancellation import CancelToken
from quizglass.errors import ModelTooLarge, NotEnoughSpace
from quizglass.models import catalog, placing, registry
from quizglass.models.benchmarking.random_model import random_model, tensors_of
from quizglass.models.benchmarking.shapes import SHAPES, Shape
from quizglass.models.installed import InstalledModel
from quizglass.paths import cache_dir
from quizglass.settings import Quantization

TINY = SHAPES["tiny"]
PUBLISHED = [shape for shape in SHAPES.values() if shape is not TINY]


def made(shape: Shape = TINY) -> AbstractContextManager[InstalledModel]:
    return random_model(shape, quantization=Quantization.NF4, device="cpu", on_progress=lambda _: None)


def left_behind() -> list[Path]:
    return list(cache_dir().glob("*")) if cache_dir().exists() else []


@pytest.mark.parametrize("shape", PUBLISHED, ids=lambda shape: shape.name)
def test_the_sizes_are_those_of_the_catalogue(shape: Shape) -> None:
    entry = next(entry for entry in catalog.entries() if entry.id == f"{shape.name}-instruct")
    assert entry.family == shape.family
    assert all(shape.text[name] == value for name, value in entry.shape.items())
    billions = sum(map(math.prod, tensors_of(shape).values())) / 1e9
    assert f"{billions:.1f} B" == entry.parameters


def test_it_is_loaded_as_any_folder_is() -> None:
    with made() as model:
        engine = registry.engine_of(model, quantization=Quantization.NF4, device="cpu")
        engine.load(lambda _: None, CancelToken())
        assert engine.info.quantization == "nf4"
        assert engine.info.memory_bytes > 0
        engine.unload()
    assert not left_behind()


def test_the_same_shape_has_the_same_weights() -> None:
    with made() as one, made() as other:
        assert one.path
        assert other.path
        (first, second) = (next(model.path.glob("*.safetensors")).read_bytes() for model in (one, other))
    assert first == second


def test_nothing_stays_when_it_is_interrupted() -> None:
    seen: list[float] = []

    def interrupt(share: float) -> None:
        seen.append(share)
        assert left_behind()
        raise KeyboardInterrupt

    making = random_model(TINY, quantization=Quantization.NF4, device="cpu", on_progress=interrupt)
    with pytest.raises(KeyboardInterrupt), making:
        pass
    assert seen
    assert not left_behind()


def test_what_a_killed_program_left_is_removed_and_no_other() -> None:
    names = (f"random-model-{2**22 + 1}-a", f"random-model-{os.getppid()}-b", "random-model-c")
    dead, alive, foreign = (cache_dir() / name for name in names)
    for folder in (dead, alive, foreign):
        folder.mkdir(parents=True)
    with made():
        pass
    assert sorted(left_behind()) == sorted([alive, foreign])


def test_too_little_memory_is_told_before_anything_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "free_bytes", lambda _: 4 * 10**9)
    with pytest.raises(ModelTooLarge, match=r"qwen2-vl-7b needs [5-9]\.\d GB of memory, and 3\.4 GB are free"):
        made(SHAPES["qwen2-vl-7b"]).__enter__()
    assert not left_behind()


def test_not_all_of_the_computers_memory_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "free_bytes", lambda _: 0)
    with pytest.raises(ModelTooLarge) as refused:
        made(SHAPES["qwen2-vl-2b"]).__enter__()
    needed = float(re.search(r"needs (\d+\.\d) GB", str(refused.value))[1]) * 1e9
    monkeypatch.setattr(placing, "free_bytes", lambda _: int(1.1 * needed))
    with pytest.raises(ModelTooLarge):
        made(SHAPES["qwen2-vl-2b"]).__enter__()
    assert not left_behind()


def test_too_little_disk_is_told_before_anything_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "free_bytes", lambda _: 10**12)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**10))
    with pytest.raises(NotEnoughSpace, match=r"qwen2-vl-7b needs 17\.1 GB on the disk"):
        made(SHAPES["qwen2-vl-7b"]).__enter__()
    assert not left_behind()


def test_norms_change_nothing_and_weights_are_as_wide_as_told() -> None:
    from safetensors.torch import load_file

    with made() as model:
        assert model.path
        weights = load_file(next(model.path.glob("*.safetensors")))
    assert torch.equal(weights["model.language_model.norm.weight"], torch.ones(64, dtype=torch.bfloat16))
    head = weights["lm_head.weight"].float()
    assert abs(float(head.std()) - TINY.spread) < 0.01
