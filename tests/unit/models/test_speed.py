"""Measuring an engine, on a tiny model of the real class."""

from __future__ import annotations

from collections.abc import Callable

from quizglass.evaluation.speed import measure
from quizglass.geometry import Size
from quizglass.models.engine import Engine, View
from quizglass.models.installed import InstalledModel
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.pages import PageImage
from quizglass.settings import Quantization


def test_every_part_is_measured(installed: InstalledModel, noise: Callable[..., PageImage]) -> None:
    engine = Qwen2VLEngine(installed, quantization=Quantization.BF16, device="cpu")
    seen: list[float] = []

    def view(loaded: Engine) -> View:
        size = loaded.image_size(Size(200, 100))
        assert size
        return View(0, (), image=noise(1, *size))

    report = measure(engine, view, ["What is the total?", "Who?"], rounds=1, on_progress=seen.append)
    assert seen[-1] == 1.0
    assert (report.model, report.device, report.quantization) == ("tiny", "CPU", "bf16")
    assert report.load_s > 0
    assert report.look_s > 0
    assert 0 < report.first_text_s < report.answer_s
    assert report.pieces_per_s
    assert report.weights_bytes > 10**5
    assert report.as_record()["model"] == "tiny"
