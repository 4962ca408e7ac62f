"""LLaVA: the real `LlavaForConditionalGeneration` behind the `Engine` protocol, with CLIP's or Pixtral's tower."""

from __future__ import annotations

from quizglass.models.engine import Engine
from quizglass.models.installed import InstalledModel
from quizglass.models.llava.engine import LlavaEngine
from quizglass.models.offline import go_offline
from quizglass.settings import Quantization

go_offline()


def create_engine(model: InstalledModel, *, quantization: Quantization, device: str) -> Engine:
    """What the catalogue's family asks of its module."""
    return LlavaEngine(model, quantization=quantization, device=device)
