"""A region as one picture: how large it is drawn, and its parts put below one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from quizglass.documents.requests import RenderPage
from quizglass.geometry import RegionPart, Size
from quizglass.pages import DocumentSource, PageImage
from quizglass.ui.controls.page_part import as_image

LEAST_DPI: Final = 300.0
_MOST_SIDE: Final = 10_000
_MOST_PIXELS: Final = 40e6
_POINTS_PER_INCH: Final = 72.0
_DOTS_PER_METRE: Final = 39.3701


@dataclass(frozen=True, slots=True)
class Drawing:
    """What to draw: one request a part, at ``dpi`` dots an inch of the page."""

    requests: tuple[RenderPage, ...]
    dpi: float


def drawing_of(
    source: DocumentSource, parts: Sequence[RegionPart], sizes: Sequence[Size], dpi: float, turns: int = 0
) -> Drawing:
    """Draw ``parts`` as seen after ``turns`` clockwise quarter turns, at ``dpi`` or as near to it as can be held.

    ``sizes`` are those of all pages of the document, in points.
    """
    points = [
        Size(part.rect.width * sizes[part.page].width, part.rect.height * sizes[part.page].height) for part in parts
    ]
    scale = dpi / _POINTS_PER_INCH
    longest = max(max(size) for size in points)
    area = sum(size.width * size.height for size in points)
    scale = min(scale, _MOST_SIDE / longest, (_MOST_PIXELS / area) ** 0.5)
    requests = []
    for part, size in zip(parts, points, strict=True):
        width, height = (max(1, round(side * scale)) for side in size.turned(turns))
        requests.append(RenderPage(source, part.page, part.rect, width, height, turns))
    return Drawing(tuple(requests), scale * _POINTS_PER_INCH)


def stacked(pictures: Sequence[PageImage], dpi: float) -> QImage:
    """The pictures below one another on white, with their resolution noted, so that it is pasted at its real size."""
    images = [as_image(picture) for picture in pictures]
    whole = images[0]
    if len(images) > 1:
        whole = QImage(
            max(image.width() for image in images), sum(image.height() for image in images), QImage.Format.Format_RGB888
        )
        whole.fill(Qt.GlobalColor.white)
        with QPainter(whole) as painter:
            top = 0
            for image in images:
                painter.drawImage(0, top, image)
                top += image.height()
    whole.setDotsPerMeterX(round(dpi * _DOTS_PER_METRE))
    whole.setDotsPerMeterY(round(dpi * _DOTS_PER_METRE))
    return whole
