"""moondream2 as a model of transformers, so that it is loaded, quantized and kept as all others are.

The attributes are named as the weights of the published ``model.safetensors``: ``model.vision``, ``model.text``,
``model.region``.
"""

from __future__ import annotations

from typing import Any

from torch import nn
from transformers import PreTrainedModel

from quizglass.models.moondream2.configuration import Moondream2Config
from quizglass.models.moondream2.region import Region
from quizglass.models.moondream2.text import Text, WordTable
from quizglass.models.moondream2.vision import Vision


class Parts(nn.Module):
    def __init__(self, config: Moondream2Config) -> None:
        super().__init__()
        self.vision = Vision(config.vision_shape)
        self.text = Text(config)
        self.region = Region(config.region_shape)


class HfMoondream(PreTrainedModel):
    """Of the name that config.json gives it; called part by part, never as a whole."""

    config_class = Moondream2Config
    base_model_prefix = "model"
    _supports_sdpa = True
    _no_split_modules = ("Block",)

    def __init__(self, config: Moondream2Config) -> None:
        super().__init__(config)
        self.model = Parts(config)
        self.post_init()

    def get_input_embeddings(self) -> WordTable:
        return self.model.text.embed_tokens

    def get_output_embeddings(self) -> nn.Linear:
        return self.model.text.lm_head


def language_parts(model: Any) -> tuple[Any, Any]:
    """The language model and its head."""
    return model.model.text, model.model.text.lm_head
