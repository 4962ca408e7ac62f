"""What is measured of a loaded model, whoever runs it: Quizglass or plain ``generate``. No torch here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from quizglass.models.engine import View


@dataclass(frozen=True, slots=True)
class Spoken:
    """An answer. Seconds count from when the question, and the picture if it was new, were given.

    ``vision_s`` is how long the picture took to become what the language model takes in, cutting it into patches
    included; None where there was no picture to look at. ``prompt_tokens`` were heard, the picture's among them.
    """

    first_token_s: float
    whole_s: float
    tokens: tuple[int, ...] = field(repr=False)
    vision_s: float | None = None
    prompt_tokens: int = 0

    @property
    def tokens_per_s(self) -> float | None:
        """How fast the tokens followed the first."""
        stream = self.whole_s - self.first_token_s
        return (len(self.tokens) - 1) / stream if len(self.tokens) > 1 and stream > 0 else None


class Side(Protocol):
    """Answers of exactly ``count`` tokens, each the likeliest, with no regard to what ends an answer."""

    def cold(self, view: View, question: str, count: int) -> Spoken:
        """Ask of a page that was not seen before."""

    def warm(self, question: str, count: int) -> Spoken:
        """Ask of the page that was seen last."""

    def together(self, questions: Sequence[str], count: int) -> float | None:
        """Tokens a second of all answers to the page that was seen last, said at once, after the first of each.

        None where they cannot be said at once, or do not fit into the memory.
        """

    def pages(self, views: Sequence[View], question: str, count: int) -> float:
        """Seconds for the answers of all pages, none of which was seen before."""
