"""One question with all that has come of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from quizglass.answers import Answer, Evidence, Outcome, Progress, Question
from quizglass.errors import AppError
from quizglass.geometry import WHOLE_PAGE, PageRect, RegionPart
from quizglass.pages import RecognizedText
from quizglass.ui.session.evidence_reading import DOUBTFUL_BELOW, EvidenceReading

UNSURE_BELOW = 0.5
"""Answers of a lower confidence look different, and ask to be checked."""


class Scope(Enum):
    """What a question is asked of."""

    REGION = auto()
    PAGE = auto()
    DOCUMENT = auto()

    @classmethod
    def of(cls, question: Question) -> Scope:
        if question.region is not None:
            return cls.REGION
        return cls.PAGE if question.pages else cls.DOCUMENT


@dataclass(slots=True, eq=False)
class Entry:
    """Changed by its session only, in the window's thread. ``answer`` is None while it is being made.

    ``error`` is why it failed, where that is known: the library keeps only the code. ``reading`` tells how well the
    words were read that it stands on; ``page_reading`` what was read from the picture of a page without text.
    ``looked_at`` is the one of its places that was chosen. ``outdated`` ones are about an earlier version of the file:
    what is shown may say something else.
    """

    id: str
    question: Question
    text: str = ""
    answer: Answer | None = None
    progress: Progress | None = None
    error: AppError | None = None
    arrived: list[Evidence] = field(default_factory=list)
    reading: EvidenceReading | None = None
    page_reading: RecognizedText | None = None
    outdated: bool = False
    looked_at: Evidence | None = None

    @property
    def place(self) -> Evidence | None:
        """Of its places the one to go to."""
        return self.looked_at or (self.evidence[0] if self.evidence else None)

    @property
    def running(self) -> bool:
        return self.answer is None

    @property
    def outcome(self) -> Outcome | None:
        """None while running."""
        return self.answer.outcome if self.answer is not None else None

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return self.answer.evidence if self.answer is not None else tuple(self.arrived)

    @property
    def unsure(self) -> bool:
        """The engine doubts its answer, or its place as a whole was not read well from the picture."""
        answer = self.answer
        if answer is None or not answer.found:
            return False
        if self.outdated:
            return True
        is_doubted = answer.confidence is not None and answer.confidence < UNSURE_BELOW
        return is_doubted or (self.reading is not None and self.reading.confidence < DOUBTFUL_BELOW)

    @property
    def doubtful(self) -> tuple[PageRect, ...]:
        """Single words of its place that were not read well from the picture."""
        return self.reading.doubtful if self.reading is not None and not self.unsure else ()

    @property
    def shown_parts(self) -> tuple[RegionPart, ...]:
        """What the engine was shown: the region, or the page that answered; () where no page was looked at."""
        if self.question.parts or self.page is None:
            return self.question.parts
        return (RegionPart(self.page, WHOLE_PAGE),)

    @property
    def page(self) -> int | None:
        """The page to show for it: where the answer stands, else where it was asked."""
        if self.evidence:
            return self.evidence[0].page
        if self.answer is not None and self.answer.page is not None:
            return self.answer.page
        return self.question.pages[0] if self.question.pages else None
