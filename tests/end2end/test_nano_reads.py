"""A model that really reads, end to end: a page it never saw in, the right answer and the right highlight out.

tests/checkpoints/nano_qwen2_vl/trained is a Qwen2-VL of a million weights, taught by teaching.py beside it. Here it
takes the way of every model: imported into the store, loaded through the registry in 16, 8 and 4 bit, asked by `ask`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pymupdf
import pytest
from nano_qwen2_vl.measuring import measure
from nano_qwen2_vl.pages import Item, write_items
from nano_qwen2_vl.sheets import A4, turned

from quizglass.answering.ask import ask
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import Answer, Outcome, Question
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.geometry import PageRect
from quizglass.models import registry, store
from quizglass.models.engine import Engine
from quizglass.pages import DocumentSource
from quizglass.settings import Quantization

TRAINED = Path(__file__).parents[1] / "checkpoints" / "nano_qwen2_vl" / "trained"
NUMBER = Item("40718", "helv", 22.0, 220.0, 330.0)
WORD = Item("LEDGER", "hebo", 20.0, 225.0, 362.0)
ELSEWHERE = Item("5592", "helv", 24.0, 60.0, 700.0)
SHEETS = {Quantization.BF16: 4, Quantization.INT8: 4, Quantization.NF4: 4}
WHAT_NUMBER, WHAT_WORD = "What number is here?", "What word is here?"


@pytest.fixture(scope="module", params=list(Quantization))
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGLASS_MODELS", str(tmp_path_factory.mktemp("models")))
        model = store.import_folder(TRAINED)
        engine = registry.create_engine(model.id, quantization=request.param, device="cpu")
        engine.load(lambda _: None, CancelToken())
    yield engine
    engine.unload()


@pytest.fixture(scope="module")
def page() -> pymupdf.Document:
    document = pymupdf.open()
    write_items(document.new_page(width=A4.width, height=A4.height), [NUMBER, WORD, ELSEWHERE], random.Random(1))
    return document


Put = Callable[..., Answer]


@pytest.fixture
def put(engine: Engine, documents: DocumentService) -> Put:
    def put(file: Path, question: str, region: PageRect) -> Answer:
        asked = Question(question, DocumentSource(str(file)), (0,), region, engine.info.id)
        return ask(asked, engine, DocumentPages(documents), emit=lambda _: None, cancel=CancelToken())

    return put


def around(*items: Item, by: float = 14.0) -> PageRect:
    """A region as a user draws it: ``by`` points beyond what it is about."""
    return PageRect.union(item.on(A4) for item in items).grown(by / A4.width, by / A4.height)


def test_pages_that_it_never_saw(engine: Engine, documents: DocumentService, tmp_path: Path) -> None:
    score = measure(engine, documents, tmp_path, SHEETS[Quantization(engine.info.quantization)])
    print(engine.info.quantization, *score.lines(), sep="\n")
    assert score.share("exact") >= 0.95
    assert score.share("box") >= 0.9
    assert score.share("located") >= 0.9


@pytest.mark.parametrize("turns", range(4))
def test_the_page_may_be_rotated(put: Put, page: pymupdf.Document, tmp_path: Path, turns: int) -> None:
    file = tmp_path / "turned.pdf"
    turned(page, turns).save(file)
    answer = put(file, WHAT_NUMBER, around(NUMBER, WORD))
    assert answer.text == NUMBER.text
    (evidence,) = answer.evidence
    assert PageRect.union(evidence.boxes).iou(NUMBER.on(A4)) > 0.9


@pytest.mark.parametrize("by", [4.0, 12.0, 20.0, 28.0])
def test_the_region_may_be_tight_or_wide(put: Put, page: pymupdf.Document, tmp_path: Path, by: float) -> None:
    file = tmp_path / "page.pdf"
    page.save(file)
    region = around(NUMBER, WORD, by=by)
    assert put(file, WHAT_NUMBER, region).text == NUMBER.text
    assert put(file, WHAT_WORD, region).text == WORD.text


def test_what_another_region_holds_is_not_found_here(put: Put, page: pymupdf.Document, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    page.save(file)
    assert put(file, WHAT_NUMBER, around(ELSEWHERE)).text == ELSEWHERE.text
    assert put(file, WHAT_WORD, around(ELSEWHERE)).outcome is Outcome.NOT_FOUND


def test_a_scan_is_lit_where_the_number_stands(put: Put, page: pymupdf.Document, tmp_path: Path) -> None:
    file = tmp_path / "scan.png"
    page[0].get_pixmap(dpi=150).save(file)
    answer = put(file, WHAT_NUMBER, around(NUMBER, WORD))
    assert answer.text == NUMBER.text
    (evidence,) = answer.evidence
    assert PageRect.union(evidence.boxes).iou(NUMBER.on(A4)) > 0.5
