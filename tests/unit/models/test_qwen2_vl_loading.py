"""From folder to device: what is quantized and what not, progress, cancel, memory, what goes wrong."""

from __future__ import annotations

import json
import shutil
import sys
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import torch

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, DependencyMissing, DeviceError, ModelDamaged, OutOfMemory
from quizglass.geometry import Size
from quizglass.models import offline
from quizglass.models.engine import Ask, Engine, EngineKind, View
from quizglass.models.installed import InstalledModel
from quizglass.models.loading.skip_list import modern_names
from quizglass.models.memory_need import weights_bytes
from quizglass.models.model_folder import inspect
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.models.qwen2_vl.recipe import RECIPE
from quizglass.pages import PageImage
from quizglass.settings import Quantization

Noise = Callable[..., PageImage]
LAYERS_4_BIT = 2 * 7
"""Two layers of the tiny model, seven products each."""


def ignore(_: object) -> None: ...


@pytest.fixture
def engine_of(tiny_folder: Path) -> Iterator[Callable[..., Qwen2VLEngine]]:
    made: list[Qwen2VLEngine] = []

    def make(quantization: Quantization, folder: Path = tiny_folder, dtype: str = "") -> Qwen2VLEngine:
        model = InstalledModel("tiny", "Tiny", "qwen2_vl", folder, size_bytes=10**6)
        made.append(Qwen2VLEngine(model, quantization=quantization, device="cpu", dtype=dtype))
        made[-1].load(ignore, CancelToken())
        return made[-1]

    yield make
    for engine in made:
        engine.unload()


def layers(engine: Qwen2VLEngine, kind: str) -> list[str]:
    return [name for name, module in model_of(engine).named_modules() if type(module).__name__ == kind]


def model_of(engine: Qwen2VLEngine) -> Any:
    return engine._session.loaded.model


@pytest.mark.parametrize(
    ("quantization", "kind"), [(Quantization.NF4, "Linear4bit"), (Quantization.INT8, "Linear8bitLt")]
)
def test_only_the_language_layers_are_quantized(
    engine_of: Callable[..., Qwen2VLEngine], quantization: Quantization, kind: str, noise: Noise
) -> None:
    engine = engine_of(quantization)
    quantized = layers(engine, kind)
    assert len(quantized) == LAYERS_4_BIT
    assert all(name.startswith("model.language_model.layers.") for name in quantized)
    assert engine.info.quantization == quantization.value
    assert engine.info.notice == "on-cpu"
    assert engine.info.device == "CPU"
    glimpse = engine.look(View(0, (), image=noise(1)), CancelToken())
    ask = Ask("What is the total?", max_new_tokens=12)
    replies = [engine.answer(glimpse, ask, on_text=ignore, cancel=CancelToken()).text for _ in range(2)]
    assert replies[0] == replies[1]


def test_16_bit_is_not_quantized(engine_of: Callable[..., Qwen2VLEngine]) -> None:
    engine = engine_of(Quantization.BF16)
    assert not layers(engine, "Linear4bit")
    assert engine.info.kind is EngineKind.VISION
    assert isinstance(engine, Engine)
    assert engine.info.memory_bytes > 0
    assert model_of(engine).config._attn_implementation == "sdpa"


@pytest.mark.parametrize("listed", [["visual", "lm_head"], ["visual"], None])
def test_a_folder_saved_quantized_with_the_old_list_loads(
    engine_of: Callable[..., Qwen2VLEngine], tiny_folder: Path, tmp_path: Path, noise: Noise, listed: list[str] | None
) -> None:
    """As unsloth's and other published 4-bit folders have it."""
    original = engine_of(Quantization.NF4, dtype="float32")
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "quantized"))
    model_of(original).save_pretrained(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["quantization_config"]["llm_int8_skip_modules"] = listed
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    # What was asked for gives way to what the files are in.
    reloaded = engine_of(Quantization.INT8, folder, dtype="float32")
    assert reloaded.info.quantization == "nf4"
    assert len(layers(reloaded, "Linear4bit")) == LAYERS_4_BIT
    said = []
    for engine in (original, reloaded):
        glimpse = engine.look(View(0, (), image=noise(2)), CancelToken())
        ask = Ask("What is the total?", max_new_tokens=20)
        said.append(engine.answer(glimpse, ask, on_text=ignore, cancel=CancelToken()).text)
    assert said[0] == said[1]


@pytest.mark.parametrize("quantization", [Quantization.BF16, Quantization.NF4])
def test_the_layout_of_the_published_checkpoints_loads(
    engine_of: Callable[..., Qwen2VLEngine],
    tiny_folder: Path,
    tmp_path: Path,
    as_published: Callable[[Path], Path],
    noise: Noise,
    quantization: Quantization,
) -> None:
    folder = as_published(Path(shutil.copytree(tiny_folder, tmp_path / "published")))
    assert inspect(folder).family.id == "qwen2_vl"
    said = []
    for engine in (engine_of(quantization, dtype="float32"), engine_of(quantization, folder, dtype="float32")):
        assert engine.image_size(Size(595, 842)) == (364, 532)
        glimpse = engine.look(View(0, (), image=noise(2)), CancelToken())
        ask = Ask("What is the total?", max_new_tokens=20)
        said.append(engine.answer(glimpse, ask, on_text=ignore, cancel=CancelToken()).text)
    assert said[0] == said[1]
    assert said[0]


def test_old_names_become_todays() -> None:
    old = ["visual", "merger", "visual.blocks.0.mlp", "model.layers.3.mlp", "lm_head"]
    assert modern_names(old, RECIPE) == [
        "model.visual",
        "model.visual.merger",
        "model.visual.blocks.0.mlp",
        "model.language_model.layers.3.mlp",
        "lm_head",
    ]
    assert modern_names(modern_names(old, RECIPE), RECIPE) == modern_names(old, RECIPE)


def test_loading_reports_progress(installed: InstalledModel) -> None:
    seen: list[float] = []
    engine = Qwen2VLEngine(installed, quantization=Quantization.BF16, device="cpu")
    engine.load(seen.append, CancelToken())
    assert seen == sorted(seen)
    assert seen[0] == 0.0
    assert seen[-1] == 1.0
    assert len(seen) > 20
    engine.unload()


def test_loading_stops_when_cancelled(installed: InstalledModel) -> None:
    cancel = CancelToken()
    engine = Qwen2VLEngine(installed, quantization=Quantization.NF4, device="cpu")

    def stop_halfway(done: float) -> None:
        if done > 0.5:
            cancel.cancel()

    with pytest.raises(Cancelled):
        engine.load(stop_halfway, cancel)
    engine.load(ignore, CancelToken())
    assert engine.info.memory_bytes
    engine.unload()


def test_the_switches_are_set_before_the_libraries_come() -> None:
    import huggingface_hub.constants

    assert offline.is_offline()
    assert huggingface_hub.constants.HF_HUB_OFFLINE


def test_a_card_that_is_not_there(installed: InstalledModel) -> None:
    if torch.cuda.is_available():
        pytest.skip("there is a card")
    with pytest.raises(DeviceError):
        Qwen2VLEngine(installed, device="cuda").load(ignore, CancelToken())


def test_a_model_larger_than_the_memory_is_refused_at_once(tiny_folder: Path, tmp_path: Path) -> None:
    """By the header alone: the file is as long as a terabyte but holds nothing."""
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "huge"))
    weights = folder / "model.safetensors"
    entry = {"dtype": "BF16", "shape": [10**6, 10**6], "data_offsets": [0, 2 * 10**12]}
    header = json.dumps({"model.layers.0.weight": entry}).encode()
    with weights.open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        file.truncate(8 + len(header) + 2 * 10**12)
    huge = InstalledModel("huge", "Huge", "qwen2_vl", folder)
    with pytest.raises(OutOfMemory) as caught:
        Qwen2VLEngine(huge, device="cpu").load(ignore, CancelToken())
    assert "Huge" in str(caught.value)


@pytest.mark.parametrize("quantization", list(Quantization))
def test_the_memory_of_the_weights_is_known_beforehand(
    make_checkpoint: Callable[..., Path], engine_of: Callable[..., Qwen2VLEngine], quantization: Quantization
) -> None:
    folder = make_checkpoint(hidden=256)
    model = InstalledModel("tiny", "Tiny", "qwen2_vl", folder)
    expected = weights_bytes(model, quantization, torch.bfloat16.itemsize)
    assert engine_of(quantization, folder, "bfloat16").info.memory_bytes == pytest.approx(expected, rel=0.03)


@pytest.mark.parametrize("quantization", [Quantization.NF4, Quantization.BF16])
@pytest.mark.parametrize("changed", ["intermediate_size", "num_hidden_layers"])
def test_weights_that_do_not_fit_are_damage(
    tiny_folder: Path, tmp_path: Path, changed: str, quantization: Quantization
) -> None:
    folder = Path(shutil.copytree(tiny_folder, tmp_path / "spoilt"))
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["text_config"][changed] = config["text_config"][changed] + 2
    config["text_config"].pop("layer_types")
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    engine = Qwen2VLEngine(InstalledModel("s", "S", "qwen2_vl", folder), quantization=quantization, device="cpu")
    with pytest.raises(ModelDamaged):
        engine.load(ignore, CancelToken())


def test_a_missing_package_is_named(installed: InstalledModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "quizglass.models.vision_language.opening", raising=False)
    monkeypatch.delitem(sys.modules, "quizglass.models.device_errors", raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(DependencyMissing) as caught:
        Qwen2VLEngine(installed).load(ignore, CancelToken())
    assert "torch" in str(caught.value)


def test_unloading_frees_every_tensor(installed: InstalledModel, noise: Noise) -> None:
    engine = Qwen2VLEngine(installed, quantization=Quantization.BF16, device="cpu")
    engine.load(ignore, CancelToken())
    glimpse = engine.look(View(0, (), image=noise(3)), CancelToken())
    assert glimpse.prefix
    held = [weakref.ref(model_of(engine)), weakref.ref(glimpse.prefix.cache.layers[0].keys)]
    engine.unload()
    assert [reference() for reference in held] == [None, None]
    # A glimpse outlives its model: after the next load the view is looked at again.
    engine.load(ignore, CancelToken())
    ask = Ask("What?", max_new_tokens=4)
    assert engine.answer(glimpse, ask, on_text=ignore, cancel=CancelToken()) is not None
    engine.unload()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep freed pages as they like")
def test_loading_again_and_again_takes_no_more_memory(make_checkpoint: Callable[..., Path]) -> None:
    """What the first round leaves behind (threads, pools of the C library) stays, the weights do not."""
    folder = make_checkpoint(hidden=640, layers=6)
    model = InstalledModel("large", "Large", "qwen2_vl", folder, size_bytes=10**6)
    engine = Qwen2VLEngine(model, quantization=Quantization.BF16, device="cpu", dtype="bfloat16")
    left = []
    for _ in range(4):
        engine.load(ignore, CancelToken())
        weights = engine.info.memory_bytes
        engine.unload()
        left.append(psutil.Process().memory_info().rss)
    assert weights > 50e6
    assert max(left[1:]) - left[0] < weights / 4


def test_a_picture_too_large_for_the_memory_is_looked_at_smaller(exact_engine: Qwen2VLEngine, noise: Noise) -> None:
    """A card that has room for 400 patches at once: the tower itself says so, as CUDA would."""
    seen: list[int] = []

    def little_room(_: object, inputs: tuple[torch.Tensor, ...]) -> None:
        seen.append(len(inputs[0]))
        if len(inputs[0]) > 400:
            raise torch.OutOfMemoryError("CUDA out of memory")

    hook = model_of(exact_engine).model.visual.register_forward_pre_hook(little_room)
    try:
        wide, high = exact_engine.image_size(Size(595, 842))
        glimpse = exact_engine.look(View(0, (), image=noise(4, wide, high)), CancelToken())
    finally:
        hook.remove()
    assert glimpse.prefix
    assert len(seen) > 1
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] <= 400


def test_no_memory_at_all_is_told(exact_engine: Qwen2VLEngine, noise: Noise) -> None:
    def no_room(*_: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    hook = model_of(exact_engine).model.visual.register_forward_pre_hook(no_room)
    try:
        with pytest.raises(OutOfMemory):
            exact_engine.look(View(0, (), image=noise(4)), CancelToken())
    finally:
        hook.remove()
    # And the engine goes on.
    assert exact_engine.look(View(0, (), image=noise(4)), CancelToken()).prefix
