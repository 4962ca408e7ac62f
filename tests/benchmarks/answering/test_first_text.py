"""How soon the first text comes: ``python -m pytest -m benchmark tests/benchmarks/answering/test_first_text.py -s``.

A page asked for the first time, once more, and for the first time after its region was drawn two seconds before. Of a
Qwen2-VL of 2 layers on the processor, through the desk as the window asks it. Prints, never judges.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from queue import Queue
from statistics import median

import pymupdf
import pytest

from quizglass.answering.current_engine import CurrentEngine
from quizglass.answering.desk import AnswerDesk
from quizglass.answers import Answer, AnswerEvent, Question, TextDelta
from quizglass.documents.service import DocumentService
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.pages import DocumentSource
from quizglass.settings import Settings

pytestmark = pytest.mark.benchmark
PAGES = 6
DRAWN_BEFORE_S = 2.0


@pytest.fixture
def document(tmp_path: Path) -> DocumentSource:
    with pymupdf.open() as made:
        for page in range(PAGES):
            lines = [f"Line {line} of page {page}: the harbour master keeps a register" for line in range(45)]
            made.new_page().insert_text((50, 50), "\n".join(lines))
        made.save(tmp_path / "register.pdf")
    return DocumentSource(str(tmp_path / "register.pdf"))


def test_the_first_text(
    documents: DocumentService, document: DocumentSource, load_engine: Callable[[int], Qwen2VLEngine]
) -> None:
    engine = load_engine(2)
    desk = AnswerDesk(documents, None, Settings(), engine=CurrentEngine(lambda *_, **__: engine))
    seen: list[tuple[int, int] | None] = []

    def question(page: int, text: str) -> Question:
        return Question(text, document, pages=(page,), model="tiny")

    def milliseconds(page: int, text: str) -> float:
        first, answers = threading.Event(), Queue[Answer]()
        came: list[float] = []

        def on_event(event: AnswerEvent) -> None:
            if isinstance(event, TextDelta) and not first.is_set():
                came.append(time.perf_counter())
                first.set()

        begun = time.perf_counter()
        ticket = desk.ask(question(page, text), on_event=on_event, on_done=answers.put, keep=False)
        first.wait(60)
        ticket.cancel()
        seen.append(answers.get(timeout=60).seen)
        return 1000 * ((came[0] if came else time.perf_counter()) - begun)

    try:
        milliseconds(0, "What is it?")  # all is loaded
        cold = [milliseconds(page, "Who keeps the register?") for page in (1, 2, 3)]
        again = [milliseconds(page, "What does the master keep?") for page in (1, 2, 3)]
        ahead = []
        for page in (4, 5):
            desk.look_ahead(question(page, ""))
            threading.Event().wait(DRAWN_BEFORE_S)
            ahead.append(milliseconds(page, "Who keeps the register?"))
    finally:
        desk.close()
    told = [
        f"{words} {median(figures):.0f} ms"
        for words, figures in (("first", cold), ("again", again), ("drawn before", ahead))
    ]
    print(f"\npicture of {seen[-1]} pixels: {', '.join(told)}")
