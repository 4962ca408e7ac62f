"""MiniCPM-V 2.6 behind the `Engine` protocol, by a port of our own: the code that is published with it is never run."""

from __future__ import annotations

from quizglass.models.engine import Engine
from quizglass.models.installed import InstalledModel
from quizglass.models.minicpm_v26.engine import MiniCPMV26Engine
from quizglass.models.offline import go_offline
from quizglass.settings import Quantization

go_offline()


def create_engine(model: InstalledModel, *, quantization: Quantization, device: str) -> Engine:
    """What the catalogue's family asks of its module."""
    return MiniCPMV26Engine(model, quantization=quantization, device=device)
