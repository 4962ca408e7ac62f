"""Boxes of the successors of Qwen2-VL: JSON in plain text, ``[{"bbox_2d": [x1, y1, x2, y2], "label": "..."}]``.

Qwen2.5-VL writes them in pixels of the picture as it was shown (QwenLM/Qwen3-VL issues 676, 769, 866), Qwen3-VL on a
grid of 0..1000 (issues 1427, 1741).
"""

from __future__ import annotations

from quizglass.models.qwen2_vl.prompt import ANSWER_BEGINS, PromptWriter
from quizglass.models.vision_language.recipe import Loaded
from quizglass.models.vision_language.sight import Dialogue, Pointing

_SIGN = "bbox_2d"
_WHERE = "Locate the text {phrase}, report its bbox coordinates in JSON format."
_BEGUN = '```json\n[\n\t{"bbox_2d": ['


class JsonPromptWriter(PromptWriter):
    """Asks for places in JSON, in the words of the models' own examples."""

    def where(self, phrase: str) -> list[int]:
        return self.join(_WHERE.format(phrase=f'"{phrase}"'), *ANSWER_BEGINS, _BEGUN)


def dialogue(loaded: Loaded) -> JsonPromptWriter:
    return JsonPromptWriter(loaded.tokenizer)


def pointing(loaded: Loaded, writer: Dialogue, *, in_pixels: bool) -> Pointing:
    """A box ends with any token that holds the closing bracket: byte-level vocabularies have many, "]," among them."""
    assert isinstance(writer, JsonPromptWriter)
    closing = frozenset(token for name, token in loaded.tokenizer.get_vocab().items() if "]" in name)
    return Pointing(writer.where, "[", closing, in_pixels=in_pixels, sign=_SIGN)
