"""MiniCPM-V 4.6: `MiniCPMV4_6ForConditionalGeneration`, a SigLIP tower before Qwen3.5's layers of linear attention."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from transformers import MiniCPMV4_6ForConditionalGeneration
from transformers.models.minicpmv4_6.image_processing_pil_minicpmv4_6 import MiniCPMV4_6ImageProcessorPil

from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.minicpm_v46.sight import MiniCPMV46Sight
from quizglass.models.vision_language.chat_template import TemplateWriter, find_template
from quizglass.models.vision_language.recipe import Loaded, Recipe
from quizglass.models.vision_language.sight import Dialogue

_KEPT_IN_16_BIT = ("model.vision_tower", "model.merger", r".*\.in_proj_[ab]", "lm_head")
"""The gates of linear attention have one row a head: too few for a 4-bit product, and nothing to gain."""


def _image_processor(folder: Path) -> Any:
    return MiniCPMV4_6ImageProcessorPil.from_pretrained(folder, local_files_only=True)


def _dialogue(loaded: Loaded) -> TemplateWriter:
    template = find_template(loaded.folder, loaded.tokenizer)
    return TemplateWriter(loaded.tokenizer, template, loaded.model.config.image_token_id)


def _sight(loaded: Loaded, language: LanguageModel, dialogue: Dialogue) -> MiniCPMV46Sight:
    assert isinstance(dialogue, TemplateWriter)
    return MiniCPMV46Sight(loaded, language, dialogue)


RECIPE = Recipe(
    MiniCPMV4_6ForConditionalGeneration,
    _KEPT_IN_16_BIT,
    (),
    _image_processor,
    _dialogue,
    _sight,
    position_rows=1,
)
