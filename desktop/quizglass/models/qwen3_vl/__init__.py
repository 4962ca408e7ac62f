"""Qwen3-VL: the real `Qwen3VLForConditionalGeneration` behind the `Engine` protocol."""

from __future__ import annotations

from quizglass.models.engine import Engine
from quizglass.models.installed import InstalledModel
from quizglass.models.offline import go_offline
from quizglass.models.qwen3_vl.engine import Qwen3VLEngine
from quizglass.settings import Quantization

go_offline()


def create_engine(model: InstalledModel, *, quantization: Quantization, device: str) -> Engine:
    """What the catalogue's family asks of its module."""
    return Qwen3VLEngine(model, quantization=quantization, device=device)
