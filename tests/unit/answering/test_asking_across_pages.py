"""A region across a page border: asked as one, with places on the right pages. Real documents and readers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizglass.answering.ask import ask
from quizglass.answering.page_reader import DocumentPages
from quizglass.answering.stacked_pages import Stack
from quizglass.answers import Answer, EvidenceFound, Outcome, Question
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import EmptyRegion, UsageError
from quizglass.geometry import PageRect, RegionPart, Size
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.models.engine import EngineKind, Reply
from quizglass.pages import DocumentSource

LOWER = PageRect(0.0, 0.6, 1.0, 1.0)
UPPER = PageRect(0.0, 0.0, 1.0, 0.4)


@pytest.fixture
def contract(tmp_path: Path) -> str:
    """Two pages of different sizes; a clause runs over the border. The total stands above the region."""
    document = pymupdf.open()
    first = document.new_page(width=400, height=600)
    first.insert_text((40, 80), "Total: 900 EUR", fontsize=11)
    first.insert_text((40, 500), "Deposit: 350 EUR", fontsize=11)
    second = document.new_page(width=300, height=400)
    second.insert_text((40, 60), "Notice period: 6 weeks", fontsize=11)
    second.insert_text((40, 300), "Signed in Riga", fontsize=11)
    path = tmp_path / "contract.pdf"
    document.save(path)
    return str(path)


def put(path: str, text: str, engine: Any, documents: DocumentService) -> tuple[Answer, list[Any]]:
    question = Question(text, DocumentSource(path), (0, 1), LOWER, continued=(UPPER,))
    events: list[Any] = []
    return ask(question, engine, DocumentPages(documents), emit=events.append, cancel=CancelToken()), events


@pytest.mark.parametrize(
    ("asked", "answer", "page"), [("What is the deposit?", "350", 0), ("What is the notice period?", "6 weeks", 1)]
)
def test_each_part_answers_on_its_own_page(
    contract: str, documents: DocumentService, asked: str, answer: str, page: int
) -> None:
    found, events = put(contract, asked, BuiltinReader(), documents)
    assert found.outcome is Outcome.FOUND
    assert answer in (found.text or "")
    assert (found.page, [place.page for place in found.evidence]) == (page, [page])
    assert [event.evidence for event in events if isinstance(event, EvidenceFound)] == list(found.evidence)
    words = DocumentPages(documents).words(DocumentSource(contract), page, CancelToken()).words
    lit = [word.text for word in words if any(box.contains(*word.box.center) for box in found.evidence[0].boxes)]
    assert set(answer.split()) <= set(lit)


def test_what_stands_outside_of_the_parts_is_not_read(contract: str, documents: DocumentService) -> None:
    found, _ = put(contract, "What is the total?", BuiltinReader(), documents)
    assert "900" not in (found.text or "")


def test_an_answer_on_both_sides_of_the_border_lights_up_on_both(
    contract: str, documents: DocumentService, engine_of: Callable[..., Any]
) -> None:
    reply = Reply("Deposit: 350 EUR. Notice period: 6 weeks", True)
    found, _ = put(contract, "What is agreed?", engine_of([reply]), documents)
    assert [place.page for place in found.evidence] == [0, 1]


def test_a_model_that_sees_gets_one_picture_of_both_parts(
    contract: str, documents: DocumentService, engine_of: Callable[..., Any]
) -> None:
    whole = PageRect(0.0, 0.8, 1.0, 0.95)
    engine = engine_of([Reply("a stamp", True, boxes=(whole,))], kind=EngineKind.VISION)
    found, _ = put(contract, "What is shown?", engine, documents)
    view = engine.views[0]
    assert (view.image.width, view.image.height) == (64, 48)
    ink = [min(view.image.data[y * view.image.stride :][: 3 * 64]) < 235 for y in range(48)]
    assert any(ink[:28]), "the lower part of the first page"
    assert any(ink[28:]), "the upper part of the second page"
    assert found.seen == (64, 48)
    assert view.page_size == Size(400, 240 + 160)
    assert [place.page for place in found.evidence] == [1]


def test_a_region_needs_a_page_for_each_part(contract: str, documents: DocumentService) -> None:
    def put_off(pages: tuple[int, ...], *rects: PageRect) -> None:
        question = Question("What?", DocumentSource(contract), pages, rects[0], continued=rects[1:])
        ask(question, BuiltinReader(), DocumentPages(documents), emit=lambda _: None, cancel=CancelToken())

    with pytest.raises(UsageError):
        put_off((0,), LOWER, UPPER)
    with pytest.raises(EmptyRegion):
        put_off((0, 1), LOWER, PageRect(0.1, 0.1, 0.1, 0.4))


sides = st.floats(0.0, 0.9)
spans = st.floats(0.05, 1.0)
lengths = st.floats(50, 3000)


@st.composite
def parts_of_pages(draw: st.DrawFn) -> list[tuple[RegionPart, Size]]:
    def part(page: int) -> tuple[RegionPart, Size]:
        x, y = draw(sides), draw(sides)
        rect = PageRect(x, y, min(1.0, x + draw(spans)), min(1.0, y + draw(spans)))
        return RegionPart(page, rect), Size(draw(lengths), draw(lengths))

    return [part(page) for page in range(draw(st.integers(2, 4)))]


@given(parts_of_pages(), st.data())
def test_a_box_comes_back_to_where_it_stood(found: list[tuple[RegionPart, Size]], data: st.DataObject) -> None:
    stack = Stack([part for part, _ in found], [size for _, size in found])
    index = data.draw(st.integers(0, len(found) - 1))
    part = found[index][0]
    x, y = data.draw(sides), data.draw(sides)
    box = PageRect(x, y, min(1.0, x + data.draw(spans)), min(1.0, y + data.draw(spans))).outside(part.rect)
    back = stack.back(stack.onto(index, box))
    assert [place.page for place in back] == [part.page]
    assert back[0].rect.as_tuple() == pytest.approx(box.as_tuple(), abs=1e-6)
