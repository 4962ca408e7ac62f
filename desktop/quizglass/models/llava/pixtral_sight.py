"""Sight through Pixtral's tower: pictures of any shape, one token a patch, each row of them ended by a token."""

from __future__ import annotations

from typing import Any

import torch
from PIL import Image

from quizglass.cancellation import CancelToken
from quizglass.geometry import Size
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.prefill import stopping
from quizglass.models.image_budget import canvas_size, fitted_size, picture_size
from quizglass.models.vision_language.chat_template import TemplateWriter
from quizglass.models.vision_language.levels import as_pixels, levels_of
from quizglass.models.vision_language.paper import as_picture, on_paper
from quizglass.models.vision_language.recipe import Loaded
from quizglass.models.vision_language.sequence_sight import Encoded, SequenceSight
from quizglass.models.vision_language.sight import Shown
from quizglass.pages import PageImage

_ROW_END, _PICTURE_END = "[IMG_BREAK]", "[IMG_END]"


class PixtralSight(SequenceSight):
    """A token is a patch of 16 x 16 pixels; the longer side is at most 1024 in the published folder."""

    def __init__(self, loaded: Loaded, language: LanguageModel, writer: TemplateWriter) -> None:
        config = loaded.model.config
        super().__init__(loaded.model.model.vision_tower, language, writer, config.image_token_id)
        self._features_of = loaded.model.model.get_image_features
        self._processor = loaded.image_processor
        self._unit = int(config.vision_config.patch_size)
        self._longest = int(self._processor.size["longest_edge"]) // self._unit
        self._row_end, self._end = (
            int(loaded.tokenizer.convert_tokens_to_ids(mark)) for mark in (_ROW_END, _PICTURE_END)
        )

    @property
    def most_tokens(self) -> int:
        return self._longest**2

    def picture_size(self, region: Size, tokens: int) -> tuple[int, int]:
        canvas = canvas_size(max(region.width, 1e-3), max(region.height, 1e-3))
        return picture_size(region, min(tokens, self._tokens_within_sides(canvas)), unit=self._unit)

    def _tokens_within_sides(self, canvas: Size) -> int:
        """How many tokens a picture of this shape has when its longer side is the longest allowed."""
        return max(4, int(self._longest**2 * min(canvas) / max(canvas)))

    def bytes_per_token(self) -> int:
        return self.tower_bytes(1) + self._language.cache_bytes_per_token(self._tower.dtype)

    def encode(self, image: PageImage, tokens: int, cancel: CancelToken) -> Encoded:
        canvas = canvas_size(image.width, image.height)
        paper, content = on_paper(as_picture(image), round(canvas.width), round(canvas.height))
        within = min(tokens, self._tokens_within_sides(canvas))
        width, height = fitted_size(paper.width, paper.height, within, unit=self._unit)
        if paper.size != (width, height):
            paper = paper.resize((width, height), Image.Resampling.BICUBIC)
        features = self._features(paper, cancel)
        ids = self._spelled(height // self._unit, width // self._unit)
        return Encoded(ids, features, Shown(Size(width, height), len(features), content))

    def _features(self, paper: Image.Image, cancel: CancelToken) -> Any:
        pixels = as_pixels(levels_of(paper, self._language.device), self._processor).to(self._tower.dtype)
        sizes = torch.tensor([[paper.height, paper.width]])
        with stopping(self.tower_layers, cancel):
            return self._features_of(pixels, image_sizes=sizes).pooler_output[0]

    def _spelled(self, rows: int, columns: int) -> list[int]:
        row = [self._image_token] * columns + [self._row_end]
        return [*(row * rows)[:-1], self._end]
