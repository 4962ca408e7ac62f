"""Folders as they were published: flat configs, older names of weights and of the modules that stay in 16 bit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import llava
import pixtral
import pytest
import qwen2_5_vl
import torch
from safetensors.torch import load_file, save_file

from quizglass.cancellation import CancelToken
from quizglass.geometry import Size
from quizglass.models import registry, store
from quizglass.models.engine import A4, Ask, View
from quizglass.models.vision_language.engine import VisionLanguageEngine
from quizglass.pages import PageImage
from quizglass.settings import Quantization

OF_LLAVA = {
    "lm_head.": "language_model.lm_head.",
    "model.language_model.": "language_model.model.",
    "model.vision_tower.": "vision_tower.vision_model.",
    "model.multi_modal_projector.": "multi_modal_projector.",
}
OF_PIXTRAL = OF_LLAVA | {"model.vision_tower.": "vision_tower."}
OF_QWEN = {"model.visual.": "visual.", "model.language_model.": "model."}

Load = Callable[[Path, Quantization], VisionLanguageEngine]


class Layout(NamedTuple):
    """A family's checkpoint, its older names, and the older list of modules that were not quantized."""

    make: Callable[[Path], Path]
    older: dict[str, str]
    kept: list[str]


LAYOUTS = {
    "qwen2_5_vl": Layout(qwen2_5_vl.make, OF_QWEN, ["visual", "lm_head"]),
    "llava": Layout(
        llava.make,
        OF_LLAVA,
        ["vision_tower", "multi_modal_projector", "language_model.lm_head"],
    ),
    "pixtral": Layout(pixtral.make, OF_PIXTRAL, ["vision_tower", "multi_modal_projector"]),
}


def renamed(folder: Path, older: dict[str, str]) -> None:
    weights = load_file(folder / "model.safetensors")
    names = {
        name: next((name.replace(new, old, 1) for new, old in older.items() if name.startswith(new)), name)
        for name in weights
    }
    save_file({names[name]: tensor for name, tensor in weights.items()}, folder / "model.safetensors", {"format": "pt"})


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Imports a folder and loads it as the program does, on a processor that computes in 32 bit."""
    monkeypatch.setattr(torch.cpu, "get_capabilities", dict)
    made: list[VisionLanguageEngine] = []

    def imported(folder: Path, quantization: Quantization) -> VisionLanguageEngine:
        model = store.import_folder(folder, link=True)
        engine = registry.create_engine(model.id, quantization=quantization, device="cpu")
        assert isinstance(engine, VisionLanguageEngine)
        engine.load(lambda _: None, CancelToken())
        made.append(engine)
        return engine

    yield imported
    for engine in made:
        engine.unload()


def answer(engine: VisionLanguageEngine, noise: Callable[..., PageImage]) -> str:
    size = engine.image_size(Size(A4.width / 2, A4.height / 2))
    glimpse = engine.look(View(0, (), image=noise(1, *size)), CancelToken())
    ask = Ask("What is the total?", max_new_tokens=12)
    return engine.answer(glimpse, ask, on_text=lambda _: None, cancel=CancelToken()).text


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_older_names_of_weights_load(
    layout: Layout, tmp_path: Path, load: Load, noise: Callable[..., PageImage]
) -> None:
    folder = layout.make(tmp_path / "Tiny")
    wanted = answer(load(folder, Quantization.BF16), noise)
    renamed(folder, layout.older)
    assert answer(load(folder, Quantization.BF16), noise) == wanted
    assert wanted


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_folder_saved_quantized_with_an_older_list_loads(
    layout: Layout, tmp_path: Path, load: Load, noise: Callable[..., PageImage]
) -> None:
    folder = layout.make(tmp_path / "Tiny")
    original = load(folder, Quantization.NF4)
    original._session.loaded.model.save_pretrained(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config["quantization_config"]["llm_int8_skip_modules"] = layout.kept
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    reloaded = load(folder, Quantization.NF4)
    modules = reloaded._session.loaded.model.named_modules()
    packed = [name for name, module in modules if type(module).__name__ == "Linear4bit"]
    assert packed
    assert all(name.startswith("model.language_model.layers.") for name in packed)
    assert answer(reloaded, noise) == answer(original, noise)
