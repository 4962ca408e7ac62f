"""The `Engine` of a Qwen2.5-VL folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizglass.models.vision_language.engine import VisionLanguageEngine

if TYPE_CHECKING:
    from quizglass.models.vision_language.recipe import Recipe


class Qwen25VLEngine(VisionLanguageEngine):
    def recipe(self) -> Recipe:
        from quizglass.models.qwen2_5_vl.recipe import RECIPE

        return RECIPE
