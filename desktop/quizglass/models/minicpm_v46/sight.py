"""How MiniCPM-V 4.6 sees: in slices.

How strongly the tower merges its patches (``downsample_mode``) decides how many tokens a slice has. The image
processor and the model must be told the same, or features and places do not match: both are told here.
"""

from __future__ import annotations

from typing import Any

import torch

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.prefill import stopping
from quizglass.models.minicpm_v46.picture import cut
from quizglass.models.vision_language.chat_template import TemplateWriter
from quizglass.models.vision_language.paper import as_picture
from quizglass.models.vision_language.recipe import Loaded
from quizglass.models.vision_language.sliced_sight import Marks, SlicedSight, Slicing
from quizglass.pages import PageImage

_MOST_SLICES = 36
"""What the publisher recommends for large pictures; the folder's own 9 show an A4 page at 115 dpi."""
_MERGED = {"4x": 4, "16x": 16}
"""Patches a token."""


class MiniCPMV46Sight(SlicedSight):
    def __init__(self, loaded: Loaded, language: LanguageModel, writer: TemplateWriter) -> None:
        config = loaded.model.config
        processor = loaded.image_processor
        self._mode = str(config.downsample_mode)
        side = int(processor.scale_resolution)
        super().__init__(
            loaded.model.model.vision_tower,
            language,
            writer,
            config.image_token_id,
            slicing=Slicing(_MOST_SLICES, side, (side // int(processor.patch_size)) ** 2 // _MERGED[self._mode]),
            marks=_marks(loaded.tokenizer, numbered=bool(processor.use_image_id)),
        )
        self._features_of = loaded.model.model.get_image_features
        self._processor = processor

    def bytes_per_token(self) -> int:
        return self.tower_bytes(_MERGED[self._mode]) + self._language.cache_bytes_per_token(self._tower.dtype)

    def look_at_slices(self, image: PageImage, most: int, cancel: CancelToken) -> tuple[list[torch.Tensor], int]:
        picture, device = as_picture(image), self._language.device
        values, sizes, columns = cut(picture, most, self._mode, self._processor, device)
        pixels = values.to(self._tower.dtype)
        with stopping(self.tower_layers, cancel):
            parts = self._features_of(pixels, sizes.to(pixels.device), downsample_mode=self._mode).pooler_output
        return list(parts), columns


def _marks(tokenizer: Any, *, numbered: bool) -> Marks:
    """As the processor of transformers writes them; ``numbered``: the picture's number, always 0, stands before it."""

    def of(name: str) -> int:
        return int(tokenizer.convert_tokens_to_ids(getattr(tokenizer, name)))

    zero = tokenizer.encode("0", add_special_tokens=False)
    return Marks(
        image=(of("image_start_token"), of("image_end_token")),
        slice=(of("slice_start_token"), of("slice_end_token")),
        number=(of("image_id_start_token"), *zero, of("image_id_end_token")) if numbered else (),
        line_end=tuple(tokenizer.encode("\n", add_special_tokens=False)),
    )
