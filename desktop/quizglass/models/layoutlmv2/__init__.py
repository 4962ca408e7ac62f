"""LayoutLMv2 (arXiv 2012.14740) and LayoutXLM (arXiv 2104.08836): see the page, and point at the words that answer."""

from __future__ import annotations

from quizglass.models.engine import Engine
from quizglass.models.installed import InstalledModel
from quizglass.models.layoutlmv2.engine import LayoutLMv2Engine
from quizglass.models.offline import go_offline
from quizglass.settings import Quantization

go_offline()


def create_engine(model: InstalledModel, *, quantization: Quantization, device: str) -> Engine:  # noqa: ARG001 - too small
    """What the catalogue's family asks of its module."""
    return LayoutLMv2Engine(model, device=device)
