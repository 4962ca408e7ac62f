"""Labelled questions: what is asked of which page, the accepted answers, and where they stand.

A QUESTIONS.jsonl file has one object a line: ``id, doc, page, question, answers, boxes, unit, doc_size, alt,
unanswerable, kind``. Pages count from 0. Boxes are pixels or points of a page of ``doc_size``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizglass.errors import FileAccessError, FileMissing, UsageError
from quizglass.geometry import PageRect, Size
from quizglass.i18n import tr


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place of the answer: its boxes together hold it (an address has several lines). ``page`` from 0."""

    page: int
    boxes: tuple[PageRect, ...]


@dataclass(frozen=True, slots=True)
class LabelledQuestion:
    """A question with its truth. ``answers`` is empty when the right behaviour is "not found"."""

    id: str
    document: Path
    page: int
    text: str
    answers: tuple[str, ...]
    occurrences: tuple[Occurrence, ...] = ()
    kind: str = ""
    language: str = ""

    @property
    def unanswerable(self) -> bool:
        return not self.answers


def read_questions(path: Path, documents: Path) -> list[LabelledQuestion]:
    """The questions of ``path``; their documents lie below the folder ``documents``.

    Raises:
        FileMissing, FileAccessError: ``path`` cannot be read.
        UsageError: a line is not a labelled question; the error names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise FileMissing(name=path.name) from error
    except (OSError, UnicodeDecodeError) as error:
        raise FileAccessError(name=path.name) from error
    return [_question(line, path.name, number, documents) for number, line in enumerate(lines, 1) if line.strip()]


def _question(line: str, name: str, number: int, documents: Path) -> LabelledQuestion:
    try:
        return _from_record(json.loads(line), documents)
    except (ValueError, KeyError, TypeError, ZeroDivisionError) as error:
        reason = tr("Line {line} of {name} is not a labelled question.").format(line=number, name=name)
        raise UsageError(reason=reason) from error


def _from_record(record: dict[str, Any], documents: Path) -> LabelledQuestion:
    page = int(record.get("page", 0))
    size = Size(*map(float, record["doc_size"])) if record.get("doc_size") else Size(1.0, 1.0)
    places = [{"page": page, "boxes": record.get("boxes", [])}, *record.get("alt", [])]
    occurrences = tuple(
        Occurrence(int(place.get("page", page)), tuple(PageRect.from_size(tuple(box), size) for box in place["boxes"]))
        for place in places
        if place["boxes"]
    )
    answers = () if record.get("unanswerable") else tuple(map(str, record["answers"]))
    return LabelledQuestion(
        id=str(record["id"]),
        document=documents / record["doc"],
        page=page,
        text=str(record["question"]),
        answers=answers,
        occurrences=occurrences,
        kind=str(record.get("kind", "")),
        language=str(record.get("language", "")),
    )
