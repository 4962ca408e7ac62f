"""moondream2, revision 2025-06-21, written anew: it answers from a picture, and finds in it what is named."""

from __future__ import annotations

from quizglass.models.engine import Engine
from quizglass.models.installed import InstalledModel
from quizglass.models.moondream2.engine import Moondream2Engine
from quizglass.models.offline import go_offline
from quizglass.settings import Quantization

go_offline()


def create_engine(model: InstalledModel, *, quantization: Quantization, device: str) -> Engine:
    """What the catalogue's family asks of its module."""
    return Moondream2Engine(model, quantization=quantization, device=device)
