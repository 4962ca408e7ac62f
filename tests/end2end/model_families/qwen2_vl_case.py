"""Qwen2-VL."""

from __future__ import annotations

import runpy
from collections.abc import Sequence
from pathlib import Path

from family_case import FamilyCase, made_to_say
from plain_qwen_vl import generated

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect
from quizglass.models.decoding.loop import Limits
from quizglass.models.engine import Ask, Engine, Glimpse
from quizglass.models.vision_language.engine import VisionGlimpse, VisionLanguageEngine

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "qwen2_vl.py"


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def ours(engine: Engine, glimpse: Glimpse, ask: Ask) -> Sequence[int]:
    assert isinstance(engine, VisionLanguageEngine)
    assert isinstance(glimpse, VisionGlimpse)
    assert glimpse.prefix
    session = engine._session
    limits = Limits(ask.max_new_tokens, session.loaded.end_tokens, stop_loops=False)
    ids = session.writer.question(ask.question, ask.earlier, ask.language)
    return session.say(glimpse.prefix, ids, limits, on_token=lambda _: None, cancel=CancelToken()).tokens


def boxes(engine: Engine, glimpse: Glimpse, place: PageRect) -> Sequence[PageRect]:
    """``<|box_start|>(x1,y1),(x2,y2)<|box_end|>`` on a grid of 0..1000 over the picture."""
    assert isinstance(engine, VisionLanguageEngine)
    session = engine._session
    left, top, right, bottom = place.inside(glimpse.view.region).to_grid()
    marks, text = session.writer.marks, session.writer.text
    said = [*text("481.20"), marks["<|box_start|>"], *text(f"({left},{top}),({right},{bottom})")]
    said += [marks["<|box_end|>"], marks["<|im_end|>"]]
    with made_to_say(session.loaded.model.lm_head, said):
        reply = engine.answer(glimpse, Ask("What is the total?"), on_text=lambda _: None, cancel=CancelToken())
    assert reply.text == "481.20"
    return reply.boxes


CASE = FamilyCase("qwen2_vl", make, generated, ours, boxes)
