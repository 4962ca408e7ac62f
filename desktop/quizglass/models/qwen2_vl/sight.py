"""How a Qwen-VL sees: patches of any number through the tower, positions of three rows in the language model."""

from __future__ import annotations

from typing import Any

import torch

from quizglass.cancellation import CancelToken
from quizglass.geometry import Size
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.prefill import stopping
from quizglass.models.image_budget import MOST_TOKENS, picture_size, tower_bytes_per_token
from quizglass.models.qwen2_vl.picture import Picture, prepare
from quizglass.models.qwen2_vl.positions import prefix_positions
from quizglass.models.qwen2_vl.prompt import PromptWriter
from quizglass.models.vision_language.recipe import Loaded
from quizglass.models.vision_language.sight import Seen, Shown
from quizglass.pages import PageImage


class QwenSight:
    """The `Sight` of all three generations. Only Qwen3-VL's tower gives features for the first layers besides."""

    def __init__(self, loaded: Loaded, language: LanguageModel, writer: PromptWriter) -> None:
        self._visual = loaded.model.model.visual
        self._processor = loaded.image_processor
        self._language = language
        self._writer = writer

    @property
    def most_tokens(self) -> int:
        return min(MOST_TOKENS, int(self._processor.size["longest_edge"] // (self._unit * self._unit)))

    @property
    def _unit(self) -> int:
        """Pixels a side of one token."""
        return int(self._processor.patch_size * self._processor.merge_size)

    def picture_size(self, region: Size, tokens: int) -> tuple[int, int]:
        return picture_size(region, tokens, unit=self._unit)

    def bytes_per_token(self) -> int:
        """What it takes in the tower, and the two vectors a layer that stay in the language model."""
        vision = self._visual.config
        size = self._visual.dtype.itemsize
        patches = self._processor.merge_size**2
        pixels = vision.in_channels * vision.temporal_patch_size * vision.patch_size**2
        width = self._visual.blocks[0].attn.proj.in_features
        inner = getattr(vision, "intermediate_size", None) or vision.mlp_ratio * width
        tower = tower_bytes_per_token(width, int(inner), patches=patches, pixels=pixels, number_bytes=size)
        return int(tower + self._language.cache_bytes_per_token(self._visual.dtype))

    def look(self, image: PageImage, tokens: int, cancel: CancelToken) -> Seen:
        picture = prepare(image, tokens, self._processor, self._language.device)
        before, after = self._writer.before_picture(), self._writer.after_picture()
        features, deep = self._encode(picture, cancel)
        embeddings = torch.cat([self._embed(before), features, self._embed(after)], dim=1)
        positions, following = prefix_positions(len(before), picture.rows, picture.columns, len(after))
        stacked = tuple(_in_place(layer, len(before), len(after)) for layer in deep)
        shown = Shown(Size(picture.columns * self._unit, picture.rows * self._unit), picture.tokens, picture.content)
        return Seen(embeddings, positions, following, shown, stacked)

    def _encode(self, picture: Picture, cancel: CancelToken) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """The tower's view of the picture, (1, tokens, hidden), and the like for each of the first layers."""
        dtype = self._language.decoder.embed_tokens.weight.dtype
        patches = picture.patches.to(self._language.device, self._visual.dtype)
        with stopping(self._visual.blocks, cancel):
            seen = self._visual(patches, grid_thw=picture.grid.to(self._language.device))
        deep = getattr(seen, "deepstack_features", None) or []
        return seen.pooler_output.unsqueeze(0).to(dtype), [layer.unsqueeze(0).to(dtype) for layer in deep]

    def _embed(self, ids: list[int]) -> torch.Tensor:
        return self._language.embed(torch.tensor([ids], device=self._language.device))


def _in_place(features: torch.Tensor, before: int, after: int) -> torch.Tensor:
    """``features`` of the picture with nothing for the text around it."""
    return torch.nn.functional.pad(features, (0, 0, before, after))


def sight(loaded: Loaded, language: LanguageModel, dialogue: Any) -> QwenSight:
    """What the families' recipes ask for."""
    assert isinstance(dialogue, PromptWriter)
    return QwenSight(loaded, language, dialogue)
