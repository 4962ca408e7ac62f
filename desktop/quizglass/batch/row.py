"""A row of a run: one question to one page, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from quizglass.geometry import PageRect


class Status(StrEnum):
    """``QUEUED`` and ``RUNNING`` are of rows that are not at their end yet."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    NOT_FOUND = "not found"
    BLANK = "blank"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Row:
    """``page`` counts from 1; it is 0 for a file that cannot be opened. ``region`` None is the whole page.

    ``evidence_boxes`` are in fractions of the displayed page. ``error`` is what the user is told, "" when all is well.
    ``seconds`` is how long the answer took. ``correction`` is what a person put in the answer's place, None nothing.
    """

    file: str
    page: int
    region: PageRect | None
    question: str
    answer: str
    status: Status
    evidence_text: str = ""
    evidence_boxes: tuple[PageRect, ...] = ()
    model: str = ""
    confidence: float | None = None
    seconds: float = 0.0
    error: str = ""
    correction: str | None = None

    @property
    def settled(self) -> str:
        """The answer that counts."""
        return self.answer if self.correction is None else self.correction

    @property
    def found(self) -> bool:
        return self.status is Status.DONE
