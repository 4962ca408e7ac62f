"""Qwen2-VL: `Qwen2VLForConditionalGeneration`; boxes between marks of their own, on a grid of 0..1000."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from transformers import Qwen2VLForConditionalGeneration
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

from quizglass.models.qwen2_vl.prompt import BOX_END, PromptWriter
from quizglass.models.qwen2_vl.sight import sight
from quizglass.models.vision_language.recipe import Loaded, Recipe
from quizglass.models.vision_language.sight import Dialogue, Pointing

KEPT_IN_16_BIT = ("model.visual", "lm_head")
RENAMED = (
    ("visual", "model.visual"),
    ("merger", "model.visual.merger"),
    ("model.layers", "model.language_model.layers"),
    ("model.embed_tokens", "model.language_model.embed_tokens"),
)


def image_processor(folder: Path) -> Any:
    """The one without torchvision; the whole processor would need it for its videos."""
    return Qwen2VLImageProcessorPil.from_pretrained(folder, local_files_only=True)


def _dialogue(loaded: Loaded) -> PromptWriter:
    return PromptWriter(loaded.tokenizer)


def _pointing(loaded: Loaded, dialogue: Dialogue) -> Pointing:
    assert isinstance(dialogue, PromptWriter)
    return Pointing(dialogue.where, "(", frozenset({int(loaded.tokenizer.convert_tokens_to_ids(BOX_END))}))


RECIPE = Recipe(Qwen2VLForConditionalGeneration, KEPT_IN_16_BIT, RENAMED, image_processor, _dialogue, sight, _pointing)
