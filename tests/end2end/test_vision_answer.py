"""From a model folder to the highlight: import, load, render the region, look, answer, find the place.

The model is the real class with tiny weights that were taught a few questions about the samples
(tests/checkpoints/taught_qwen2_vl.py); everything around it is what the program runs.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quizglass.answering.ask import ask
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import Answer, AnswerEvent, EvidenceFound, Outcome, Question, TextDelta
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.geometry import PageRect
from quizglass.models import registry, store
from quizglass.models.engine import Engine
from quizglass.pages import DocumentSource
from quizglass.settings import Quantization

CHECKPOINTS = Path(__file__).parents[1] / "checkpoints"
TOTALS = PageRect(0.55, 0.50, 0.95, 0.60)
TOTAL = PageRect(0.758, 0.570, 0.864, 0.583)
DATE_OF_LETTER = PageRect(0.13, 0.147, 0.258, 0.166)


@pytest.fixture(scope="module")
def taught_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = runpy.run_path(str(CHECKPOINTS / "qwen2_vl.py"))["make"](
        tmp_path_factory.mktemp("taught") / "Taught Qwen2-VL", most_image_tokens=64
    )
    loss = runpy.run_path(str(CHECKPOINTS / "taught_qwen2_vl.py"))["teach"](folder)
    assert loss < 0.05
    return folder


@pytest.fixture(scope="module", params=list(Quantization))
def engine(
    request: pytest.FixtureRequest, taught_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """Through the store and the registry, as the program does it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZGLASS_MODELS", str(tmp_path_factory.mktemp("models")))
        model = store.import_folder(taught_folder)
        engine = registry.create_engine(model.id, quantization=request.param, device="cpu")
        engine.load(lambda _: None, CancelToken())
    yield engine
    engine.unload()


Put = Callable[..., Answer]


@pytest.fixture
def put(engine: Engine, documents: DocumentService, samples: Path) -> Put:
    """Puts a question to the first page of a sample."""

    def put(
        sample: str,
        text: str,
        region: PageRect | None = None,
        emit: Callable[[AnswerEvent], None] = lambda _: None,
        cancel: CancelToken | None = None,
    ) -> Answer:
        question = Question(text, DocumentSource(str(samples / sample)), (0,), region, engine.info.id)
        return ask(question, engine, DocumentPages(documents), emit=emit, cancel=cancel or CancelToken())

    return put


def test_a_region_is_answered_and_lit(put: Put) -> None:
    events: list[AnswerEvent] = []
    answer = put("invoice.pdf", "What is the total?", TOTALS, events.append)
    assert answer.text == "GBP 2,286.60"
    assert answer.outcome is Outcome.FOUND
    (evidence,) = answer.evidence
    assert evidence.source == "words"
    assert PageRect.union(evidence.boxes).iou(TOTAL) > 0.8
    assert "".join(event.text for event in events if isinstance(event, TextDelta)).strip() == answer.text
    assert EvidenceFound(evidence) in events


def test_a_scan_is_lit_on_the_words_that_were_read_from_it(put: Put) -> None:
    answer = put("scanned-letter.pdf", "When was it signed?")
    assert answer.text == "9 October 1987"
    (evidence,) = answer.evidence
    assert (evidence.source, evidence.text) == ("words", "9 October 1987")
    assert PageRect.union(evidence.boxes).iou(DATE_OF_LETTER) > 0.6


def test_the_same_question_to_another_picture_has_another_answer(put: Put) -> None:
    assert put("scanned-letter.pdf", "What is the total?").text == "1,750 pounds"


def test_russian(put: Put) -> None:
    answer = put("lease-ru.pdf", "Когда подписан договор?")
    assert answer.text == "17 февраля 2025 г."
    assert answer.evidence


def test_what_is_not_there_is_not_found(put: Put) -> None:
    events: list[AnswerEvent] = []
    answer = put("invoice.pdf", "When was it signed?", TOTALS, events.append)
    assert answer.outcome is Outcome.NOT_FOUND
    assert not answer.evidence
    assert not [event for event in events if isinstance(event, TextDelta)], "the marker is never shown"


def test_stop_keeps_what_had_come(put: Put) -> None:
    cancel = CancelToken()

    def stop(event: AnswerEvent) -> None:
        if isinstance(event, TextDelta):
            cancel.cancel()

    answer = put("invoice.pdf", "Who is the seller?", emit=stop, cancel=cancel)
    assert answer.outcome is Outcome.STOPPED
    assert answer.text
    assert "Hollis & Brandt Fittings Ltd.".startswith(answer.text)
    # The next question is not disturbed by it.
    assert put("invoice.pdf", "Who is the seller?").text == "Hollis & Brandt Fittings Ltd."


def test_the_model_points_at_a_phrase(engine: Engine, documents: DocumentService, samples: Path) -> None:
    from quizglass.geometry import WHOLE_PAGE, Size
    from quizglass.models.engine import View

    size = engine.image_size(Size(595, 842))
    assert size
    source = DocumentSource(str(samples / "scanned-letter.pdf"))
    picture = DocumentPages(documents).picture(source, 0, WHOLE_PAGE, size, CancelToken())
    glimpse = engine.look(View(0, (), image=picture), CancelToken())
    (box,) = engine.locate(glimpse, "9 October 1987", CancelToken())
    assert box.iou(DATE_OF_LETTER) > 0.8
