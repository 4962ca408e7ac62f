"""Sight through a tower of one fixed square (CLIP, SigLIP): the whole region on a square of white paper.

Their own processors cut the middle out of a picture; of a page that would be lost text.
"""

from __future__ import annotations

from quizglass.cancellation import CancelToken
from quizglass.geometry import Size
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.prefill import stopping
from quizglass.models.vision_language.chat_template import TemplateWriter
from quizglass.models.vision_language.levels import as_pixels, levels_of
from quizglass.models.vision_language.paper import as_picture, on_paper, shrunk_into
from quizglass.models.vision_language.recipe import Loaded
from quizglass.models.vision_language.sequence_sight import Encoded, SequenceSight
from quizglass.models.vision_language.sight import Shown
from quizglass.pages import PageImage


class SquareSight(SequenceSight):
    """Always the same number of tokens: less memory means the same picture."""

    def __init__(self, loaded: Loaded, language: LanguageModel, writer: TemplateWriter) -> None:
        config = loaded.model.config
        super().__init__(loaded.model.model.vision_tower, language, writer, config.image_token_id)
        self._features_of = loaded.model.model.get_image_features
        self._processor = loaded.image_processor
        self._side = int(config.vision_config.image_size)
        self._patches = (self._side // int(config.vision_config.patch_size)) ** 2

    @property
    def most_tokens(self) -> int:
        return self._patches

    def picture_size(self, region: Size, tokens: int) -> tuple[int, int]:
        del tokens  # the square is always the same
        scale = self._side / max(region)
        return max(1, round(region.width * scale)), max(1, round(region.height * scale))

    def bytes_per_token(self) -> int:
        return self.tower_bytes(1) + self._language.cache_bytes_per_token(self._tower.dtype)

    def encode(self, image: PageImage, tokens: int, cancel: CancelToken) -> Encoded:
        del tokens
        picture = shrunk_into(as_picture(image), self._side, self._side)
        paper, content = on_paper(picture, self._side, self._side)
        pixels = as_pixels(levels_of(paper, self._language.device), self._processor).to(self._tower.dtype)
        with stopping(self.tower_layers, cancel):
            features = self._features_of(pixels).pooler_output[0]
        shown = Shown(Size(self._side, self._side), len(features), content)
        return Encoded([self._image_token] * len(features), features, shown)
