"""LayoutLMv3 (arXiv 2204.08387): sees patches of the page beside its words, and points at those that answer."""

from __future__ import annotations

from quizglass.models.engine import Engine
from quizglass.models.installed import InstalledModel
from quizglass.models.layoutlmv3.engine import LayoutLMv3Engine
from quizglass.models.offline import go_offline
from quizglass.settings import Quantization

go_offline()


def create_engine(model: InstalledModel, *, quantization: Quantization, device: str) -> Engine:  # noqa: ARG001 - too small
    """What the catalogue's family asks of its module."""
    return LayoutLMv3Engine(model, device=device)
