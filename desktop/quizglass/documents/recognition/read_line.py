"""What one line says: its words, each with the stretch of the line that it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quizglass.documents.recognition.letters import cyrillic_share, distinctly_cyrillic_share, letters_in

_SURELY: Final = 0.2


@dataclass(frozen=True, slots=True)
class ReadWord:
    """``start`` and ``end`` are fractions 0..1 of the line's length; ``confidence`` is 0..1."""

    text: str
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class ReadLine:
    """The words of a line from its beginning to its end."""

    words: tuple[ReadWord, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """The mean over all characters, 0..1."""
        count = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / count if count else 0.0

    @property
    def least_confidence(self) -> float:
        return min((word.confidence for word in self.words), default=0.0)

    @property
    def has_letters(self) -> bool:
        return letters_in(self.text) > 0

    @property
    def cyrillic(self) -> float:
        """The share of Cyrillic among the letters."""
        return cyrillic_share(self.text)

    @property
    def is_surely_cyrillic(self) -> bool:
        return distinctly_cyrillic_share(self.text) >= _SURELY
