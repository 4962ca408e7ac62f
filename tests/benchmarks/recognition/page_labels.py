"""The labelled pages of the corpus: which page to read, and what is known to stand on it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, islice
from pathlib import Path
from typing import TypeAlias

from ocr_readers import PageToRead

from quizglass.evaluation.labels import LabelledQuestion, read_questions

LabelledPage: TypeAlias = tuple[PageToRead, list[LabelledQuestion]]
LabelledPages: TypeAlias = dict[str, list[LabelledPage]]
"""By kind of document."""


def read_labelled_pages(questions: Path, documents: Path, most: int) -> LabelledPages:
    """At most ``most`` pages of each kind, with those of their questions whose answers have a place on them."""
    placed = [question for question in read_questions(questions, documents) if question.occurrences]
    kinds = dict.fromkeys(question.kind for question in placed)
    return {kind: list(islice(_pages(q for q in placed if q.kind == kind), most)) for kind in kinds}


def _pages(questions: Iterable[LabelledQuestion]) -> Iterable[LabelledPage]:
    def place(question: LabelledQuestion) -> tuple[str, int]:
        return str(question.document), question.page

    for (path, page), group in groupby(sorted(questions, key=place), key=place):
        asked = list(group)
        yield PageToRead(path, page, russian=asked[0].language == "ru"), asked
