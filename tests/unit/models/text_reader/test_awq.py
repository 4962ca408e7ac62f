"""Weights that AWQ has quantized: run by gptqmodel where that is installed, else the user is told what to install."""

from __future__ import annotations

import importlib.util
import runpy
from pathlib import Path

import pytest

from quizglass.cancellation import CancelToken
from quizglass.errors import DependencyMissing
from quizglass.geometry import PageRect
from quizglass.models import model_folder, store
from quizglass.models.engine import Ask, Glimpse, View
from quizglass.models.installed import InstalledModel
from quizglass.models.text_reader.engine import TextReader
from quizglass.pages import Word
from quizglass.settings import Quantization

SCRIPT = Path(__file__).parents[3] / "checkpoints" / "qwen2_awq.py"
INSTALLED = importlib.util.find_spec("gptqmodel") is not None
VIEW = View(0, tuple(Word(text, PageRect(0.1 * n, 0.1, 0.1 * n + 0.05, 0.12), n, 0) for n, text in enumerate("abcd")))


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Quantized, and what that stands for."""
    root = tmp_path_factory.mktemp("awq")
    runpy.run_path(str(SCRIPT))["make"](root / "quantized", plain=root / "plain")
    return root / "quantized", root / "plain"


def test_the_folder_is_accepted(folders: tuple[Path, Path]) -> None:
    assert model_folder.inspect(folders[0]).quantization == "awq"


@pytest.mark.skipif(INSTALLED, reason="gptqmodel is installed")
def test_what_is_missing_is_said_before_anything_is_loaded(folders: tuple[Path, Path]) -> None:
    told: list[float] = []
    with pytest.raises(DependencyMissing) as missing:
        TextReader(store.import_folder(folders[0], link=True), device="cpu").load(told.append, CancelToken())
    assert "gptqmodel" in str(missing.value)
    assert 'pip install "quizglass[models,awq]"' in str(missing.value)
    assert not told


@pytest.mark.skipif(not INSTALLED, reason="gptqmodel is not installed")
def test_it_says_what_the_same_weights_say_in_16_bit(folders: tuple[Path, Path]) -> None:
    said = []
    for folder, quantization in zip(folders, ("awq", "bf16"), strict=True):
        model = InstalledModel("t", "T", "qwen2", folder, quantization="awq" if quantization == "awq" else "")
        reader = TextReader(model, quantization=Quantization.BF16, device="cpu", dtype="float16")
        reader.load(lambda _: None, CancelToken())
        assert reader.info.quantization == quantization
        glimpse: Glimpse = reader.look(VIEW, CancelToken())
        ask = Ask("What is the total?", max_new_tokens=12)
        said.append(reader.answer(glimpse, ask, on_text=lambda _: None, cancel=CancelToken()).text)
        reader.unload()
    assert said[0] == said[1]
