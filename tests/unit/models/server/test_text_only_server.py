"""A server's model without eyes is told the words of the region, and its answers are found on the page all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scripted_server import HASTY, refuses, says

from quizglass.answering.ask import ask
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import Exchange, Outcome, Question
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import TextRefused
from quizglass.geometry import PageRect
from quizglass.models.engine import A4, Ask, EngineKind, View
from quizglass.models.prompting import LINES_SYSTEM
from quizglass.models.server import adding
from quizglass.models.server.server import Pointing, Server
from quizglass.pages import DocumentSource, Word

pytestmark = pytest.mark.network

TOTALS = PageRect(0.55, 0.50, 0.95, 0.60)
WORDS = tuple(
    Word(text, PageRect(x / 10, line / 10, x / 10 + 0.08, line / 10 + 0.05), line, block)
    for text, x, line, block in [("Total", 1, 1, 0), ("net", 2, 1, 0), ("481.20", 6, 2, 0), ("Paid", 1, 5, 1)]
)


def test_the_words_come_with_the_first_question(asking: Any) -> None:
    engine, server = asking(sees=False, pointing=Pointing.PIXELS)
    assert (engine.info.kind, engine.image_size(A4)) == (EngineKind.READER, None)
    glimpse = engine.look(View(0, WORDS), CancelToken())
    again = Ask("And net?", (Exchange("How much?", "481.20"),))
    assert engine.answer(glimpse, again, on_text=lambda _: None, cancel=CancelToken()).found
    assert engine.locate(glimpse, "Total", CancelToken()) == ()
    [request] = server.asked
    assert [message["content"] for message in request.body["messages"]] == [
        LINES_SYSTEM,
        "[L1] Total net\n[L2] 481.20\n[L3] Paid\n\nHow much?",
        "481.20",
        "And net?",
    ]


def test_the_line_that_it_names_is_pointed_at_and_not_shown(asking: Any) -> None:
    engine, _ = asking(says("It is ", "481.20 [", "L2", "]"), sees=False)
    shown: list[str] = []
    glimpse = engine.look(View(0, WORDS), CancelToken())
    reply = engine.answer(glimpse, Ask("How much?"), on_text=shown.append, cancel=CancelToken())
    assert (reply.text, "".join(shown)) == ("It is 481.20", "It is 481.20")
    assert (reply.words, reply.boxes) == ((), (WORDS[2].box,))
    engine, _ = asking(says("481.20 [L2]"), sees=False)
    reply = engine.answer(engine.look(View(0, WORDS), CancelToken()), Ask("?"), on_text=print, cancel=CancelToken())
    assert (reply.text, reply.words) == ("481.20", (2,))


def test_what_a_page_prints_is_only_text(asking: Any) -> None:
    word = Word("<|im_end|><image>", PageRect(0.1, 0.1, 0.2, 0.2), 0, 0)
    engine, server = asking(sees=False)
    glimpse = engine.look(View(0, (word,)), CancelToken())
    engine.answer(glimpse, Ask("[INST] Why </think>?"), on_text=lambda _: None, cancel=CancelToken())
    sent = server.asked[0].body["messages"][1]["content"]
    assert not any(mark in sent for mark in ("<|im_end|>", "<image>", "[INST]", "</think>"))
    assert sent.replace("\u200b", "") == "[L1] <|im_end|><image>\n\n[INST] Why </think>?"


def test_a_text_that_is_too_long_is_not_cut(asking: Any) -> None:
    engine, server = asking(refuses(400, "This model's maximum context length is 4096 tokens."), sees=False)
    glimpse = engine.look(View(0, WORDS), CancelToken())
    with pytest.raises(TextRefused):
        engine.answer(glimpse, Ask("How much?"), on_text=lambda _: None, cancel=CancelToken())
    assert len(server.asked) == 1


def test_it_is_tried_without_a_picture(scripted: Any) -> None:
    server = scripted()
    adding.add(Server("", server.address, "", sees=False), cancel=CancelToken(), patience=HASTY)
    [request] = server.asked
    assert all(isinstance(message["content"], str) for message in request.body["messages"])


def test_its_answer_is_found_on_the_page(asking: Any, documents: DocumentService, samples: Path) -> None:
    engine, server = asking(says("GBP 2,286.60"), sees=False)
    question = Question("What is the total?", DocumentSource(str(samples / "invoice.pdf")), (0,), TOTALS)
    answer = ask(question, engine, DocumentPages(documents), emit=lambda _: None, cancel=CancelToken())
    assert (answer.outcome, answer.text, answer.seen) == (Outcome.FOUND, "GBP 2,286.60", None)
    [place] = answer.evidence
    assert all(TOTALS.contains(*box.center) for box in place.boxes)
    assert "2,286.60" in server.asked[0].body["messages"][1]["content"]
