"""Tiny checkpoints of the real class, made once a run, and the engines on them."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from quizglass.cancellation import CancelToken
from quizglass.models.installed import InstalledModel
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.pages import PageImage
from quizglass.settings import Quantization

CHECKPOINTS = Path(__file__).parents[2] / "checkpoints"


def script(name: str) -> ModuleType:
    """A script of tests/checkpoints as a module."""
    spec = importlib.util.spec_from_file_location(f"checkpoint_{name}", CHECKPOINTS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Qwen2-VL folder with random weights."""
    folder: Path = script("qwen2_vl").make(tmp_path_factory.mktemp("checkpoints") / "Qwen2-VL tiny")
    return folder


@pytest.fixture(scope="session")
def installed(tiny_folder: Path) -> InstalledModel:
    return InstalledModel("tiny", "Tiny", "qwen2_vl", tiny_folder, size_bytes=10**6)


@pytest.fixture(scope="session")
def exact_engine(installed: InstalledModel) -> Qwen2VLEngine:
    """In 32 bit, where tokens can be compared with ``generate``."""
    engine = Qwen2VLEngine(installed, quantization=Quantization.BF16, device="cpu", dtype="float32")
    engine.load(lambda _: None, CancelToken())
    return engine


@pytest.fixture
def noise() -> Callable[..., PageImage]:
    """A picture that no other seed gives."""

    def make(seed: int, width: int = 280, height: int = 196) -> PageImage:
        return PageImage(width, height, 3 * width, random.Random(seed).randbytes(3 * width * height))

    return make
