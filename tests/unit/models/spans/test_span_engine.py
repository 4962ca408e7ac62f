"""Span engines: what they point at, how regions, pictures and cancelling count, and folders that cannot be used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import torch

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, ModelDamaged, ModelFolderUnusable
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.models import model_folder
from quizglass.models.engine import Ask, EngineKind, View
from quizglass.models.installed import InstalledModel
from quizglass.models.layoutlm.engine import LayoutLMEngine
from quizglass.models.layoutlmv2.engine import LayoutLMv2Engine
from quizglass.models.layoutlmv3.engine import LayoutLMv3Engine
from quizglass.models.spans.engine import SpanEngine
from quizglass.pages import PageImage, Word

ENGINES = {"layoutlm": LayoutLMEngine, "layoutlmv2": LayoutLMv2Engine, "layoutlmv3": LayoutLMv3Engine}
TEXT = "Invoice 2025-0417 of 9 October Total amount to pay 481.20 GBP Договор аренды подписан 17 февраля"


def words() -> tuple[Word, ...]:
    placed = ((0.1 + 0.15 * (n % 5), 0.1 + 0.1 * (n // 5), text) for n, text in enumerate(TEXT.split()))
    return tuple(Word(text, PageRect(x, y, x + 0.12, y + 0.03), 0, 0) for x, y, text in placed)


def opened(engine: SpanEngine) -> SpanEngine:
    engine.load(lambda _: None, CancelToken())
    return engine


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tiny: Callable[..., Path]) -> Iterator[SpanEngine]:
    made = ENGINES[request.param](InstalledModel("t", "T", request.param, tiny(request.param)), device="cpu")
    yield opened(made)
    made.unload()


def grey(value: int) -> PageImage:
    return PageImage(30, 20, 90, bytes([value]) * 1800)


def asked(engine: SpanEngine, view: View, question: str = "What is the total?") -> tuple[int, ...]:
    told: list[str] = []
    reply = engine.answer(engine.look(view, CancelToken()), Ask(question), on_text=told.append, cancel=CancelToken())
    assert "".join(told) == reply.text
    assert reply.text == " ".join(view.words[index].text for index in reply.words)
    assert reply.found == bool(reply.words)
    assert reply.confidence is not None
    return reply.words


def test_it_says_what_it_is(engine: SpanEngine) -> None:
    assert engine.info.kind is EngineKind.SPAN
    assert engine.info.memory_bytes > 0
    assert engine.info.quantization == ""


def test_it_points_into_the_region(engine: SpanEngine) -> None:
    region = PageRect(0.0, 0.18, 1.0, 0.25)
    inside = {index for index, word in enumerate(words()) if region.contains(*word.box.center)}
    pointed = {asked(engine, View(0, words(), region, grey(90)), question) for question in ("Total?", "Who?", "17")}
    assert set().union(*pointed) <= inside


def test_a_region_without_words_has_no_answer(engine: SpanEngine) -> None:
    assert asked(engine, View(0, words(), PageRect(0.9, 0.9, 1.0, 1.0), grey(90))) == ()
    assert asked(engine, View(0, (), WHOLE_PAGE, grey(90))) == ()


def test_one_question_leaves_nothing_for_the_next(engine: SpanEngine) -> None:
    view = View(0, words(), WHOLE_PAGE, grey(90))
    first = asked(engine, view)
    asked(engine, view, "Когда подписан договор?")
    assert asked(engine, view) == first


def test_a_cancel_ends_the_answer(engine: SpanEngine) -> None:
    cancel = CancelToken()
    glimpse = engine.look(View(0, words(), WHOLE_PAGE, grey(90)), cancel)
    cancel.cancel()
    assert engine.answer(glimpse, Ask("Total?"), on_text=lambda _: None, cancel=cancel).stopped
    with pytest.raises(Cancelled):
        engine.look(View(0, words(), WHOLE_PAGE, grey(90)), cancel)


def test_it_finds_what_is_printed(engine: SpanEngine) -> None:
    glimpse = engine.look(View(0, words(), WHOLE_PAGE, grey(90)), CancelToken())
    assert engine.locate(glimpse, "481.20 gbp", CancelToken()) == (words()[9].box, words()[10].box)
    assert engine.locate(glimpse, "never printed", CancelToken()) == ()


def test_a_glimpse_outlives_unloading(engine: SpanEngine) -> None:
    glimpse = engine.look(View(0, words(), WHOLE_PAGE, grey(90)), CancelToken())
    before = engine.answer(glimpse, Ask("Total?"), on_text=lambda _: None, cancel=CancelToken())
    engine.unload()
    opened(engine)
    assert engine.answer(glimpse, Ask("Total?"), on_text=lambda _: None, cancel=CancelToken()) == before


def test_only_those_that_see_want_a_picture(engine: SpanEngine) -> None:
    size = engine.image_size(Size(100.0, 400.0))
    assert (size is None) == isinstance(engine, LayoutLMEngine)
    assert size is None or size == (168, 672)


@pytest.mark.parametrize("family", ["layoutlmv2", "layoutlmv3"])
def test_what_is_seen_counts(family: str, tiny: Callable[..., Path]) -> None:
    engine = opened(ENGINES[family](InstalledModel("t", "T", family, tiny(family)), device="cpu"))
    seen = [engine.look(View(0, words(), WHOLE_PAGE, grey(value)), CancelToken()).features for value in (0, 255)]
    assert not torch.equal(*seen)
    engine.unload()


def test_a_model_that_cannot_answer_is_refused(tiny: Callable[..., Path], tmp_path: Path) -> None:
    folder = shutil.copytree(tiny("layoutlmv3"), tmp_path / "base")
    config = json.loads((folder / "config.json").read_text()) | {"architectures": ["LayoutLMv3Model"]}
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelFolderUnusable) as refused:
        model_folder.inspect(folder)
    assert "LayoutLMv3Model" in str(refused.value)


def test_missing_weights_are_damage(tiny: Callable[..., Path], tmp_path: Path) -> None:
    folder = shutil.copytree(tiny("layoutlm"), tmp_path / "short")
    config = json.loads((folder / "config.json").read_text()) | {"num_hidden_layers": 3}
    (folder / "config.json").write_text(json.dumps(config))
    with pytest.raises(ModelDamaged):
        opened(LayoutLMEngine(InstalledModel("t", "T", "layoutlm", folder), device="cpu"))


def test_a_folder_that_says_nothing_of_pictures_is_run(tiny: Callable[..., Path], tmp_path: Path) -> None:
    folder = shutil.copytree(tiny("layoutlmv2"), tmp_path / "bare")
    (folder / "preprocessor_config.json").unlink()
    engine = opened(LayoutLMv2Engine(InstalledModel("t", "T", "layoutlmv2", folder), device="cpu"))
    engine.look(View(0, words(), WHOLE_PAGE, grey(90)), CancelToken())
    engine.unload()


def test_layoutxlm_is_known_by_its_vocabulary(tiny: Callable[..., Path]) -> None:
    """Its published config.json says "layoutlmv2"."""
    folder = tiny("layoutlmv2", multilingual=True)
    assert model_folder.inspect(folder).family.id == "layoutlmv2"
    engine = opened(LayoutLMv2Engine(InstalledModel("t", "T", "layoutlmv2", folder), device="cpu"))
    assert type(engine._session.tokenizer).__name__ == "LayoutXLMTokenizer"
    asked(engine, View(0, words(), WHOLE_PAGE, grey(90)))
    engine.unload()
