"""Regions and lit places that are printed with the page, in the colours of the light theme: paper is white."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from quizglass.geometry import PageRect
from quizglass.ui.theme import LIGHT

if TYPE_CHECKING:
    from quizglass.ui.document_pane import DocumentPane

_EDGE_PT: Final = 1.0


@dataclass(frozen=True, slots=True)
class Marks:
    """By page, in fractions of the unturned page."""

    regions: Mapping[int, tuple[PageRect, ...]] = field(default_factory=dict)
    places: Mapping[int, tuple[PageRect, ...]] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        return bool(self.regions or self.places)

    def paint(self, painter: QPainter, page: int, whole: QRectF, turns: int, point: float) -> None:
        """On the page that lies at ``whole``, turned by ``turns``; ``point`` is the length of 1/72 inch there."""
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LIGHT.evidence_fill)
        for place in self.places.get(page, ()):
            painter.drawRect(_at(place, whole, turns))
        painter.setPen(QPen(LIGHT.accent, _EDGE_PT * point))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for region in self.regions.get(page, ()):
            painter.drawRect(_at(region, whole, turns))
        painter.restore()


def marks_of(pane: DocumentPane) -> Marks:
    """The active region of ``pane`` and the places of the answer that is looked at."""
    active = pane.view.regions.active
    regions = {part.page: (part.rect,) for part in active.parts} if active is not None else {}
    places: defaultdict[int, tuple[PageRect, ...]] = defaultdict(tuple)
    for evidence in pane.session.selection.evidence if pane.session.selection is not None else ():
        places[evidence.page] += evidence.boxes
    return Marks(dict(regions), dict(places))


def _at(rect: PageRect, whole: QRectF, turns: int) -> QRectF:
    lying = rect.turned(turns)
    return QRectF(
        whole.x() + lying.x0 * whole.width(),
        whole.y() + lying.y0 * whole.height(),
        lying.width * whole.width(),
        lying.height * whole.height(),
    )
