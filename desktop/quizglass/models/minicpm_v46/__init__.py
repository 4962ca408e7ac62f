"""MiniCPM-V 4.6: the real `MiniCPMV4_6ForConditionalGeneration` behind the `Engine` protocol."""

from __future__ import annotations

from quizglass.models.engine import Engine
from quizglass.models.installed import InstalledModel
from quizglass.models.minicpm_v46.engine import MiniCPMV46Engine
from quizglass.models.offline import go_offline
from quizglass.settings import Quantization

go_offline()


def create_engine(model: InstalledModel, *, quantization: Quantization, device: str) -> Engine:
    """What the catalogue's family asks of its module."""
    return MiniCPMV46Engine(model, quantization=quantization, device=device)
