"""LLaVA: `LlavaForConditionalGeneration`. It has no notation for places.

The processor of the published folders is left alone: without torchvision it does not exist, and that of
deepvk/llava-saiga-8b knows neither its patch size nor its extra token, so that transformers 5 fails on it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from transformers import AutoImageProcessor, LlavaForConditionalGeneration

from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.llava.pixtral_sight import PixtralSight
from quizglass.models.llava.square_sight import SquareSight
from quizglass.models.vision_language.chat_template import TemplateWriter, find_template
from quizglass.models.vision_language.recipe import Loaded, Recipe
from quizglass.models.vision_language.sight import Dialogue, Sight

_KEPT_IN_16_BIT = ("model.vision_tower", "model.multi_modal_projector", "lm_head")
_RENAMED = (
    ("language_model.lm_head", "lm_head"),
    ("language_model.model", "model.language_model"),
    ("language_model", "model.language_model"),
    ("vision_tower", "model.vision_tower"),
    ("multi_modal_projector", "model.multi_modal_projector"),
)


def _image_processor(folder: Path) -> Any:
    return AutoImageProcessor.from_pretrained(folder, local_files_only=True, trust_remote_code=False)


def _dialogue(loaded: Loaded) -> TemplateWriter:
    template = find_template(loaded.folder, loaded.tokenizer)
    return TemplateWriter(loaded.tokenizer, template, loaded.model.config.image_token_id)


def _sight(loaded: Loaded, language: LanguageModel, dialogue: Dialogue) -> Sight:
    assert isinstance(dialogue, TemplateWriter)
    if loaded.model.config.vision_config.model_type == "pixtral":
        return PixtralSight(loaded, language, dialogue)
    return SquareSight(loaded, language, dialogue)


RECIPE = Recipe(
    LlavaForConditionalGeneration,
    _KEPT_IN_16_BIT,
    _RENAMED,
    _image_processor,
    _dialogue,
    _sight,
    position_rows=1,
)
