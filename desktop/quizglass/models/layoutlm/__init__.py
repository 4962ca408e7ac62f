"""LayoutLM (arXiv 1912.13318): reads words and where they stand, and points at those that answer."""

from __future__ import annotations

from quizglass.models.engine import Engine
from quizglass.models.installed import InstalledModel
from quizglass.models.layoutlm.engine import LayoutLMEngine
from quizglass.models.offline import go_offline
from quizglass.settings import Quantization

go_offline()


def create_engine(model: InstalledModel, *, quantization: Quantization, device: str) -> Engine:  # noqa: ARG001 - too small
    """What the catalogue's family asks of its module."""
    return LayoutLMEngine(model, device=device)
