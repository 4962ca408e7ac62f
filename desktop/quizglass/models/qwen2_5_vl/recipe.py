"""Qwen2.5-VL: `Qwen2_5_VLForConditionalGeneration`; boxes in JSON, in pixels of the picture as it was shown.

Processor, prompt and positions of one picture are those of Qwen2-VL.
"""

from __future__ import annotations

from functools import partial

from transformers import Qwen2_5_VLForConditionalGeneration

from quizglass.models.qwen2_vl.json_boxes import dialogue, pointing
from quizglass.models.qwen2_vl.recipe import KEPT_IN_16_BIT, RENAMED, image_processor
from quizglass.models.qwen2_vl.sight import sight
from quizglass.models.vision_language.recipe import Recipe

RECIPE = Recipe(
    Qwen2_5_VLForConditionalGeneration,
    KEPT_IN_16_BIT,
    RENAMED,
    image_processor,
    dialogue,
    sight,
    partial(pointing, in_pixels=True),
)
