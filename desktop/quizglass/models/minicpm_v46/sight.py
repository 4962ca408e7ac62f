"""How MiniCPM-V 4.6 sees: the whole picture small, then cut into slices of some 448 x 448 pixels each.

How strongly the tower merges its patches (``downsample_mode``) decides how many tokens a slice has. The image
processor and the model must be told the same, or features and places do not match: both are told here.
"""

from __future__ import annotations

import math
from typing import Any

import torch

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect, Size
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.loop import stopping
from quizglass.models.image_budget import MOST_DPI
from quizglass.models.vision_language.chat_template import TemplateWriter
from quizglass.models.vision_language.paper import as_picture
from quizglass.models.vision_language.recipe import Loaded
from quizglass.models.vision_language.sequence_sight import Encoded, SequenceSight
from quizglass.models.vision_language.sight import Shown
from quizglass.pages import PageImage

_MOST_SLICES = 36
"""What the publisher recommends for large pictures; the folder's own 9 show an A4 page at 115 dpi."""
_POINTS_PER_INCH = 72.0
_MERGED = {"4x": 4, "16x": 16}
"""Patches a token."""


class SlicedSight(SequenceSight):
    """Fewer tokens mean fewer slices."""

    def __init__(self, loaded: Loaded, language: LanguageModel, writer: TemplateWriter) -> None:
        config = loaded.model.config
        super().__init__(loaded.model.model.vision_tower, language, writer, config.image_token_id)
        self._features_of = loaded.model.model.get_image_features
        self._processor = loaded.image_processor
        self._mode = str(config.downsample_mode)
        patches = (int(self._processor.scale_resolution) // int(self._processor.patch_size)) ** 2
        self._tokens_a_slice = patches // _MERGED[self._mode]
        self._marks = _Marks(loaded.tokenizer, numbered=bool(self._processor.use_image_id))

    @property
    def most_tokens(self) -> int:
        return (_MOST_SLICES + 1) * self._tokens_a_slice

    def picture_size(self, region: Size, tokens: int) -> tuple[int, int]:
        """As many pixels as the slices hold; the processor fits them to its grid."""
        pixels = self._slices(tokens) * self._processor.scale_resolution**2
        width, height = max(region.width, 1e-3), max(region.height, 1e-3)
        scale = min(math.sqrt(pixels / (width * height)), MOST_DPI / _POINTS_PER_INCH)
        return max(1, round(width * scale)), max(1, round(height * scale))

    def _slices(self, tokens: int) -> int:
        return max(1, min(_MOST_SLICES, tokens // self._tokens_a_slice - 1))

    def bytes_per_token(self) -> int:
        return self.tower_bytes(_MERGED[self._mode]) + self._language.cache_bytes_per_token(self._tower.dtype)

    def encode(self, image: PageImage, tokens: int, cancel: CancelToken) -> Encoded:
        made = self._processor(
            images=[as_picture(image)],
            max_slice_nums=self._slices(tokens),
            downsample_mode=self._mode,
            return_tensors="pt",
        )
        pixels = made["pixel_values"].to(self._language.device, self._tower.dtype)
        sizes = made["target_sizes"]
        with stopping(self.tower_layers, cancel):
            parts = self._features_of(pixels, sizes.to(pixels.device), downsample_mode=self._mode).pooler_output
        counts = [len(part) for part in parts]
        ids = self._marks.spelled(self._image_token, counts, columns=made["grids"][0][1])
        shown = Shown(Size(image.width, image.height), sum(counts), PageRect(0.0, 0.0, 1.0, 1.0))
        return Encoded(ids, torch.cat(list(parts)), shown)


class _Marks:
    """The tokens around a picture and its slices, as the processor of transformers writes them.

    ``numbered`` says that the picture's number, always 0, stands before it.
    """

    def __init__(self, tokenizer: Any, *, numbered: bool) -> None:
        def of(name: str) -> int:
            return int(tokenizer.convert_tokens_to_ids(getattr(tokenizer, name)))

        self._image = of("image_start_token"), of("image_end_token")
        self._slice = of("slice_start_token"), of("slice_end_token")
        zero: list[int] = tokenizer.encode("0", add_special_tokens=False)
        self._number = [of("image_id_start_token"), *zero, of("image_id_end_token")] if numbered else []
        self._line_end: list[int] = tokenizer.encode("\n", add_special_tokens=False)

    def spelled(self, image_token: int, counts: list[int], columns: int) -> list[int]:
        """The whole picture with ``counts[0]`` tokens, then the slices, ``columns`` to a line."""
        whole, *slices = ([image_token] * count for count in counts)
        ids = [*self._number, self._image[0], *whole, self._image[1]]
        for number, one in enumerate(slices):
            if number and number % columns == 0:
                ids += self._line_end
            ids += [self._slice[0], *one, self._slice[1]]
        return ids
