"""Full-size Qwen2-VL with random weights in 4 bit: how long the first and the second start take, and what memory.

    pytest tests/benchmarks/models -m benchmark -s

On a card when there is one. How fast it answers then is what ``quizglass bench --random`` tells.
"""

from __future__ import annotations

import math
import shutil
import time
from pathlib import Path

import psutil
import pytest

from quizglass.evaluation.speed import SpeedReport, measure
from quizglass.geometry import WHOLE_PAGE
from quizglass.models import placing, registry, store
from quizglass.models.benchmarking.random_model import tensors_of, write_model
from quizglass.models.benchmarking.shapes import SHAPES
from quizglass.models.engine import A4, Engine, View
from quizglass.pages import PageImage
from quizglass.paths import models_dir
from quizglass.settings import Quantization

NAMES = ("qwen2-vl-2b", "qwen2-vl-7b")
DISK_SHARE = 1.6
"""Of the 16-bit weights: themselves, and what is kept of them in 4 bit."""


def view(engine: Engine) -> View:
    size = engine.image_size(A4)
    assert size
    width, height = size
    pixels = bytes(range(256)) * (3 * width * height // 256 + 1)
    return View(0, (), WHOLE_PAGE, PageImage(width, height, 3 * width, pixels[: 3 * width * height]))


def seconds_to_read(folder: Path) -> float:
    """All of a folder's weights, from a disk that has them in memory at best."""
    begin = time.perf_counter()
    for file in folder.glob("*.safetensors"):
        with file.open("rb") as stream:
            while stream.read(64 * 2**20):
                pass
    return time.perf_counter() - begin


def tell(name: str, what: str, report: SpeedReport) -> None:
    rate = f"{report.pieces_per_s:.1f}" if report.pieces_per_s else "-"
    print(
        f"{name} on {report.device}, {what}: load {report.load_s:.1f} s, look {report.look_s:.2f} s, first words "
        f"{report.first_text_s:.3f} s, {rate} tokens/s, weights {report.weights_bytes / 1e9:.2f} GB, "
        f"used {report.used_bytes / 1e9:.2f} GB"
    )


@pytest.mark.benchmark
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", NAMES)
def test_full_size(name: str, tmp_path: Path) -> None:
    needed = 2 * sum(map(math.prod, tensors_of(SHAPES[name]).values()))
    if psutil.virtual_memory().available < 1.5 * needed or shutil.disk_usage(tmp_path).free < DISK_SHARE * needed:
        pytest.skip("not enough memory or disk")
    device = placing.choose_device("auto")[0]
    folder = tmp_path / name
    folder.mkdir()
    write_model(folder, SHAPES[name], device=device)
    model = store.import_folder(folder, link=True)
    rounds = 3 if device == "cuda" else 1
    for what in ("first start", "second start"):
        engine = registry.create_engine(model.id, quantization=Quantization.NF4, device=device)
        report = measure(engine, view, ["What is the total?"], rounds=rounds)
        tell(name, what, report)
    (kept,) = (models_dir() / model.id).glob("nf4-*")
    reading = seconds_to_read(kept)
    print(f"{name}: reading the kept weights takes {reading:.1f} s; load / read = {report.load_s / reading:.2f}")
    assert report.weights_bytes < 0.6 * needed
