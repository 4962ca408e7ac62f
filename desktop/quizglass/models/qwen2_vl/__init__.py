"""Qwen2-VL: the real `Qwen2VLForConditionalGeneration` behind the `Engine` protocol."""

from __future__ import annotations

from quizglass.models.engine import Engine
from quizglass.models.installed import InstalledModel
from quizglass.models.offline import go_offline
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.settings import Quantization

go_offline()


def create_engine(model: InstalledModel, *, quantization: Quantization, device: str) -> Engine:
    """What the catalogue's family asks of its module."""
    return Qwen2VLEngine(model, quantization=quantization, device=device)
