"""What ``quizglass ask`` prints."""

from __future__ import annotations

import pytest

from quizglass.answers import Answer, Evidence, Outcome, Question, Timings
from quizglass.cli.ask import as_record, in_words
from quizglass.geometry import PageRect
from quizglass.pages import DocumentSource

FOUND = Answer(
    "12",
    Outcome.FOUND,
    (Evidence(2, (PageRect(0.1, 0.2, 0.3, 0.4000004),), "12 pcs", "words"),),
    0.51239,
    Timings(0.01, 0.02, 0.03),
    "built-in",
    2,
)


def question(**more: object) -> Question:
    return Question("How many?", DocumentSource("a.pdf"), **more)  # type: ignore[arg-type]


def test_the_object_that_scripts_depend_on() -> None:
    assert as_record(question(), FOUND) == {
        "question": "How many?",
        "answer": "12",
        "found": True,
        "model": "built-in",
        "confidence": 0.512,
        "evidence": [{"page": 3, "boxes": [[0.1, 0.2, 0.3, 0.4]], "text": "12 pcs"}],
        "seconds": {"open": 0.01, "first_text": 0.02, "total": 0.03},
    }


def test_nothing_found_as_an_object() -> None:
    record = as_record(question(), Answer(None, Outcome.NOT_FOUND, model="built-in"))
    assert (record["answer"], record["found"], record["confidence"], record["evidence"]) == (None, False, None, [])


def test_an_answer_in_words_names_its_place() -> None:
    assert in_words(question(), FOUND) == ["12", "Page 3: “12 pcs”"]


@pytest.mark.parametrize(
    ("outcome", "pages", "words"),
    [
        (Outcome.NOT_FOUND, (0,), "Not on this page."),
        (Outcome.NOT_FOUND, (), "Not in this document."),
        (Outcome.BLANK_PAGE, (0,), "This page is blank."),
        (Outcome.BLANK_PAGE, (), "This document is blank."),
        (Outcome.NO_TEXT, (0,), "This page has no readable text."),
        (Outcome.NO_TEXT, (), "This document has no readable text."),
    ],
)
def test_no_answer_is_said_plainly(outcome: Outcome, pages: tuple[int, ...], words: str) -> None:
    assert in_words(question(pages=pages), Answer(None, outcome)) == [words]
