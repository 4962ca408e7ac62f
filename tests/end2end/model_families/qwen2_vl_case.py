"""Qwen2-VL: ``<|box_start|>(x1,y1),(x2,y2)<|box_end|>`` on a grid of 0..1000 over the picture."""

from __future__ import annotations

import runpy
from collections.abc import Sequence
from pathlib import Path

from family_case import FamilyCase
from plain_qwen_vl import generated
from vision_engine import boxes_when_saying, located_when_saying, said_tokens, session_of

from quizglass.geometry import PageRect
from quizglass.models.engine import Engine, Glimpse

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "qwen2_vl.py"


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def boxes(engine: Engine, glimpse: Glimpse, place: PageRect) -> Sequence[PageRect]:
    writer = session_of(engine).writer
    left, top, right, bottom = place.inside(glimpse.view.region).to_grid()
    numbers = writer.text(f"{left},{top}),({right},{bottom})")
    end = [writer.marks["<|box_end|>"], writer.marks["<|im_end|>"]]
    answered = [*writer.text("481.20"), writer.marks["<|box_start|>"], *writer.text("("), *numbers, *end]
    located = located_when_saying(engine, glimpse, numbers + end)
    assert boxes_when_saying(engine, glimpse, answered) == located
    return located


CASE = FamilyCase("qwen2_vl", make, generated, said_tokens, boxes)
