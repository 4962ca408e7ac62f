"""What tells one family of vision-language models from another, as far as loading and answering go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.loading.recipe import Loaded, ModelRecipe
from quizglass.models.vision_language.sight import Dialogue, Pointing, Sight

__all__ = ["Loaded", "ModelRecipe", "Recipe"]


def parts_of_transformers(model: Any) -> tuple[Any, Any]:
    """Where a vision-language model of transformers has its language model, and that one's head."""
    return model.model.language_model, model.lm_head


@dataclass(frozen=True)
class Recipe(ModelRecipe):
    """How a folder of a family becomes a session.

    ``position_rows`` is how many rows of positions its language model takes; ``language_parts`` finds it and its head.
    """

    dialogue: Callable[[Loaded], Dialogue]
    sight: Callable[[Loaded, LanguageModel, Dialogue], Sight]
    pointing: Callable[[Loaded, Dialogue], Pointing] | None = None
    position_rows: int = 3
    language_parts: Callable[[Any], tuple[Any, Any]] = parts_of_transformers
