"""How well the words were read that an answer stands on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quizglass.answers import Evidence
from quizglass.geometry import PageRect
from quizglass.pages import Word

DOUBTFUL_BELOW: Final = 0.6
"""Words that the reader of pictures is less sure of look different."""


@dataclass(frozen=True, slots=True)
class EvidenceReading:
    """``confidence`` 0..1 is that of the letters read from the picture; ``doubtful`` are the places to be checked."""

    confidence: float
    doubtful: tuple[PageRect, ...] = ()

    @classmethod
    def of(cls, evidence: Evidence, words: tuple[Word, ...]) -> EvidenceReading | None:
        """None where no word of the place was read from a picture. ``words`` are those of its page."""
        read = [word for word in words if word.source == "ocr" and _stands_in(word, evidence.boxes)]
        letters = sum(len(word.text) for word in read)
        if not letters:
            return None
        sure = sum(word.confidence * len(word.text) for word in read)
        return cls(sure / letters, tuple(word.box for word in read if word.confidence < DOUBTFUL_BELOW))


def _stands_in(word: Word, boxes: tuple[PageRect, ...]) -> bool:
    return any(box.contains(*word.box.center) for box in boxes)
