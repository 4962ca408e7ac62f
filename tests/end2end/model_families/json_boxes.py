"""Makes the successors of Qwen2-VL point: ``[{"bbox_2d": [x1, y1, x2, y2], "label": "..."}]``."""

from __future__ import annotations

from collections.abc import Sequence

from vision_engine import boxes_when_saying, located_when_saying, session_of

from quizglass.geometry import PageRect, Size
from quizglass.models.engine import Engine, Glimpse


def point(engine: Engine, glimpse: Glimpse, place: PageRect, extent: Size) -> Sequence[PageRect]:
    """What comes of a box that the model writes for ``place``, its numbers reaching to ``extent``."""
    writer = session_of(engine).writer
    numbers = ", ".join(str(round(number)) for number in place.inside(glimpse.view.region).to_size(extent))
    end = [writer.marks["<|im_end|>"]]
    written = f'```json\n[\n\t{{"bbox_2d": [{numbers}], "label": "481.20"}}\n]\n```'
    located = located_when_saying(engine, glimpse, writer.text(numbers + "], ") + end)
    assert boxes_when_saying(engine, glimpse, writer.text(written) + end) == located
    return located
