"""Language models without eyes: they read the words of the page, line by line, and name the line that answers."""

from __future__ import annotations

from quizglass.models.engine import Engine
from quizglass.models.installed import InstalledModel
from quizglass.models.offline import go_offline
from quizglass.models.text_reader.engine import TextReader
from quizglass.settings import Quantization

go_offline()


def create_engine(model: InstalledModel, *, quantization: Quantization, device: str) -> Engine:
    """What the catalogue's family asks of its module."""
    return TextReader(model, quantization=quantization, device=device)
