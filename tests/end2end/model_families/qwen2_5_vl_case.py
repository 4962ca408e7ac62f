"""Qwen2.5-VL: boxes in pixels of the picture as it was shown."""

from __future__ import annotations

import runpy
from collections.abc import Sequence
from pathlib import Path

from family_case import FamilyCase
from json_boxes import point
from plain_qwen_vl import generated
from vision_engine import said_tokens

from quizglass.geometry import PageRect, Size
from quizglass.models.engine import Engine, Glimpse

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "qwen2_5_vl.py"


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def boxes(engine: Engine, glimpse: Glimpse, place: PageRect) -> Sequence[PageRect]:
    assert glimpse.view.image
    # The picture has the size that the engine asked for: it is shown as it is.
    return point(engine, glimpse, place, Size(glimpse.view.image.width, glimpse.view.image.height))


CASE = FamilyCase("qwen2_5_vl", make, generated, said_tokens, boxes)
