"""The `Engine` of a LayoutLM folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizglass.models.spans.engine import SpanEngine

if TYPE_CHECKING:
    from quizglass.models.spans.recipe import SpanRecipe


class LayoutLMEngine(SpanEngine):
    def recipe(self) -> SpanRecipe:
        from quizglass.models.layoutlm.recipe import RECIPE

        return RECIPE
