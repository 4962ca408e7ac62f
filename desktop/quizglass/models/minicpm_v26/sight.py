"""How MiniCPM-V 2.6 sees: the whole picture, and up to nine slices of it, as 64 tokens each."""

from __future__ import annotations

from typing import Any

import torch

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.prefill import stopping
from quizglass.models.minicpm_v26.model import MiniCPMV
from quizglass.models.minicpm_v26.slicing import Slicer
from quizglass.models.vision_language.chat_template import TemplateWriter
from quizglass.models.vision_language.paper import as_picture
from quizglass.models.vision_language.recipe import Loaded
from quizglass.models.vision_language.sliced_sight import Marks, SlicedSight, Slicing
from quizglass.pages import PageImage

IMAGE_TOKEN = "<unk>"  # noqa: S105  a token of a vocabulary


class MiniCPMV26Sight(SlicedSight):
    def __init__(self, loaded: Loaded, language: LanguageModel, writer: TemplateWriter) -> None:
        model, slicer = loaded.model, loaded.image_processor
        assert isinstance(model, MiniCPMV)
        assert isinstance(slicer, Slicer)
        super().__init__(
            model.vpm,
            language,
            writer,
            loaded.tokenizer.convert_tokens_to_ids(IMAGE_TOKEN),
            slicing=Slicing(slicer.most, slicer.side, model.config.query_num),
            marks=_marks(loaded.tokenizer, numbered=slicer.numbered),
        )
        self._model = model
        self._slicer = slicer

    def bytes_per_token(self) -> int:
        patches = (self._slicing.side // self._slicer.patch) ** 2 / self._slicing.tokens
        return self.tower_bytes(round(patches)) + self._language.cache_bytes_per_token(self._tower.dtype)

    def look_at_slices(self, image: PageImage, most: int, cancel: CancelToken) -> tuple[list[torch.Tensor], int]:
        whole, slices, columns = self._slicer.cut(as_picture(image), most, self._language.device)
        parts: list[torch.Tensor] = []
        with stopping(self.tower_layers, cancel):
            for pixels in (whole, slices):
                if pixels is not None:
                    parts += self._model.features(pixels.to(self._tower.dtype))
        return parts, columns


def _marks(tokenizer: Any, *, numbered: bool) -> Marks:
    """As the publisher's processor writes them; ``numbered``: the picture's number, always 0, stands before it."""

    def pair(name: str) -> tuple[int, int]:
        begin, end = tokenizer.convert_tokens_to_ids([f"<{name}>", f"</{name}>"])
        return int(begin), int(end)

    before, after = pair("image_id")
    zero = tokenizer.encode("0", add_special_tokens=False)
    return Marks(
        image=pair("image"),
        slice=pair("slice"),
        number=(before, *zero, after) if numbered else (),
        line_end=tuple(tokenizer.encode("\n", add_special_tokens=False)),
    )
