"""Quantized weights are saved once: the next start reads them and says the same; doubtful ones are made anew."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from quizglass.cancellation import CancelToken
from quizglass.models import registry, store
from quizglass.models.engine import Ask, Engine, View
from quizglass.pages import PageImage
from quizglass.paths import models_dir
from quizglass.settings import Quantization

ASK = Ask("What is the total?", max_new_tokens=16)
Start = Callable[[], str]


class Kept(NamedTuple):
    """A model of the store, and where its quantized weights are kept."""

    model_id: str
    source: Path

    def file(self) -> Path:
        (file,) = (models_dir() / self.model_id).glob("*/model.safetensors")
        return file


@pytest.fixture
def kept(tiny_folder: Path, tmp_path: Path) -> Kept:
    source = Path(shutil.copytree(tiny_folder, tmp_path / "source"))
    return Kept(store.import_folder(source, link=True).id, source)


@pytest.fixture
def start(kept: Kept, noise: Callable[..., PageImage]) -> Iterator[Callable[..., str]]:
    """Loads the model as the program does, and asks it."""
    made: list[Engine] = []

    def load(quantization: Quantization = Quantization.NF4) -> str:
        engine = registry.create_engine(kept.model_id, quantization=quantization, device="cpu")
        engine.load(lambda _: None, CancelToken())
        made.append(engine)
        assert engine.info.quantization == quantization.value
        glimpse = engine.look(View(0, (), image=noise(1)), CancelToken())
        return engine.answer(glimpse, ASK, on_text=lambda _: None, cancel=CancelToken()).text

    yield load
    for engine in made:
        engine.unload()


@pytest.mark.parametrize("quantization", [Quantization.NF4, Quantization.INT8])
def test_the_second_start_reads_what_the_first_saved(
    kept: Kept, start: Callable[..., str], quantization: Quantization
) -> None:
    first = start(quantization)
    # Weights that would answer otherwise, and look the same from outside.
    weights = kept.source / "model.safetensors"
    before = weights.stat()
    with weights.open("r+b") as file:
        file.seek(before.st_size // 2)
        file.write(bytes(before.st_size // 4))
    os.utime(weights, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert start(quantization) == first


def test_16_bit_is_not_kept(kept: Kept, start: Callable[..., str]) -> None:
    start(Quantization.BF16)
    assert [file.name for file in (models_dir() / kept.model_id).iterdir()] == [store.MANIFEST]


def test_other_weights_are_quantized_anew(kept: Kept, start: Start, make_checkpoint: Callable[..., Path]) -> None:
    first = start()
    shutil.copy(make_checkpoint(seed=11) / "model.safetensors", kept.source / "model.safetensors")
    second = start()
    assert second != first
    assert start() == second


def test_kept_weights_that_were_cut_off_are_made_anew(kept: Kept, start: Start) -> None:
    first = start()
    whole = kept.file().stat().st_size
    with kept.file().open("r+b") as file:
        file.truncate(whole // 2)
    assert start() == first
    assert kept.file().stat().st_size == whole


def test_kept_weights_of_another_shape_are_made_anew(kept: Kept, start: Start) -> None:
    first = start()
    config = kept.file().with_name("config.json")
    config.write_text(config.read_text(encoding="utf-8").replace('"hidden_size": 64', '"hidden_size": 32'))
    assert start() == first
    assert '"hidden_size": 64' in config.read_text(encoding="utf-8")


def test_a_full_disk_keeps_nothing_and_loads(kept: Kept, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(models_dir())
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10**6))
    assert start()
    assert [file.name for file in (models_dir() / kept.model_id).iterdir()] == [store.MANIFEST]


def test_removing_the_model_removes_them(kept: Kept, start: Start) -> None:
    start()
    assert kept.file().is_file()
    store.remove(kept.model_id)
    assert not (models_dir() / kept.model_id).exists()
    assert (kept.source / "model.safetensors").is_file()
