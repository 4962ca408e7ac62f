"""moondream2: a port of our own, held against the publisher's formulas written down a second time.

Neither transformers nor PyPI has a class of it that could be asked instead, so what "as generate" says of this family
is that both readings of the published code agree, token by token; not that the publisher's program was run.
"""

from __future__ import annotations

import math
import runpy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from family_case import FamilyCase, made_to_say
from plain_moondream2 import Plain
from plain_qwen_vl import picture_of
from tokenizers import Tokenizer
from vision_engine import said_tokens, session_of

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect
from quizglass.models.engine import Ask, Engine, Glimpse, View

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "moondream2.py"
WISH = {"": [], "ru": ["Ответь по-русски."]}
END = 0
STEPS = 1024


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def plain(folder: Path, view: View, ask: Ask) -> list[int]:
    assert view.image
    before = [line for exchange in ask.earlier for line in (exchange.question, exchange.answer)]
    text = "\n".join([*before, ask.question, *WISH[ask.language]])
    ids = Tokenizer.from_file(str(folder / "tokenizer.json")).encode(text).ids
    return Plain(folder).answer(picture_of(view.image), ids, ask.max_new_tokens)


def boxes(engine: Engine, glimpse: Glimpse, place: PageRect) -> Sequence[PageRect]:
    """What comes of the scores that mean ``place`` in the picture, after which there is nothing more."""
    network = session_of(engine).loaded.model.model
    inner = place.inside(glimpse.view.region)
    middle = [round(coordinate * STEPS) for coordinate in inner.center]
    size = [round((math.log2(side) + 10) / 10 * (STEPS - 1)) for side in (inner.width, inner.height)]
    with (
        made_to_say(network.text.lm_head, [1, END]),
        made_to_say(network.region.coord_decoder, middle),
        made_to_measure(network.region.size_decoder, size),
    ):
        return engine.locate(glimpse, "481.20", CancelToken())


@contextmanager
def made_to_measure(decoder: Any, steps: Sequence[int]) -> Iterator[None]:
    """While this lasts, ``decoder`` gives its best scores to these steps of width and of height."""

    def dictate(_module: object, _inputs: object, scores: torch.Tensor) -> torch.Tensor:
        dictated = torch.zeros_like(scores).view(2, STEPS)
        dictated[torch.arange(2), torch.tensor(steps)] = 1.0
        return dictated.view_as(scores)

    hook = decoder.register_forward_hook(dictate)
    try:
        yield
    finally:
        hook.remove()


CASE = FamilyCase("moondream1", make, plain, said_tokens, boxes)
