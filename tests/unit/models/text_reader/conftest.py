"""A tiny language model, loaded once."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizglass.cancellation import CancelToken
from quizglass.models.installed import InstalledModel
from quizglass.models.text_reader.engine import TextReader
from quizglass.settings import Quantization

CHECKPOINTS = Path(__file__).parents[3] / "checkpoints"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = runpy.run_path(str(CHECKPOINTS / "qwen2.py"))["make"](tmp_path_factory.mktemp("reader") / "Tiny")
    return made


@pytest.fixture(scope="session")
def reader(folder: Path) -> Iterator[TextReader]:
    model = InstalledModel("t", "T", "qwen2", folder)
    engine = TextReader(model, quantization=Quantization.BF16, device="cpu", dtype="float32")
    engine.load(lambda _: None, CancelToken())
    yield engine
    engine.unload()
