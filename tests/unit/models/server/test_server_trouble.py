"""Servers that are slow, talk garbage, break off, refuse or are not there: each has its own words, none hangs."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scripted_server import (
    HASTY,
    Handler,
    Reply,
    breaks_off,
    event,
    raw,
    record,
    refuses,
    repeats,
    says,
    sends,
    waits,
    whole,
)

from quizglass.cancellation import CancelToken
from quizglass.errors import (
    AppError,
    ServerBrokeOff,
    ServerBusy,
    ServerError,
    ServerKeyRefused,
    ServerLacksModel,
    ServerNotUnderstood,
    ServerRefused,
    ServerTooSlow,
    ServerUnreachable,
)
from quizglass.models.engine import Ask, View
from quizglass.models.engine import Reply as Answered
from quizglass.models.server.engine import ServerEngine
from quizglass.models.server.patience import Patience
from quizglass.models.server.server import Server
from quizglass.models.server.trouble import reason_in

pytestmark = pytest.mark.network


def ask(engine: ServerEngine, view: View, most_tokens: int = 64) -> Answered:
    cancel = CancelToken()
    ask = Ask("What is the total?", max_new_tokens=most_tokens)
    return engine.answer(engine.look(view, cancel), ask, on_text=lambda _: None, cancel=cancel)


def resets(to: Handler) -> None:
    """The connection is torn down without a word."""
    to.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    to.connection.close()
    to.hang_up()


def redirects(to: Handler) -> None:
    to.begin(302, Location="http://elsewhere.example/v1/chat/completions")
    to.end()


GARBAGE = {
    "no JSON": sends(b"data: {\"choices\": [\n\n"),
    "a list": sends(b"data: [1, 2]\n\n"),
    "another record": sends(event({"object": "list", "data": []})),
    "a text of numbers": sends(event({"choices": [{"delta": {"content": 7}, "finish_reason": None}]})),
    "choices that are none": sends(event({"choices": ["a"]})),
    "nested without end": sends(b"data: " + b"[" * 100_000 + b"\n\n"),
    "a page for people": sends(b"<html><body>It works!</body></html>", "text/html"),
    "JSON without an answer": whole({"ok": True}),
    "a line without end": repeats(b"data: " + b"x" * 65536),
    "JSON without end": lambda to: (to.begin(kind="application/json"), [to.chunk(b"[" * 65536) for _ in range(80)]),
    "no HTTP": raw(b"220 mail.office.lan ESMTP ready\r\n\r\n"),
    "sent elsewhere": redirects,
    "no such path": refuses(404),
}  # fmt: skip


@pytest.mark.parametrize("reply", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_called_so(asking: Any, view: View, reply: Reply) -> None:
    engine, server = asking(reply)
    with pytest.raises(ServerNotUnderstood):
        ask(engine, view)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (refuses(401), ServerKeyRefused, "key"),
        (refuses(403), ServerKeyRefused, "key"),
        (refuses(404, "The model `team/tiny` does not exist."), ServerLacksModel, "team/tiny"),
        (refuses(400, "temperature\nmust  be 1"), ServerRefused, "temperature must be 1"),
        (refuses(418), ServerRefused, "418"),
        (sends(event({"error": "the worker died"})), ServerRefused, "the worker died"),
        (whole({"detail": [{"msg": "field required"}]}, 422), ServerRefused, "field required"),
    ],
)
def test_a_refusal_is_told_and_not_repeated(
    asking: Any, view: View, reply: Reply, error: type[AppError], words: str
) -> None:
    engine, server = asking(reply)
    with pytest.raises(error) as caught:
        ask(engine, view)
    assert words in str(caught.value)
    assert len(server.asked) == 1


PASSING = {
    "busy": (refuses(503, Retry_After="0"), ServerBusy),
    "too many": (refuses(429, Retry_After="soon"), ServerBusy),
    "a gateway": (refuses(502), ServerBusy),
    "an accident": (refuses(500, "CUDA error"), ServerRefused),
    "closes at once": (raw(b""), ServerBrokeOff),
    "tears down": (resets, ServerBrokeOff),
    "breaks off before a word": (breaks_off(), ServerBrokeOff),
    "ends without an end": (says(finish=None, done=False), ServerBrokeOff),
}


@pytest.mark.parametrize(("reply", "_"), PASSING.values(), ids=PASSING)
def test_what_passes_is_tried_again(asking: Any, view: View, reply: Reply, _: object) -> None:
    engine, server = asking(reply, reply, says("7"))
    assert ask(engine, view).text == "7"
    assert len(server.asked) == HASTY.tries


@pytest.mark.parametrize(("reply", "error"), PASSING.values(), ids=PASSING)
def test_what_does_not_pass_is_given_up(asking: Any, view: View, reply: Reply, error: type[AppError]) -> None:
    engine, server = asking(reply)
    with pytest.raises(error):
        ask(engine, view)
    assert len(server.asked) == HASTY.tries


@pytest.mark.parametrize(
    "reply",
    [breaks_off("It is "), says("It is ", finish=None, done=False)],
    ids=["in the middle of a record", "between two records"],
)
def test_half_an_answer_is_no_answer(asking: Any, view: View, reply: Reply) -> None:
    engine, server = asking(reply)
    with pytest.raises(ServerBrokeOff):
        ask(engine, view)
    assert len(server.asked) == 1


def test_an_answer_cut_at_any_byte_is_whole_or_none(scripted: Any, view: View) -> None:
    last = event(record("7")) + event(record(None, "stop"))
    stream = event(record("It is ")) + last + event("[DONE]")
    whole_from = len(event(record("It is "))) + len(last)
    cuts = range(0, len(stream) + 1, 3)
    server = scripted(*(sends(stream[:cut]) for cut in cuts))
    engine = ServerEngine(server.as_server(), key="", patience=Patience(tries=1))
    engine.load(lambda _: None, CancelToken())
    glimpse = engine.look(view, CancelToken())
    for cut in cuts:
        try:
            said = engine.answer(glimpse, Ask("How much?"), on_text=lambda _: None, cancel=CancelToken()).text
        except ServerBrokeOff:
            assert cut < whole_from
        else:
            assert cut >= whole_from
            assert said == "It is 7"
    engine.unload()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(
        st.one_of(
            st.binary(max_size=40),
            st.sampled_from([b"data:", b"data: [DONE]", b"\n", b"\r\n\r\n", b"event: error", b"\xff\xfe", b":"]),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.text(st.characters(), max_size=8),
                lambda inner: (
                    st.lists(inner, max_size=3)
                    | st.dictionaries(
                        st.sampled_from(["choices", "delta", "content", "error", "message", "finish_reason"]), inner
                    )
                ),
            ).map(lambda value: b"data: " + json.dumps(value).encode() + b"\n\n"),
        ),
        max_size=6,
    ),
    kind=st.sampled_from(["text/event-stream", "application/json", "text/plain"]),
)
def test_whatever_comes_is_an_answer_or_an_error_in_words(
    asked_anything: Callable[[Reply], None], lines: list[bytes], kind: str
) -> None:
    with contextlib.suppress(ServerError):
        asked_anything(sends(b"".join(lines), kind))


@pytest.fixture
def asked_anything(scripted: Any, view: View) -> Iterator[Callable[[Reply], None]]:
    """Ask one question that is answered with a reply."""
    server = scripted()
    engine = ServerEngine(server.as_server(), key="", patience=Patience(tries=1))
    engine.load(lambda _: None, CancelToken())
    glimpse = engine.look(view, CancelToken())

    def ask(reply: Reply) -> None:
        server.replies[0] = reply
        said = engine.answer(glimpse, Ask("How much?"), on_text=lambda _: None, cancel=CancelToken())
        said.text.encode()  # half a letter in it could not be printed

    yield ask
    engine.unload()


@pytest.mark.parametrize(
    "reply",
    [waits(), waits("It is "), repeats(b": still here\n\n", 0.01), repeats(b"x", 0.01)],
    ids=["says nothing", "falls silent", "only keeps alive", "a letter at a time"],
)
def test_a_silent_server_is_given_up(asking: Any, view: View, reply: Reply) -> None:
    engine, server = asking(reply, patience_s=0.2)
    with pytest.raises(ServerTooSlow):
        ask(engine, view)
    assert len(server.asked) == 1


def test_a_slow_answer_may_take_longer_than_patience(asking: Any, view: View) -> None:
    def reply(to: Handler) -> None:
        to.begin()
        for piece in ("a", "b", "c", "d"):
            to.server.over.wait(0.15)
            to.chunk(event(record(piece)))
        to.chunk(event("[DONE]"))
        to.end()

    engine, _ = asking(reply, patience_s=0.4)
    assert ask(engine, view).text == "abcd"


def test_an_answer_without_end_is_cut(asking: Any, view: View) -> None:
    engine, _ = asking(repeats(event(record("blah "))))
    reply = ask(engine, view, most_tokens=16)
    assert reply.found
    assert len(reply.text) <= 16 * 32


def test_nobody_listens(view: View) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        engine = ServerEngine(Server("server:x", f"http://127.0.0.1:{taken.getsockname()[1]}/v1", "x"), patience=HASTY)
        with pytest.raises(ServerUnreachable):
            engine.load(lambda _: None, CancelToken())


@pytest.mark.parametrize("name", ["no-such-host.invalid", "a" * 70 + ".lan", "é" * 70])
def test_a_name_that_stands_for_nothing(name: str) -> None:
    engine = ServerEngine(Server("server:x", f"http://{name}:8000/v1", "x"), patience=HASTY)
    with pytest.raises(ServerUnreachable):
        engine.load(lambda _: None, CancelToken())


@pytest.mark.parametrize("status", [404, 405, 500, 501])
def test_a_server_that_lists_nothing_is_used_all_the_same(scripted: Any, view: View, status: int) -> None:
    server = scripted()
    server.lists = refuses(status)
    engine = ServerEngine(server.as_server(), patience=HASTY)
    engine.load(lambda _: None, CancelToken())
    assert ask(engine, view).found
    engine.unload()


@pytest.mark.parametrize(
    "lists", [refuses(413), refuses(302), whole({"error": "too large"}), whole({"data": "none"}), whole([])]
)
def test_a_list_that_is_none(scripted: Any, lists: Reply) -> None:
    server = scripted()
    server.lists = lists
    with pytest.raises(ServerNotUnderstood):
        ServerEngine(server.as_server(), patience=HASTY).load(lambda _: None, CancelToken())


def test_a_wrong_key_is_known_when_loading(scripted: Any) -> None:
    server = scripted()
    server.lists = refuses(401)
    with pytest.raises(ServerKeyRefused):
        ServerEngine(server.as_server(), key="wrong", patience=HASTY).load(lambda _: None, CancelToken())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"error": {"message": "no\\n such  model"}}', "no such model"),
        (b'{"error": "plain"}', "plain"),
        (b'{"detail": [{"loc": ["a"], "msg": "wrong"}]}', "wrong"),
        (b'{"object": "error", "message": "vLLM of old"}', "vLLM of old"),
        (b"<html>", ""),
        (b"[]", ""),
        (b'{"error": null}', ""),
        (b'{"error": "%s"}' % (b"x" * 999), "x" * 200),
    ],
)
def test_the_reason_of_a_refusal(body: bytes, reason: str) -> None:
    assert reason_in(body) == reason
