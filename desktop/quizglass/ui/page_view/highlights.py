"""The places of the answer that is looked at, by page, and their flashing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import QAbstractAnimation, QObject, QVariantAnimation, Signal

from quizglass.answers import Evidence
from quizglass.geometry import PageRect
from quizglass.ui.page_view.highlight_painter import pulse
from quizglass.ui.theme import PULSE_MS


class Highlights(QObject):
    """Signals: ``redrawn()``: they look different."""

    redrawn = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reduced_motion = False
        self.unsure = False
        self._boxes: dict[int, tuple[PageRect, ...]] = {}
        self._doubtful: tuple[PageRect, ...] = ()
        self._flash = QVariantAnimation(self)
        self._flash.setDuration(PULSE_MS)
        self._flash.setStartValue(0.0)
        self._flash.setEndValue(1.0)
        self._flash.valueChanged.connect(self.redrawn)
        self._flash.finished.connect(self.redrawn)

    def set(self, evidence: Iterable[Evidence], *, unsure: bool = False, doubtful: Iterable[PageRect] = ()) -> None:
        """Light up these places and no others; ``doubtful`` are words within them that were not read well."""
        boxes: defaultdict[int, list[PageRect]] = defaultdict(list)
        for place in evidence:
            boxes[place.page].extend(place.boxes)
        self._boxes = {page: tuple(found) for page, found in boxes.items()}
        self.unsure = unsure
        self._doubtful = tuple(doubtful)
        self._flash.stop()
        self.redrawn.emit()

    def on_page(self, page: int) -> tuple[PageRect, ...]:
        return self._boxes.get(page, ())

    def doubtful_on_page(self, page: int) -> tuple[PageRect, ...]:
        """Words that are lit up and should be checked."""
        lit = self.on_page(page)
        return tuple(word for word in self._doubtful if any(box.contains(*word.center) for box in lit))

    def flash(self) -> None:
        """Pulse twice, unless motion is to be reduced."""
        self._flash.stop()
        if self._boxes and not self.reduced_motion:
            self._flash.start()

    @property
    def is_flashing(self) -> bool:
        return self._flash.state() == QAbstractAnimation.State.Running

    @property
    def strength(self) -> float:
        """How strong the flash is now, 0..1."""
        return pulse(float(self._flash.currentValue())) if self.is_flashing else 0.0
