"""A server's model as an engine: what is sent, what is understood, Stop, many at once."""

from __future__ import annotations

import base64
import io
import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from PIL import Image
from scripted_server import (
    MODEL,
    Handler,
    Reply,
    ScriptedServer,
    breaks_off,
    event,
    record,
    refuses,
    says,
    sends,
    waits,
    whole,
)

from quizglass.answering.notices import words
from quizglass.answers import Exchange
from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, PictureRefused, ServerBrokeOff, ServerOnlyThought
from quizglass.geometry import PageRect
from quizglass.models.engine import A4, Ask, View
from quizglass.models.engine import Reply as Answered
from quizglass.models.prompting import SYSTEM
from quizglass.models.server.engine import SMALLER_FOR_SERVER, ServerEngine
from quizglass.models.server.server import Pointing
from quizglass.sampling import Sampling

pytestmark = pytest.mark.network

QUESTION = "What is the total?"
TOO_LARGE = (
    refuses(413),
    refuses(400, "This model's maximum context length is 4096 tokens. However, you requested 9001 tokens."),
    refuses(400, "The decoder prompt (length 5002) is longer than the maximum model length of 4096."),
    refuses(400, "request (5210 tokens) exceeds the available context size (4096 tokens), try increasing it"),
    refuses(422, "Image too large: 1008x1008"),
    sends(event({"error": {"message": "The input is too long.", "code": 400}})),
)


def ask(
    engine: ServerEngine, view: View, question: str = QUESTION, cancel: CancelToken | None = None, **more: Any
) -> tuple[Answered, list[str]]:
    """The reply and the pieces that were shown."""
    cancel = cancel or CancelToken()
    shown: list[str] = []
    reply = engine.answer(engine.look(view, cancel), Ask(question, **more), on_text=shown.append, cancel=cancel)
    return reply, shown


def picture_in(message: dict[str, Any]) -> Image.Image:
    head, _, data = message["content"][0]["image_url"]["url"].partition(",")
    assert head == "data:image/png;base64"
    return Image.open(io.BytesIO(base64.b64decode(data)))


def test_an_answer_comes_piece_by_piece(asking: Any, view: View) -> None:
    engine, _ = asking(says("It ", "is ", "481.20"))
    reply, shown = ask(engine, view)
    assert shown == ["It ", "is ", "481.20"]
    assert (reply.text, reply.found, reply.stopped, reply.notice) == ("It is 481.20", True, False, "")


def test_what_is_sent(asking: Any, view: View) -> None:
    engine, server = asking()
    ask(engine, view, "  Сколько? ", language="en", max_new_tokens=77)
    [request] = server.asked
    assert request.path == "/v1/chat/completions"
    assert {name: request.body[name] for name in ("model", "max_tokens", "temperature", "stream")} == {
        "model": MODEL, "max_tokens": 77, "temperature": 0.0, "stream": True,
    }  # fmt: skip
    system, user = request.body["messages"]
    assert system == {"role": "system", "content": SYSTEM}
    assert user["content"][1] == {"type": "text", "text": "Сколько?\nAnswer in English."}
    assert "Authorization" not in request.headers


def test_what_is_left_to_chance_is_sent(asking: Any, view: View) -> None:
    engine, server = asking()
    ask(engine, view, sampling=Sampling(0.8, 0.9, seed=5))
    ask(engine, view, sampling=Sampling(0.8))
    drawn = [{name: request.body.get(name) for name in ("temperature", "top_p", "seed")} for request in server.asked]
    assert drawn == [
        {"temperature": 0.8, "top_p": 0.9, "seed": 5},
        {"temperature": 0.8, "top_p": 1.0, "seed": None},
    ]


def test_the_picture_arrives_pixel_by_pixel(asking: Any, view: View) -> None:
    engine, server = asking()
    ask(engine, view)
    sent = picture_in(server.asked[0].body["messages"][1])
    image = view.image
    assert image is not None
    assert sent.size == (image.width, image.height)
    assert sent.tobytes() == b"".join(image.data[y * image.stride :][: 3 * image.width] for y in range(image.height))


def test_earlier_questions_stand_between_the_picture_and_the_new_one(asking: Any, view: View) -> None:
    engine, server = asking()
    ask(engine, view, "And of what?", earlier=(Exchange("How much?", "7"), Exchange("Why?", "")))
    messages = server.asked[0].body["messages"]
    assert [message["role"] for message in messages] == ["system", *["user", "assistant"] * 2, "user"]
    assert messages[1]["content"][1]["text"] == "How much?"
    assert [messages[2]["content"], messages[3]["content"]] == ["7", "Why?"]
    assert messages[5]["content"] == "And of what?"


@pytest.mark.parametrize("pieces", [("NOT", " FOUND"), ("not found",), ("",), ()])
def test_not_found_is_never_shown(asking: Any, view: View, pieces: tuple[str, ...]) -> None:
    engine, _ = asking(says(*pieces))
    reply, shown = ask(engine, view)
    assert (reply.text, reply.found, shown) == ("", False, [])


def test_an_answer_in_one_piece(asking: Any, view: View) -> None:
    engine, _ = asking(whole({"choices": [{"message": {"role": "assistant", "content": "481.20"}}]}))
    assert ask(engine, view)[0].text == "481.20"


def test_what_a_model_thinks_is_not_its_answer(asking: Any, view: View) -> None:
    thinking = {"choices": [{"index": 0, "delta": {"reasoning_content": "Let me see ..."}, "finish_reason": None}]}
    counted = {"choices": [], "usage": {"total_tokens": 9}}
    stream = b": ping\n\n" + event(thinking) + event(record("7")) + event(record(None, "stop")) + event(counted)
    engine, _ = asking(sends(stream))
    assert ask(engine, view)[0].text == "7"


@pytest.mark.parametrize(
    ("pieces", "shown", "text"),
    [
        (["<thi", "nk>7 or 8?", " NOT FOUND</thi", "nk>\n\n", "It is ", "7"], ["It is ", "7"], "It is 7"),
        (["7 or 8?", "</think>", "\n7"], None, "7"),
        (["<think>", "7 or 8?"], [], ""),
        (["<b>7", "</b>"], ["<b>7", "</b>"], "<b>7</b>"),
        (["<", "5 kg"], ["<5 kg"], "<5 kg"),
        (["<think>who?</think>", "NOT ", "FOUND"], [], ""),
    ],
)
def test_thoughts_in_the_text_are_left_out(
    asking: Any, view: View, pieces: list[str], shown: list[str] | None, text: str
) -> None:
    engine, _ = asking(says(*pieces))
    reply, came = ask(engine, view)
    assert (reply.text, reply.found) == (text, bool(text))
    assert shown is None or came == shown


@pytest.mark.parametrize("pieces", [(), ("<think>Let me see",)])
def test_thinking_until_the_end_is_no_not_found(asking: Any, view: View, pieces: tuple[str, ...]) -> None:
    engine, _ = asking(says(*pieces, finish="length"))
    with pytest.raises(ServerOnlyThought):
        ask(engine, view)


def test_half_a_letter_is_replaced(asking: Any, view: View) -> None:
    engine, _ = asking(says("7 \ud83d", " \U0001f600"))
    assert ask(engine, view)[0].text == "7 \ufffd \U0001f600"


def test_letters_cut_in_the_middle_and_both_line_ends(asking: Any, view: View) -> None:
    def reply(to: Handler) -> None:
        to.begin()
        for data in (record("Сорок "), record("два", "stop")):
            line = f"data: {json.dumps(data, ensure_ascii=False)}\r\n\r\n".encode()
            for place in range(len(line)):
                to.chunk(line[place : place + 1])
        to.end()

    engine, _ = asking(reply)
    assert ask(engine, view)[0].text == "Сорок два"


@pytest.mark.parametrize("refusal", TOO_LARGE)
def test_a_picture_that_is_too_large_is_made_smaller(asking: Any, view: View, refusal: Reply) -> None:
    engine, server = asking(refusal, refusal, says("7"))
    wished = engine.image_size(A4)
    reply, shown = ask(engine, view)
    sizes = [picture_in(request.body["messages"][1]).size for request in server.asked]
    assert (reply.text, shown, reply.notice) == ("7", ["7"], SMALLER_FOR_SERVER)
    assert sizes[0] == (840, 420)
    assert sizes[0][0] * sizes[0][1] >= 2 * sizes[1][0] * sizes[1][1] >= 4 * sizes[2][0] * sizes[2][1]
    assert all(abs(width / height - 2) < 0.8 for width, height in sizes)
    assert ask(engine, view)[0].notice == SMALLER_FOR_SERVER
    assert all(words(reply.notice))
    now = engine.image_size(A4)
    assert now[0] * now[1] < wished[0] * wished[1]


def test_a_server_that_takes_no_picture_at_all(asking: Any, view: View) -> None:
    engine, server = asking(refuses(413))
    with pytest.raises(PictureRefused):
        ask(engine, view)
    assert 1 <= len(server.asked) <= 6


@pytest.mark.parametrize(
    ("pointing", "text", "box"),
    [
        (Pointing.THOUSANDTHS, "total (500,0),(1000,500)", PageRect(0.5, 0.5, 0.75, 0.75)),
        (Pointing.PIXELS, '[{"bbox_2d": [420, 0, 840, 210]}]', PageRect(0.5, 0.5, 0.75, 0.75)),
        (Pointing.NONE, "[420, 0, 840, 210]", None),
    ],
)
def test_boxes_are_in_fractions_of_the_page(
    asking: Any, view: View, pointing: Pointing, text: str, box: PageRect | None
) -> None:
    engine, server = asking(says(text), pointing=pointing)
    glimpse = engine.look(view, CancelToken())
    assert engine.locate(glimpse, "the total", CancelToken()) == (() if box is None else (box,))
    assert len(server.asked) == (box is not None)
    assert ask(engine, view)[0].boxes == (() if box is None else (box,))


def test_stop_ends_a_silent_wait_at_once(asking: Any, view: View) -> None:
    engine, _ = asking(waits())
    cancel = CancelToken()
    threading.Timer(0.05, cancel.cancel).start()
    reply, shown = ask(engine, view, cancel=cancel)
    assert (reply.stopped, reply.text, shown) == (True, "", [])


def test_stop_keeps_what_had_come_and_the_engine_goes_on(asking: Any, view: View) -> None:
    engine, _ = asking(waits("It ", "is "), says("7"))
    cancel = CancelToken()
    shown: list[str] = []

    def on_text(piece: str) -> None:
        shown.append(piece)
        if len(shown) == 2:
            cancel.cancel()

    reply = engine.answer(engine.look(view, cancel), Ask(QUESTION), on_text=on_text, cancel=cancel)
    assert (reply.stopped, reply.text) == (True, "It is")
    assert ask(engine, view)[0].text == "7"


def test_stopped_before_it_began(asking: Any, view: View) -> None:
    engine, server = asking()
    cancel = CancelToken()
    glimpse = engine.look(view, cancel)
    cancel.cancel()
    assert engine.answer(glimpse, Ask(QUESTION), on_text=print, cancel=cancel).stopped
    with pytest.raises(Cancelled):
        engine.look(view, cancel)
    assert server.asked == []


def test_as_many_at_once_as_agreed(asking: Any, view: View) -> None:
    together = threading.Barrier(3)
    inside: list[int] = []
    most: list[int] = []

    def reply(to: Handler) -> None:
        inside.append(1)
        most.append(len(inside))
        together.wait(10)  # passes only when three are here at the same time
        inside.pop()
        says("yes")(to)

    engine, server = asking(reply, parallel=3)
    with ThreadPoolExecutor(9) as pool:
        replies = list(pool.map(lambda number: ask(engine, view, f"Question {number}?"), range(9)))
    assert [reply.text for reply, _ in replies] == ["yes"] * 9
    assert max(most) == 3
    assert len(server.asked) == 9


def test_unloading_breaks_off_and_it_can_be_loaded_again(asking: Any, view: View) -> None:
    engine, _ = asking(waits("It "), says("7"))
    begun = threading.Event()
    glimpse = engine.look(view, CancelToken())
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(engine.answer, glimpse, Ask(QUESTION), on_text=lambda _: begun.set(), cancel=CancelToken())
        assert begun.wait(5)
        engine.unload()
        assert answer.result(5).stopped
    engine.load(lambda _: None, CancelToken())
    assert ask(engine, view)[0].text == "7"


def test_the_info_says_where_the_answers_come_from(scripted: Callable[..., ScriptedServer]) -> None:
    engine = ServerEngine(scripted().as_server())
    assert (engine.info.device, engine.info.name) == ("127.0.0.1", "tiny")


def test_a_broken_answer_is_not_asked_for_twice(asking: Any, view: View) -> None:
    engine, server = asking(breaks_off("It is 4"), says("It is 481.20"))
    with pytest.raises(ServerBrokeOff):
        ask(engine, view)
    assert len(server.asked) == 1
