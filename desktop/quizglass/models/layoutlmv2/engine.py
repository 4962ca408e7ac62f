"""The `Engine` of a LayoutLMv2 or LayoutXLM folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizglass.models.spans.engine import SpanEngine

if TYPE_CHECKING:
    from quizglass.models.spans.recipe import SpanRecipe


class LayoutLMv2Engine(SpanEngine):
    def recipe(self) -> SpanRecipe:
        from quizglass.models.layoutlmv2.recipe import RECIPE

        return RECIPE
