"""Qwen3-VL: `Qwen3VLForConditionalGeneration`; boxes in JSON, on a grid of 0..1000.

Processor, prompt and positions of one picture are those of Qwen2-VL.
"""

from __future__ import annotations

from functools import partial

from transformers import Qwen3VLForConditionalGeneration

from quizglass.models.qwen2_vl.json_boxes import dialogue, pointing
from quizglass.models.qwen2_vl.recipe import KEPT_IN_16_BIT, RENAMED, image_processor
from quizglass.models.qwen2_vl.sight import sight
from quizglass.models.vision_language.recipe import Recipe

RECIPE = Recipe(
    Qwen3VLForConditionalGeneration,
    KEPT_IN_16_BIT,
    RENAMED,
    image_processor,
    dialogue,
    sight,
    partial(pointing, in_pixels=False),
)
