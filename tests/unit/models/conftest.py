"""Tiny checkpoints of the real class, made once a run, and the engines on them."""

from __future__ import annotations

import random
import runpy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quizglass.cancellation import CancelToken
from quizglass.models.installed import InstalledModel
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.pages import PageImage
from quizglass.settings import Quantization

CHECKPOINTS = Path(__file__).parents[2] / "checkpoints"


@pytest.fixture(scope="session")
def make_checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Makes a Qwen2-VL folder with random weights; arguments as the script's ``make``."""
    make = runpy.run_path(str(CHECKPOINTS / "qwen2_vl.py"))["make"]

    def in_new_folder(**shape: int) -> Path:
        folder: Path = make(tmp_path_factory.mktemp("checkpoints") / "Qwen2-VL tiny", **shape)
        return folder

    return in_new_folder


@pytest.fixture(scope="session")
def as_published() -> Callable[[Path], Path]:
    """Rewrites a folder in the layout of the published checkpoints."""
    rewrite: Callable[[Path], Path] = runpy.run_path(str(CHECKPOINTS / "qwen2_vl.py"))["as_published"]
    return rewrite


@pytest.fixture(scope="session")
def tiny_folder(make_checkpoint: Callable[..., Path]) -> Path:
    return make_checkpoint()


@pytest.fixture
def folder(tiny_folder: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil, its name as people give them."""
    return Path(shutil.copytree(tiny_folder, tmp_path / "Qwen2-VL.tiny модель 1"))


@pytest.fixture(scope="session")
def installed(tiny_folder: Path) -> InstalledModel:
    return InstalledModel("tiny", "Tiny", "qwen2_vl", tiny_folder, size_bytes=10**6)


@pytest.fixture(scope="session")
def engine_on() -> Iterator[Callable[[Path], Qwen2VLEngine]]:
    """Engines on the processor in 32 bit, where tokens can be compared with ``generate``."""
    made: list[Qwen2VLEngine] = []

    def load(folder: Path) -> Qwen2VLEngine:
        model = InstalledModel("tiny", "Tiny", "qwen2_vl", folder, size_bytes=10**6)
        engine = Qwen2VLEngine(model, quantization=Quantization.BF16, device="cpu", dtype="float32")
        engine.load(lambda _: None, CancelToken())
        made.append(engine)
        return engine

    yield load
    for engine in made:
        engine.unload()


@pytest.fixture(scope="session")
def exact_engine(tiny_folder: Path, engine_on: Callable[[Path], Qwen2VLEngine]) -> Qwen2VLEngine:
    return engine_on(tiny_folder)


@pytest.fixture
def noise() -> Callable[..., PageImage]:
    """A picture that no other seed gives."""

    def make(seed: int, width: int = 280, height: int = 196) -> PageImage:
        return PageImage(width, height, 3 * width, random.Random(seed).randbytes(3 * width * height))

    return make
