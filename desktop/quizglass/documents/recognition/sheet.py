"""A page turned upright, drawn part by part at the resolution that reading needs.

Lengths are points of the upright sheet: the page as displayed, after ``turns`` clockwise quarter turns.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from quizglass.documents.opened_document import OpenedDocument
from quizglass.geometry import WHOLE_PAGE, PageRect, Size

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Rows of pixels: height x width grey levels."""

Part: TypeAlias = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points of the upright sheet."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """``page_size`` is the displayed page in points; ``region`` the part of it that is to be read."""

    document: OpenedDocument
    page: int
    page_size: Size
    region: PageRect = WHOLE_PAGE
    turns: int = 0

    @property
    def size(self) -> Size:
        """Of the upright page, in points."""
        return self.page_size.turned(self.turns)

    @property
    def area(self) -> Part:
        """What is to be read."""
        return self.region.turned(self.turns).to_size(self.size)

    @property
    def finest(self) -> float:
        """Pixels a point beyond which a drawing shows nothing more."""
        return self.document.finest_scale(self.page)

    def draw(self, part: Part, scale: float) -> Picture:
        """``part`` in grey at ``scale`` pixels a point."""
        width = max(1, round((part[2] - part[0]) * scale))
        height = max(1, round((part[3] - part[1]) * scale))
        clip = PageRect.from_size(part, self.size).turned(-self.turns)
        image = self.document.render(self.page, clip, width, height, self.turns)
        rows = np.frombuffer(image.data, np.uint8).reshape(image.height, image.stride)
        colours = rows[:, : 3 * image.width].reshape(image.height, image.width, 3)
        return np.asarray(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), np.uint8)

    def on_page(self, box: Part) -> PageRect:
        """A box of the upright sheet in fractions of the page as displayed."""
        return PageRect.from_size(box, self.size).clamped().turned(-self.turns)
