"""The `Engine` of a MiniCPM-V 2.6 folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizglass.models.vision_language.engine import VisionLanguageEngine

if TYPE_CHECKING:
    from quizglass.models.vision_language.recipe import Recipe


class MiniCPMV26Engine(VisionLanguageEngine):
    def recipe(self) -> Recipe:
        from quizglass.models.minicpm_v26.recipe import RECIPE

        return RECIPE
