"""What a run is to do: which questions, of which pages of which files, by which model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from quizglass.geometry import PageRect

Which: TypeAlias = Literal["all", "odd", "even"]
"""Pages by the numbers that people give them: the first is odd."""


@dataclass(frozen=True, slots=True)
class PlannedQuestion:
    """``region`` is the same on every page; None is the whole page."""

    text: str
    region: PageRect | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """``files`` are absolute paths. ``pages`` count from 0, () means all; what a file does not have is left out of it.

    Questions of one region cost one look at a page. ``language`` is the answers', "" the question's. ``answers_as`` is
    what an answer is known by where several models give the same one (servers that serve it), "" for ``model``.
    """

    files: tuple[str, ...]
    questions: tuple[PlannedQuestion, ...]
    pages: tuple[int, ...] = ()
    which: Which = "all"
    backwards: bool = False
    model: str = "built-in"
    language: str = ""
    answers_as: str = ""

    def pages_of(self, count: int) -> tuple[int, ...]:
        """The pages of a file that has ``count``, in the order in which they are asked."""
        chosen = [page for page in self.pages if page < count] if self.pages else list(range(count))
        if self.which != "all":
            rest = 0 if self.which == "odd" else 1
            chosen = [page for page in chosen if page % 2 == rest]
        return tuple(reversed(chosen) if self.backwards else chosen)

    def absent_of(self, count: int) -> int:
        """How many of the chosen pages a file that has ``count`` does not have."""
        return sum(page >= count for page in self.pages)

    def key(self, question: PlannedQuestion) -> str:
        """What an answer depends on besides the page: asked again with the same key, it would be the same."""
        region = question.region.as_tuple() if question.region else None
        asked = json.dumps([question.text, region, self.answers_as or self.model, self.language], ensure_ascii=False)
        return hashlib.sha256(asked.encode()).hexdigest()


def to_json(plan: Plan) -> dict[str, Any]:
    """As a JSON object. Names of files may hold bytes that are not text: they stay escaped surrogates."""
    return {
        "files": list(plan.files),
        "questions": [question_to_json(question) for question in plan.questions],
        "pages": list(plan.pages),
        "which": plan.which,
        "backwards": plan.backwards,
        "model": plan.model,
        "language": plan.language,
        "answers_as": plan.answers_as,
    }


def question_to_json(question: PlannedQuestion) -> dict[str, Any]:
    return {"text": question.text, "region": list(question.region.as_tuple()) if question.region else None}


def from_json(raw: Mapping[str, Any]) -> Plan:
    """The plan that `to_json` wrote.

    Raises:
        ValueError: it is none.
    """
    try:
        which: Which = {"all": "all", "odd": "odd", "even": "even"}[raw["which"]]  # type: ignore[assignment]
        return Plan(
            files=tuple(str(file) for file in raw["files"]),
            questions=tuple(question_from_json(question) for question in raw["questions"]),
            pages=tuple(int(page) for page in raw["pages"]),
            which=which,
            backwards=bool(raw["backwards"]),
            model=str(raw["model"]),
            language=str(raw["language"]),
            answers_as=str(raw.get("answers_as", "")),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a plan: {error!r}") from error


def question_from_json(raw: Mapping[str, Any]) -> PlannedQuestion:
    """The question that `question_to_json` wrote; `KeyError`, `TypeError` or `ValueError` when it is none."""
    region = raw["region"]
    return PlannedQuestion(str(raw["text"]), PageRect(*map(float, region)) if region is not None else None)
