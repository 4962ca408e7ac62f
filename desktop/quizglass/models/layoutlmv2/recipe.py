"""LayoutLMv2 and LayoutXLM: one network. LayoutXLM has learned it in many languages, with a vocabulary of its own.

The published LayoutXLM calls itself ``layoutlmv2`` in its config.json, so the vocabulary says which of both it is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from transformers import LayoutLMv2Tokenizer, LayoutXLMTokenizer
from transformers.models.layoutlmv2.image_processing_pil_layoutlmv2 import LayoutLMv2ImageProcessorPil

from quizglass.models.layoutlmv2.question_answering import LayoutLMv2ForQuestionAnswering
from quizglass.models.loading.weights import FROM_FOLDER
from quizglass.models.spans.page_picture import open_image_processor
from quizglass.models.spans.recipe import SpanRecipe


def _tokenizer(folder: Path) -> Any:
    kind = LayoutXLMTokenizer if _is_multilingual(folder) else LayoutLMv2Tokenizer
    return kind.from_pretrained(folder, **FROM_FOLDER)


def _is_multilingual(folder: Path) -> bool:
    file = folder / "tokenizer.json"
    return file.is_file() and json.loads(file.read_text(encoding="utf-8"))["model"]["type"] == "Unigram"


def _image_processor(folder: Path) -> Any:
    return open_image_processor(LayoutLMv2ImageProcessorPil, folder)


def _features(model: Any, pixels: torch.Tensor) -> torch.Tensor:
    seen: torch.Tensor = model.layoutlmv2.visual(pixels)
    return seen


RECIPE = SpanRecipe(
    LayoutLMv2ForQuestionAnswering,
    _tokenizer,
    image_processor=_image_processor,
    picture_input="image",
    features=_features,
)
