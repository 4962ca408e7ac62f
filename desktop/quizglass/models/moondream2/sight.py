"""How moondream2 sees: whatever the picture, it becomes the same number of words; what differs are the crops."""

from __future__ import annotations

import numpy as np
import torch
from PIL import Image

from quizglass.cancellation import CancelToken
from quizglass.geometry import Size
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.prefill import stopping
from quizglass.models.image_budget import MOST_DPI, tower_bytes_per_token
from quizglass.models.moondream2.configuration import Moondream2Config
from quizglass.models.moondream2.crops import Cutter, put_together
from quizglass.models.vision_language.paper import as_picture, on_paper
from quizglass.models.vision_language.recipe import Loaded
from quizglass.models.vision_language.sight import Seen, Shown
from quizglass.pages import PageImage

_POINTS_PER_INCH = 72.0
_PIXELS = 3 * 14 * 14


class CropSight:
    """A token of the budget is a patch of a crop; fewer of them mean fewer crops."""

    def __init__(self, loaded: Loaded, language: LanguageModel) -> None:
        config: Moondream2Config = loaded.model.config
        self._shape = config.vision_shape
        self._begin = config.prompts.bos_id
        self._vision = loaded.model.model.vision
        self._language = language
        self._cutter = Cutter.of(self._shape)
        self._patches = self._shape.grid**2

    @property
    def most_tokens(self) -> int:
        return (self._shape.max_crops + 1) * self._patches

    def picture_size(self, region: Size, tokens: int) -> tuple[int, int]:
        shape = Size(max(region.width, 1e-3), max(region.height, 1e-3))
        finest = self._cutter.finest(shape, self._crops(tokens))
        scale = min(finest.width / shape.width, MOST_DPI / _POINTS_PER_INCH)
        return max(1, int(shape.width * scale)), max(1, int(shape.height * scale))

    def bytes_per_token(self) -> int:
        """The tower's; what stays as keys and values is the same for every picture."""
        number_bytes = self._vision.dtype.itemsize
        return tower_bytes_per_token(
            self._shape.enc_dim, self._shape.enc_ff_dim, patches=1, pixels=_PIXELS, number_bytes=number_bytes
        )

    def look(self, image: PageImage, tokens: int, cancel: CancelToken) -> Seen:
        picture = as_picture(image)
        paper, content = on_paper(picture, *self._paper(*picture.size))
        tiling = self._cutter.tiling(*paper.size, self._crops(tokens))
        pixels = torch.stack([_numbers(crop) for crop in self._cutter.cut(paper, tiling)])
        with stopping(self._vision.blocks, cancel):
            features = self._vision(pixels.to(self._language.device, self._vision.dtype))
        pieces = put_together(features[1:], tiling, self._shape.overlap_margin)
        words = self._vision.as_words(features[0], pieces).unsqueeze(0)
        begin = self._language.embed(torch.tensor([[self._begin]], device=words.device))
        embeddings = torch.cat([begin, words.to(begin.dtype)], dim=1)
        count = embeddings.shape[1]
        shown = Shown(Size(*paper.size), (tiling.crops + 1) * self._patches, content)
        return Seen(embeddings, self._language.text_positions(0, count), count, shown, at_once=True)

    def _crops(self, tokens: int) -> int:
        return max(1, min(self._shape.max_crops, tokens // self._patches - 1))

    def _paper(self, width: int, height: int) -> tuple[int, int]:
        """Every crop is a square: a picture that is no larger than one would be squeezed into it.

        So a strip, a line of text above all, gets white below it until it is cut, and a small picture a square.
        """
        least = min(max(width, height), self._cutter.side + 1)
        return max(width, least), max(height, least)


def _numbers(crop: Image.Image) -> torch.Tensor:
    """(3, height, width) of -1..1."""
    levels = torch.from_numpy(np.asarray(crop).copy()).permute(2, 0, 1)
    return levels.float() / 127.5 - 1.0
