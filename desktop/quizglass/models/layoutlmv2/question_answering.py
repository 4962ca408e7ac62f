"""LayoutLMv2 of transformers with an eye of our own, so that it runs without detectron2."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from transformers import LayoutLMv2ForQuestionAnswering as OfTransformers
from transformers import LayoutLMv2Model as ModelOfTransformers
from transformers import PreTrainedModel, initialization
from transformers.models.layoutlmv2.modeling_layoutlmv2 import (
    LayoutLMv2Embeddings,
    LayoutLMv2Encoder,
    LayoutLMv2Pooler,
)

from quizglass.models.layoutlmv2.visual_backbone import VisualBackbone


class LayoutLMv2Model(ModelOfTransformers):
    """Embeddings, encoder and all that is computed with them are those of transformers; ``visual`` is ours."""

    def __init__(self, config: Any) -> None:
        PreTrainedModel.__init__(self, config)  # past the constructor of transformers, which asks for detectron2
        hidden = config.hidden_size
        self.has_visual_segment_embedding = config.has_visual_segment_embedding
        self.embeddings = LayoutLMv2Embeddings(config)
        self.visual = VisualBackbone(config)
        self.visual_proj = nn.Linear(config.image_feature_pool_shape[-1], hidden)
        if self.has_visual_segment_embedding:
            self.visual_segment_embedding = nn.Parameter(torch.zeros(hidden))
        self.visual_LayerNorm = nn.LayerNorm(hidden, eps=config.layer_norm_eps)
        self.visual_dropout = nn.Dropout(config.hidden_dropout_prob)
        self.encoder = LayoutLMv2Encoder(config)
        self.pooler = LayoutLMv2Pooler(config)
        self.post_init()

    def _init_weights(self, module: nn.Module) -> None:
        _initialize(self, module)


class LayoutLMv2ForQuestionAnswering(OfTransformers):
    """Scores every token as the beginning and as the end of the answer."""

    def __init__(self, config: Any) -> None:
        PreTrainedModel.__init__(self, config)
        config.has_visual_segment_embedding = True  # of all models that answer, whatever config.json says
        self.num_labels = config.num_labels
        self.layoutlmv2 = LayoutLMv2Model(config)
        self.qa_outputs = nn.Linear(config.hidden_size, config.num_labels)
        self.post_init()

    def _init_weights(self, module: nn.Module) -> None:
        _initialize(self, module)


@torch.no_grad()
def _initialize(model: PreTrainedModel, module: nn.Module) -> None:
    """As transformers does it, which looks at detectron2's classes at the end. The positions are in no file."""
    PreTrainedModel._init_weights(model, module)
    if isinstance(module, LayoutLMv2Embeddings):
        positions = torch.arange(module.position_ids.shape[-1])
        initialization.copy_(module.position_ids, positions.expand(1, -1))
