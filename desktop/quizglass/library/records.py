"""What the library gives back: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from quizglass.answers import Answer, Question
from quizglass.geometry import RegionPart

ZoomFit: TypeAlias = Literal["", "width", "page"]
PageArrangement: TypeAlias = Literal["continuous", "single", "two", "two_with_cover"]


@dataclass(frozen=True, slots=True)
class ViewState:
    """How a document was last looked at.

    ``page`` counts from 0 and ``y`` is the fraction of that page in the middle of the view. ``zoom`` is 1.0 at actual
    size and used where ``fit`` is ""; ``turns`` are clockwise quarter turns of the view, 0..3.
    """

    page: int = 0
    y: float = 0.0
    zoom: float = 1.0
    fit: ZoomFit = "width"
    turns: int = 0
    arrangement: PageArrangement = "continuous"


@dataclass(frozen=True, slots=True)
class KeptRegion:
    """A region that was left on a document. ``name`` is "" until the user gives one; one at most is ``active``."""

    number: int
    parts: tuple[RegionPart, ...]
    name: str = ""
    active: bool = False


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document that was opened before. ``hash`` is the SHA-256 of its bytes, ``path`` where it was last seen."""

    hash: str
    path: str
    name: str
    page_count: int
    first_opened: datetime
    last_opened: datetime


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """A question and what came of it. ``question.document`` never has a password.

    While ``running``, ``answer`` holds the text that had arrived at the last checkpoint.
    """

    id: str
    document_hash: str
    question: Question
    asked_at: datetime
    answer: Answer
    running: bool = False
