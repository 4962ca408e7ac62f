"""Qwen2.5-VL: the real `Qwen2_5_VLForConditionalGeneration` behind the `Engine` protocol."""

from __future__ import annotations

from quizglass.models.engine import Engine
from quizglass.models.installed import InstalledModel
from quizglass.models.offline import go_offline
from quizglass.models.qwen2_5_vl.engine import Qwen25VLEngine
from quizglass.settings import Quantization

go_offline()


def create_engine(model: InstalledModel, *, quantization: Quantization, device: str) -> Engine:
    """What the catalogue's family asks of its module."""
    return Qwen25VLEngine(model, quantization=quantization, device=device)
