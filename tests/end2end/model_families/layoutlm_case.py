"""LayoutLM: words and boxes without a picture; transformers' own pipeline is right about it."""

from __future__ import annotations

import runpy
from pathlib import Path

from family_case import FamilyCase
from span_engine import boxes_of, boxes_when_pointing, pointed_words
from transformers import pipeline

from quizglass.models.engine import Ask, View
from quizglass.models.spans.best_span import LONGEST_ANSWER

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "layoutlm.py"


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def plain(folder: Path, view: View, ask: Ask) -> list[int]:
    """The real pipeline, given the words and boxes that it would have asked Tesseract for."""
    answering = pipeline("document-question-answering", model=str(folder), device="cpu")
    words = [(word.text, box) for word, box in zip(view.words, boxes_of(view), strict=True)]
    best = answering(
        image=None,
        question=ask.question,
        word_boxes=words,
        handle_impossible_answer=True,
        max_answer_len=LONGEST_ANSWER,
    )[0]
    return list(range(best["start"], best["end"] + 1)) if best["answer"] else []


CASE = FamilyCase("layoutlm", make, plain, pointed_words, boxes_when_pointing, four_bit=False, eight_bit=False)
