"""Every model family through the real store, registry and engine, on a tiny checkpoint of its real class."""

from __future__ import annotations

import gc
import importlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch
from family_case import FamilyCase
from family_table import FamilyChecks

from quizglass.answers import Exchange
from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect, Size
from quizglass.models import registry, store
from quizglass.models.engine import A4, Ask, Engine, Glimpse, Parkable, View
from quizglass.pages import PageImage, Word
from quizglass.settings import Quantization

CASES: dict[str, FamilyCase] = {
    module.stem: importlib.import_module(module.stem).CASE
    for module in sorted(Path(__file__).parent.glob("*_case.py"))
    if module.stem != "family_case"
}
REGION = PageRect(0.10, 0.20, 0.85, 0.60)
PLACE = PageRect(0.30, 0.30, 0.70, 0.45)
"""On the page, within the region."""
ASKS = (
    Ask("What is the total?", max_new_tokens=24),
    Ask("Когда подписан договор?", (Exchange("Who?", "Иванов"),), "ru", max_new_tokens=24),
)
LINES = ("Invoice 2025-0417 of 9 October", "Total amount to pay 481.20 GBP", "Договор аренды подписан 17 февраля")


@pytest.fixture(scope="session", params=CASES)
def case(request: pytest.FixtureRequest) -> FamilyCase:
    return CASES[request.param]


@pytest.fixture(scope="session")
def folder(case: FamilyCase, tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("families") / f"Tiny {case.family}"
    case.make(written)
    return written


Load = Callable[..., Engine]


@pytest.fixture
def load(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Load]:
    """Imports the folder and loads it as the program does, on a processor that computes in 32 bit."""
    monkeypatch.setattr(torch.cpu, "get_capabilities", dict)
    made: list[Engine] = []

    def imported(quantization: Quantization, device: str = "cpu") -> Engine:
        model = store.import_folder(folder, link=True)
        made.append(registry.create_engine(model.id, quantization=quantization, device=device))
        made[-1].load(lambda _: None, CancelToken())
        return made[-1]

    yield imported
    for engine in made:
        engine.unload()


def look(engine: Engine) -> Glimpse:
    return engine.look(view_for(engine), CancelToken())


def view_for(engine: Engine) -> View:
    """Words and a picture of noise, at the size that the engine asks for."""
    size = engine.image_size(Size(A4.width * REGION.width, A4.height * REGION.height))
    image = None
    if size is not None:
        width, height = size
        image = PageImage(width, height, 3 * width, random.Random(1).randbytes(3 * width * height))
    return View(0, tuple(words()), REGION, image)


def words() -> Iterator[Word]:
    """Three lines of words within the region."""
    for number, line in enumerate(LINES):
        for place, text in enumerate(line.split()):
            left, top = REGION.x0 + 0.02 + 0.11 * place, REGION.y0 + 0.05 + 0.1 * number
            yield Word(text, PageRect(left, top, left + 0.1, top + 0.02), number, 0)


def answer(engine: Engine) -> str:
    return engine.answer(look(engine), ASKS[0], on_text=lambda _: None, cancel=CancelToken()).text


@pytest.fixture(autouse=True)
def only_new_objects() -> Iterator[None]:
    """Leave out of every collection what was there before: quicker, and the weights of one test are its own."""
    gc.freeze()
    yield
    gc.unfreeze()


def parameter_bytes() -> int:
    """Of all weights that came in this test and are still alive."""
    gc.collect()
    return sum(thing.nbytes for thing in gc.get_objects() if type(thing) is torch.nn.Parameter)


def test_it_says_what_plain_generate_says(case: FamilyCase, folder: Path, load: Load, table: FamilyChecks) -> None:
    table.begin(case.family, "loads", "as generate")
    engine = load(Quantization.BF16)
    table.good(case.family, "loads")
    glimpse = look(engine)
    wanted = [list(case.plain(folder, glimpse.view, ask)) for ask in ASKS]
    # The first once more at the end: nothing of one question may stay behind for the next.
    said = [list(case.ours(engine, glimpse, ask)) for ask in (*ASKS, ASKS[0])]
    assert said == [*wanted, wanted[0]]
    table.good(case.family, "as generate")
    assert glimpse.held.memory > 0
    if isinstance(glimpse, Parkable):
        glimpse.park()
        engine.answer(glimpse, ASKS[0], on_text=lambda _: None, cancel=CancelToken())  # brings it back
        assert [list(case.ours(engine, glimpse, ask)) for ask in ASKS] == wanted


def test_its_boxes_are_mapped_to_the_page(case: FamilyCase, load: Load, table: FamilyChecks) -> None:
    if case.boxes is None:
        table.leave_out(case.family, "boxes")
        pytest.skip("this family cannot point")
    table.begin(case.family, "boxes")
    engine = load(Quantization.BF16)
    boxes = case.boxes(engine, look(engine), PLACE)
    assert boxes
    assert max(PLACE.iou(box) for box in boxes) > 0.9
    table.good(case.family, "boxes")


@pytest.mark.parametrize(("check", "quantization"), [("4-bit", Quantization.NF4), ("8-bit", Quantization.INT8)])
def test_it_answers_quantized(
    case: FamilyCase, load: Load, table: FamilyChecks, check: str, quantization: Quantization
) -> None:
    if not (case.four_bit if quantization is Quantization.NF4 else case.eight_bit):
        table.leave_out(case.family, check)
        pytest.skip("this family is not quantized")
    table.begin(case.family, check)
    engine = load(quantization)
    assert engine.info.quantization == quantization.value
    assert answer(engine) == answer(engine)
    table.good(case.family, check)


def test_unloading_gives_the_weights_back(case: FamilyCase, load: Load, table: FamilyChecks) -> None:
    table.begin(case.family, "unload")
    engine = load(Quantization.BF16)
    assert parameter_bytes() > 0
    said = answer(engine)
    engine.unload()
    assert parameter_bytes() == 0
    engine.load(lambda _: None, CancelToken())
    assert answer(engine) == said
    table.good(case.family, "unload")


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA card")
@pytest.mark.parametrize("quantization", list(Quantization))
def test_it_answers_on_a_card(case: FamilyCase, load: Load, quantization: Quantization) -> None:
    quantized = {Quantization.NF4: case.four_bit, Quantization.INT8: case.eight_bit}
    if not quantized.get(quantization, True):
        pytest.skip("this family is not quantized")
    engine = load(quantization, device="cuda")
    assert engine.info.device != "CPU"
    assert answer(engine) == answer(engine)
    engine.unload()
    assert torch.cuda.memory_allocated() < 32 * 2**20, "only the libraries' work space stays"
