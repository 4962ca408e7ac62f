"""LayoutLMv3: `LayoutLMv3ForQuestionAnswering`. It sees the page in patches of 16 pixels, 14 by 14 of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from transformers import LayoutLMv3ForQuestionAnswering, LayoutLMv3Tokenizer
from transformers.models.layoutlmv3.image_processing_pil_layoutlmv3 import LayoutLMv3ImageProcessorPil

from quizglass.models.loading.weights import FROM_FOLDER
from quizglass.models.spans.page_picture import open_image_processor
from quizglass.models.spans.recipe import SpanRecipe


def _tokenizer(folder: Path) -> Any:
    return LayoutLMv3Tokenizer.from_pretrained(folder, **FROM_FOLDER)


def _image_processor(folder: Path) -> Any:
    return open_image_processor(LayoutLMv3ImageProcessorPil, folder)


RECIPE = SpanRecipe(
    LayoutLMv3ForQuestionAnswering, _tokenizer, image_processor=_image_processor, picture_input="pixel_values"
)
