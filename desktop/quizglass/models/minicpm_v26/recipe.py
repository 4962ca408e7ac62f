"""MiniCPM-V 2.6: a SigLIP tower and a resampler before Qwen2-7B."""

from __future__ import annotations

from typing import Any

from transformers import PreTrainedTokenizerFast

from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.minicpm_v26.configuration import MiniCPMVConfig
from quizglass.models.minicpm_v26.model import MiniCPMV
from quizglass.models.minicpm_v26.sight import IMAGE_TOKEN, MiniCPMV26Sight
from quizglass.models.minicpm_v26.slicing import read_slicer
from quizglass.models.vision_language.chat_template import TemplateWriter, find_template
from quizglass.models.vision_language.recipe import Loaded, Recipe
from quizglass.models.vision_language.sight import Dialogue

_KEPT_IN_16_BIT = ("vpm", "resampler", "llm.lm_head")


def _dialogue(loaded: Loaded) -> TemplateWriter:
    image_token = loaded.tokenizer.convert_tokens_to_ids(IMAGE_TOKEN)
    return TemplateWriter(loaded.tokenizer, find_template(loaded.folder, loaded.tokenizer), image_token)


def _sight(loaded: Loaded, language: LanguageModel, dialogue: Dialogue) -> MiniCPMV26Sight:
    assert isinstance(dialogue, TemplateWriter)
    return MiniCPMV26Sight(loaded, language, dialogue)


def _language_parts(model: Any) -> tuple[Any, Any]:
    return model.llm.model, model.llm.lm_head


RECIPE = Recipe(
    MiniCPMV,
    _KEPT_IN_16_BIT,
    (),
    read_slicer,
    _dialogue,
    _sight,
    position_rows=1,
    language_parts=_language_parts,
    config_class=MiniCPMVConfig,
    tokenizer_class=PreTrainedTokenizerFast,
)
