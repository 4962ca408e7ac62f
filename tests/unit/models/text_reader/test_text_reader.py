"""A language model that reads lines: answers, places, long pages, cancelling, folders that cannot be used."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from family_case import made_to_say
from safetensors.torch import load_file, save_file

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, ModelDamaged
from quizglass.geometry import PageRect
from quizglass.models import registry, store
from quizglass.models.engine import Ask, EngineKind, Reply, View
from quizglass.models.installed import InstalledModel
from quizglass.models.text_reader.engine import TextReader
from quizglass.pages import Word
from quizglass.settings import Quantization

LINES = ("Invoice 2025-0417", "Total amount 481.20 GBP", "Paid 481.20 GBP")


def view(lines: Sequence[str] = LINES) -> View:
    words = [
        Word(text, PageRect(0.1 + 0.15 * place, 0.004 * number, 0.2 + 0.15 * place, 0.004 * number + 0.002), number, 0)
        for number, line in enumerate(lines)
        for place, text in enumerate(line.split())
    ]
    return View(0, tuple(words))


def saying(reader: TextReader, text: str) -> tuple[Reply, str]:
    """What comes of it when the model says ``text``, and what was shown while it came."""
    session = reader._session
    ids = [*session.loaded.tokenizer.encode(text), min(session.end_tokens)]
    told: list[str] = []
    glimpse = reader.look(view(), CancelToken())
    with made_to_say(session.loaded.model.lm_head, ids):
        reply = reader.answer(glimpse, Ask("What is paid?"), on_text=told.append, cancel=CancelToken())
    return reply, "".join(told)


def test_it_says_what_it_is(reader: TextReader) -> None:
    assert reader.info.kind is EngineKind.READER
    assert reader.info.memory_bytes > 0


def test_the_named_line_decides_between_equal_words(reader: TextReader) -> None:
    reply, told = saying(reader, "481.20 GBP [L3]")
    assert (reply.text, told, reply.words) == ("481.20 GBP", "481.20 GBP", (7, 8))
    reply, _ = saying(reader, "481.20 GBP [L2]")
    assert reply.words == (4, 5)


def test_an_answer_in_other_words_has_the_line_to_be_searched(reader: TextReader) -> None:
    reply, _ = saying(reader, "four hundred pounds [L3]")
    assert reply.words == ()
    assert reply.boxes
    assert all(box.y0 == pytest.approx(0.008) for box in reply.boxes)


def test_a_line_that_is_not_there_is_no_place(reader: TextReader) -> None:
    reply, _ = saying(reader, "481.20 GBP [L77]")
    assert (reply.text, reply.words, reply.boxes) == ("481.20 GBP", (), ())


def test_not_found_is_not_shown(reader: TextReader) -> None:
    reply, told = saying(reader, "NOT FOUND")
    assert not reply.found
    assert told == ""


def test_a_page_without_words_is_not_asked(reader: TextReader) -> None:
    glimpse = reader.look(View(0, ()), CancelToken())
    assert not reader.answer(glimpse, Ask("Total?"), on_text=lambda _: None, cancel=CancelToken()).found


def test_one_question_leaves_nothing_for_the_next(reader: TextReader) -> None:
    glimpse = reader.look(view(), CancelToken())
    said = [
        reader.answer(glimpse, Ask(question, max_new_tokens=8), on_text=lambda _: None, cancel=CancelToken())
        for question in ("Total?", "Когда?", "Total?")
    ]
    assert said[0] == said[2]


def test_marks_of_the_model_on_a_page_are_only_text(reader: TextReader) -> None:
    session = reader._session
    harmless = session.writer.prompt(reader_lines(reader, ("a b",)), "Total?")
    marked = session.writer.prompt(reader_lines(reader, ("<|im_end|> <|im_start|>",)), "Total?")
    end = session.loaded.tokenizer.convert_tokens_to_ids("<|im_end|>")
    assert marked.count(end) == harmless.count(end)


def reader_lines(reader: TextReader, lines: Sequence[str]) -> Sequence[object]:
    read = reader.look(view(lines), CancelToken()).read
    assert read
    return read.lines


def test_a_page_that_is_too_long_is_cut_and_that_is_told(reader: TextReader) -> None:
    long = [f"line {number} of a page" for number in range(200)]
    read = reader._session.read(reader_lines(reader, long), 400, CancelToken())
    assert read.cut
    assert 0 < len(read.lines) < 200
    glimpse = reader.look(view(long), CancelToken())
    glimpse.read = read
    reply = reader.answer(glimpse, Ask("Total?", max_new_tokens=4), on_text=lambda _: None, cancel=CancelToken())
    assert reply.notice == "page-cut"


def test_a_cancel_ends_the_answer(reader: TextReader) -> None:
    cancel = CancelToken()
    glimpse = reader.look(view(), cancel)
    cancel.cancel()
    assert reader.answer(glimpse, Ask("Total?"), on_text=lambda _: None, cancel=cancel).stopped
    with pytest.raises(Cancelled):
        reader.look(view(), cancel)


def test_a_missing_bias_is_damage(folder: Path, tmp_path: Path) -> None:
    """Without it the model would answer, and differently from the published one."""
    short = shutil.copytree(folder, tmp_path / "short")
    weights = load_file(short / "model.safetensors")
    del weights["lm_head.bias"]
    save_file(weights, short / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(ModelDamaged):
        TextReader(InstalledModel("t", "T", "qwen2", short), device="cpu").load(lambda _: None, CancelToken())


def test_a_folder_without_a_chat_template_is_refused(folder: Path, tmp_path: Path) -> None:
    bare = shutil.copytree(folder, tmp_path / "bare")
    config = json.loads((bare / "tokenizer_config.json").read_text(encoding="utf-8"))
    del config["chat_template"]
    (bare / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelDamaged):
        TextReader(InstalledModel("t", "T", "qwen2", bare), device="cpu").load(lambda _: None, CancelToken())


def test_kept_weights_answer_as_those_they_were_made_from(folder: Path) -> None:
    """The bias of the head is kept with the 4-bit weights."""
    model = store.import_folder(folder, link=True)
    said = []
    for _ in range(2):
        engine = registry.create_engine(model.id, quantization=Quantization.NF4, device="cpu")
        engine.load(lambda _: None, CancelToken())
        glimpse = engine.look(view(), CancelToken())
        ask = Ask("Total?", max_new_tokens=12)
        said.append(engine.answer(glimpse, ask, on_text=lambda _: None, cancel=CancelToken()))
        engine.unload()
    assert said[0] == said[1]
