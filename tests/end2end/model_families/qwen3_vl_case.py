"""Qwen3-VL: boxes on a grid of 0..1000 over the picture."""

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

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "qwen3_vl.py"


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def boxes(engine: Engine, glimpse: Glimpse, place: PageRect) -> Sequence[PageRect]:
    return point(engine, glimpse, place, Size(1000, 1000))


CASE = FamilyCase("qwen3_vl", make, generated, said_tokens, boxes)
