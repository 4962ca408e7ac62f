"""Questions, answers, evidence, and the events that an answer in the making sends. Plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

from quizglass.geometry import PageRect, RegionPart
from quizglass.pages import DocumentSource
from quizglass.sampling import Sampling

EvidenceSource: TypeAlias = Literal["words", "model"]


class Outcome(StrEnum):
    """How a question ended. All but the last two are answers."""

    FOUND = "found"
    NOT_FOUND = "not found"
    BLANK_PAGE = "blank"
    NO_TEXT = "no text"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an answer stands. ``page`` counts from 0; ``boxes`` are one a line; ``text`` is what is printed there.

    ``source`` says what decided the place: the page's words, or only a box that the model gave.
    """

    page: int
    boxes: tuple[PageRect, ...]
    text: str = ""
    source: EvidenceSource = "words"


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds: opening and reading, until the first text, and in all."""

    open: float = 0.0
    first_text: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Exchange:
    """An earlier question with its answer, given to the model as context for a follow-up."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of what. ``pages`` count from 0; empty means the whole document.

    ``region`` lies on the first of ``pages``; None means the whole page. A region across page borders goes on in
    ``continued``, with one rectangle for each of the following ``pages``. ``language`` is "" (as the question), "en" or
    "ru". Without ``sampling`` the same question has the same answer.
    """

    text: str
    document: DocumentSource
    pages: tuple[int, ...] = ()
    region: PageRect | None = None
    model: str = "built-in"
    language: str = ""
    earlier: tuple[Exchange, ...] = ()
    continued: tuple[PageRect, ...] = ()
    sampling: Sampling | None = None

    @property
    def parts(self) -> tuple[RegionPart, ...]:
        """The region page by page; empty without a region."""
        if self.region is None:
            return ()
        return tuple(map(RegionPart, self.pages, (self.region, *self.continued)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question. ``text`` is None when nothing was said; ``error`` holds a code when it failed.

    ``confidence`` is 0..1 or None when the engine cannot tell. ``page`` is the page that answered (from 0).
    ``seen`` is the width and height in pixels of the picture that the engine was shown; None when it read words.
    """

    text: str | None
    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
    confidence: float | None = None
    timings: Timings = field(default_factory=Timings)
    model: str = ""
    page: int | None = None
    error: str | None = None
    seen: tuple[int, int] | None = None

    @property
    def found(self) -> bool:
        return self.outcome is Outcome.FOUND


# Events: what `answering.ask` emits while it works -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage by its code, done of total where known.

    Codes: "loading", "opening", "reading", "recognizing" (the picture of ``page``, in percent), "recognizing-pages" (of
    several, ``page`` being next), "looking", "answering", "locating".
    """

    stage: str
    done: int = 0
    total: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class TextDelta:
    """The next piece of the answer's text. ``replace`` starts the text anew (a better page was found)."""

    text: str
    replace: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PageDone:
    page: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PageFailed:
    page: int
    error: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """What the user must be told of the answer on ``page``, by its code ("smaller-picture")."""

    code: str
    page: int


AnswerEvent: TypeAlias = Progress | TextDelta | EvidenceFound | PageDone | PageFailed | Noticed
