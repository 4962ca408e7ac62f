"""moondream2: configuration, tokenizer and network are our own, since the publisher's are code in the folder."""

from __future__ import annotations

from pathlib import Path

from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.moondream2.configuration import Moondream2Config
from quizglass.models.moondream2.dialogue import PromptWriter
from quizglass.models.moondream2.network import HfMoondream, language_parts
from quizglass.models.moondream2.sight import CropSight
from quizglass.models.moondream2.tokenizer import Tokenizer
from quizglass.models.vision_language.recipe import Loaded, Recipe
from quizglass.models.vision_language.sight import Dialogue

_KEPT_IN_16_BIT = ("model.vision", "model.region", "model.text.lm_head")


def _no_image_processor(_folder: Path) -> None:
    """The folder has none: cutting is a part of the model."""


def _dialogue(loaded: Loaded) -> PromptWriter:
    return PromptWriter(loaded.tokenizer, loaded.model.config)


def _sight(loaded: Loaded, language: LanguageModel, _dialogue: Dialogue) -> CropSight:
    return CropSight(loaded, language)


def _end_tokens(config: Moondream2Config) -> frozenset[int]:
    return frozenset({config.prompts.eos_id})


RECIPE = Recipe(
    HfMoondream,
    _KEPT_IN_16_BIT,
    (),
    _no_image_processor,
    _dialogue,
    _sight,
    position_rows=1,
    language_parts=language_parts,
    config_class=Moondream2Config,
    tokenizer_class=Tokenizer,
    end_tokens=_end_tokens,
)
