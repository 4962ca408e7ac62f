"""Drawing over page borders: what lies between two points of the viewport, page by page. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from quizglass.geometry import PageRect, RegionPart
from quizglass.ui.page_view.camera import Camera
from quizglass.ui.page_view.frame import Box, PageFrame
from quizglass.ui.page_view.region_edit import RegionDrag


def drawn_parts(camera: Camera, drag: RegionDrag, x: float, y: float, smallest: float) -> tuple[RegionPart, ...]:
    """What a drag that draws has covered of each page with the pointer at this device pixel.

    Parts that are lower or narrower than ``smallest`` device pixels are left out.
    """
    own = camera.frame(drag.page)
    began = PageRect(drag.x, drag.y, drag.x, drag.y).turned(-own.turns)
    left, top, *_ = own.box(began)
    box = (min(left, x), min(top, y), max(left, x), max(top, y))
    parts = []
    reached = () if camera.shows_one else camera.layout.pages_between(box[1] + camera.y, box[3] + camera.y)
    for page in reached:
        frame = camera.frame(page)
        if page != drag.page and (shared := _shared(frame, box)) is not None and is_seen(shared, smallest):
            parts.append(RegionPart(page, frame.page_rect(shared)))
    rect = drag.region(own, x, y)
    if is_seen(own.box(rect), smallest):
        parts.append(RegionPart(drag.page, rect))
    return tuple(sorted(parts))


def united(camera: Camera, parts: Sequence[RegionPart]) -> RegionPart:
    """All of a region as seen now, in fractions of its first page: it may reach far beyond that."""
    boxes = [camera.box_of(*part) for part in parts]
    frame = camera.frame(parts[0].page)
    left, top = min(box[0] for box in boxes) - frame.left, min(box[1] for box in boxes) - frame.top
    right, bottom = max(box[2] for box in boxes) - frame.left, max(box[3] for box in boxes) - frame.top
    seen = PageRect.from_size((left, top, right, bottom), frame.size)
    return RegionPart(frame.page, seen.turned(-frame.turns))


def is_seen(box: Box, smallest: float) -> bool:
    left, top, right, bottom = box
    return right - left >= smallest and bottom - top >= smallest


def _shared(frame: PageFrame, box: Box) -> Box | None:
    """What of ``box`` lies on the page."""
    left, top = max(box[0], frame.left), max(box[1], frame.top)
    right, bottom = min(box[2], frame.right), min(box[3], frame.bottom)
    return (left, top, right, bottom) if left < right and top < bottom else None
