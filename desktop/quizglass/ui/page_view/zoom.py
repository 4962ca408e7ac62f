"""Zoom: its limits, its steps, and the zoom at which something fits. 1.0 is the printed size. No Qt."""

from __future__ import annotations

from enum import Enum

from quizglass.geometry import Size

MIN_ZOOM = 0.1
MAX_ZOOM = 64.0

STEPS = (
    *(0.1, 0.125, 0.15, 0.2, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0),
    *(6.0, 8.0, 10.0, 12.0, 16.0, 20.0, 24.0, 32.0, 40.0, 48.0, 64.0),
)


class Fit(Enum):
    """What the zoom follows when the window changes its size."""

    NONE = "none"
    WIDTH = "width"
    PAGE = "page"


def clamped(zoom: float) -> float:
    """The nearest allowed zoom."""
    return min(MAX_ZOOM, max(MIN_ZOOM, zoom))


def stepped(zoom: float, steps: int) -> float:
    """``steps`` further along the fixed steps; from between two steps the first move goes to the neighbour."""
    tolerance = 1.005  # a step that cannot be seen is no step
    for _ in range(abs(steps)):
        if steps > 0:
            zoom = next((step for step in STEPS if step > zoom * tolerance), MAX_ZOOM)
        else:
            zoom = next((step for step in reversed(STEPS) if step * tolerance < zoom), MIN_ZOOM)
    return zoom


def fitting(content: Size, room: Size, fit: Fit) -> float:
    """The zoom at which ``content`` (its size at zoom 1) fills ``room`` in the same unit, within the limits."""
    across = max(1.0, room.width) / content.width
    down = max(1.0, room.height) / content.height
    return clamped(across if fit is Fit.WIDTH else min(across, down))
