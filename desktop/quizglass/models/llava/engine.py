"""The `Engine` of a LLaVA folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizglass.models.vision_language.engine import VisionLanguageEngine

if TYPE_CHECKING:
    from quizglass.models.vision_language.recipe import Recipe


class LlavaEngine(VisionLanguageEngine):
    def recipe(self) -> Recipe:
        from quizglass.models.llava.recipe import RECIPE

        return RECIPE
