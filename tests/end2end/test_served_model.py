"""A real ``transformers serve`` on loopback with a tiny LLaVA: added, asked, compared with ``generate``, removed."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import served_llava
from PIL import Image
from served_llava import Served, serving

from quizglass.answering.ask import ask
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import Question
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import ServerLacksModel
from quizglass.geometry import PageRect
from quizglass.models.engine import A4, Ask, View
from quizglass.models.server import messages, picture
from quizglass.models.server.engine import ServerEngine
from quizglass.models.server.server import Server
from quizglass.pages import DocumentSource, PageImage

pytestmark = pytest.mark.network

QUESTION = "What is the total?"
TOKENS = 24
IMAGE = PageImage(112, 84, 336, bytes((x * 5 + y * 9) % 256 for y in range(84) for x in range(336)))


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    pytest.importorskip("fastapi")
    with serving(served_llava.make(tmp_path_factory.mktemp("served") / "llava-tiny")) as served:
        yield served


@pytest.fixture
def engine(served: Served) -> Iterator[ServerEngine]:
    engine = ServerEngine(Server("server:llava", served.address, str(served.folder)))
    engine.load(lambda _: None, CancelToken())
    yield engine
    engine.unload()


def generated(folder: Path, most_tokens: int) -> str:
    """What plain ``generate`` of the same class says to the same messages and picture."""
    import torch
    from transformers import AutoProcessor, LlavaForConditionalGeneration

    shown = picture.data_url(IMAGE, (IMAGE.width, IMAGE.height))
    talk = messages.question(lambda words: messages.beside_picture(shown, words), QUESTION)
    for part in talk[1]["content"]:
        if part["type"] == "image_url":
            data = base64.b64decode(part.pop("image_url")["url"].partition(",")[2])
            part |= {"type": "image", "image": Image.open(io.BytesIO(data))}
    processor = AutoProcessor.from_pretrained(folder)
    inputs = processor.apply_chat_template(
        talk, add_generation_prompt=True, tokenize=True, return_dict=True, return_tensors="pt"
    )
    model = LlavaForConditionalGeneration.from_pretrained(folder, dtype="auto")
    with torch.inference_mode():
        tokens = model.generate(**inputs, do_sample=False, max_new_tokens=most_tokens)
    return str(processor.decode(tokens[0, inputs["input_ids"].shape[1] :], skip_special_tokens=True)).strip()


def test_it_says_what_generate_says(served: Served, engine: ServerEngine) -> None:
    glimpse = engine.look(View(0, (), image=IMAGE), CancelToken())
    shown: list[str] = []
    reply = engine.answer(glimpse, Ask(QUESTION, max_new_tokens=TOKENS), on_text=shown.append, cancel=CancelToken())
    assert reply.found
    assert len(shown) > 1
    assert reply.text == "".join(shown).strip()
    # Half a letter at the end, where the answer is cut for its length, is not sent.
    assert reply.text.rstrip("\ufffd ") == generated(served.folder, TOKENS).rstrip("\ufffd ")


def test_it_depends_on_the_picture(engine: ServerEngine) -> None:
    def said(image: PageImage) -> str:
        glimpse = engine.look(View(0, (), image=image), CancelToken())
        ask = Ask(QUESTION, max_new_tokens=TOKENS)
        return engine.answer(glimpse, ask, on_text=lambda _: None, cancel=CancelToken()).text

    assert said(IMAGE) != said(PageImage(112, 84, 336, b"\xff" * len(IMAGE.data)))


def test_stop_reaches_it(engine: ServerEngine) -> None:
    cancel = CancelToken()
    glimpse = engine.look(View(0, (), image=IMAGE), cancel)
    ask = Ask(QUESTION, max_new_tokens=500)
    reply = engine.answer(glimpse, ask, on_text=lambda _: cancel.cancel(), cancel=cancel)
    assert reply.stopped
    assert reply.text


def test_a_region_of_a_document_is_asked(engine: ServerEngine, documents: DocumentService, samples: Path) -> None:
    question = Question(QUESTION, DocumentSource(str(samples / "invoice.pdf")), (0,), PageRect(0.5, 0.4, 1.0, 0.6))
    answer = ask(question, engine, DocumentPages(documents), emit=lambda _: None, cancel=CancelToken())
    assert answer.seen == engine.image_size(type(A4)(0.5 * A4.width, 0.2 * A4.height))
    assert answer.model == "server:llava"


def test_another_model_than_the_served_one(served: Served) -> None:
    engine = ServerEngine(Server("server:x", served.address, "team/another"))
    engine.load(lambda _: None, CancelToken())
    try:
        with pytest.raises(ServerLacksModel, match="team/another"):
            engine.answer(
                engine.look(View(0, (), image=IMAGE), CancelToken()),
                Ask(QUESTION),
                on_text=lambda _: None,
                cancel=CancelToken(),
            )
    finally:
        engine.unload()


def test_added_asked_and_removed_on_the_command_line(quizglass: Any, served: Served, samples: Path) -> None:
    added = quizglass("models", "add-server", served.address, "--model", served.folder, "--id", "llava", "--json")
    assert (added.returncode, added.stderr) == (0, "")
    assert json.loads(added.stdout)["id"] == "server:llava"
    assert "server:llava" in quizglass("models", "list").stdout
    shown = quizglass("models", "show", "server:llava").stdout
    assert served.address in shown
    assert str(served.folder) in shown
    arguments = ["--page", 1, "--region", "0.5,0.4,1,0.6", "--model", "server:llava", "--json"]
    asked = quizglass("ask", samples / "invoice.pdf", QUESTION, *arguments)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert json.loads(asked.stdout)["model"] == "server:llava"
    assert quizglass("models", "remove", "server:llava").returncode == 0
    assert quizglass("ask", samples / "invoice.pdf", QUESTION, *arguments).returncode == 3
