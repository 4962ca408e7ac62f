"""The list of servers, their keys, and what is asked of a server before it is put on the list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import PasswordDeleteError
from scripted_server import HASTY, MODEL, refuses, says, whole

from quizglass.cancellation import CancelToken
from quizglass.errors import (
    KeyringUnavailable,
    ModelNotInstalled,
    ServerError,
    ServerKeyRefused,
    ServerLacksModel,
    UsageError,
)
from quizglass.models import registry
from quizglass.models.server import adding, address_book, keys
from quizglass.models.server.server import Pointing, Server, understood_address, understood_id

pytestmark = pytest.mark.network


class OwnKeyring(KeyringBackend):
    """A keyring of the test's own."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError(username)
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def ring() -> Iterator[OwnKeyring]:
    before, own = keyring.get_keyring(), OwnKeyring()
    keyring.set_keyring(own)
    yield own
    keyring.set_keyring(before)


@pytest.fixture
def no_ring() -> None:
    keyring.set_keyring(fail.Keyring())


def add(server: Server, key: str = "", **more: Any) -> Server:
    return adding.add(server, key, cancel=CancelToken(), patience=HASTY, **more)


def wanted(address: str, model: str = "", **more: Any) -> Server:
    return Server("", address, model, **more)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("gpu.office.lan:8000", "http://gpu.office.lan:8000/v1"),
        (" https://gpu.office.lan/v1/ ", "https://gpu.office.lan/v1"),
        ("http://10.0.0.5:8080/v1/chat/completions", "http://10.0.0.5:8080/v1"),
        ("https://gpu/vllm/v1", "https://gpu/vllm/v1"),
        ("http://[fd00::7]:8000", "http://[fd00::7]:8000/v1"),
        ("http://сервер.офис:8000", "http://сервер.офис:8000/v1"),
    ],
)
def test_addresses_as_people_type_them(typed: str, address: str) -> None:
    assert understood_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    ["", "http://", "ftp://a", "file:///etc/passwd", "http://name:password@a/v1", "http://a/v1?key=1", "http://a#b",
     "http://a:port", "http://a:99999", "http://[fd00", "a b", "http://a:0", "é" * 70],
)  # fmt: skip
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(UsageError):
        understood_address(typed)


@pytest.mark.parametrize(("typed", "meant"), [("Server:GPU 1", "gpu-1"), ("server:x", "x"), ("../..", "model")])
def test_ids_can_be_typed(typed: str, meant: str) -> None:
    assert understood_id(typed.lower()) == meant


def test_the_only_model_is_taken_tried_and_listed(scripted: Any) -> None:
    server = scripted()
    added = add(wanted(server.address, pointing=Pointing.THOUSANDTHS, patience_s=9.5))
    assert (added.id, added.model, added.has_key) == ("server:tiny", MODEL, False)
    assert address_book.servers() == [added]
    [tried] = server.asked
    assert tried.body["max_tokens"] == 1
    listed = registry.installed_models()[-1]
    assert (listed.id, listed.family, listed.path) == (added.id, "server", None)
    assert registry.create_engine(added.id).info.id == added.id
    assert registry.show(added.id) == listed


def test_a_model_that_thinks_first_can_be_added(scripted: Any) -> None:
    assert add(wanted(scripted(says("<think>", finish="length")).address)).id == "server:tiny"


def test_adding_again_replaces_and_another_model_gets_another_id(scripted: Any) -> None:
    server, other = scripted(), scripted()
    add(wanted(server.address))
    assert add(wanted(server.address, parallel=9)).id == "server:tiny"
    assert add(wanted(other.address)).id == "server:tiny-2"
    assert [known.parallel for known in address_book.servers()] == [9, 4]


def test_several_models_are_a_choice(scripted: Any) -> None:
    server = scripted()
    server.lists = whole({"data": [{"id": "a"}, {"id": "b"}]})
    with pytest.raises(UsageError, match="a, b"):
        add(wanted(server.address))
    assert add(wanted(server.address, "b")).id == "server:b"


def test_a_server_that_lists_nothing_needs_a_name(scripted: Any) -> None:
    server = scripted()
    server.lists = whole({"data": []})
    with pytest.raises(UsageError, match="--model"):
        add(wanted(server.address))
    assert add(wanted(server.address, "/models/qwen/")).id == "server:qwen"


@pytest.mark.parametrize(
    ("reply", "error", "words"),
    [
        (refuses(404, "The model `c` does not exist."), ServerLacksModel, MODEL),
        (refuses(401), ServerKeyRefused, "key"),
        (refuses(400, "c is not a multimodal model"), ServerError, "multimodal"),
    ],
)
def test_what_cannot_answer_is_not_listed(scripted: Any, reply: Any, error: type[ServerError], words: str) -> None:
    with pytest.raises(error, match=words):
        add(wanted(scripted(reply).address, "c"), "secret")
    assert address_book.servers() == []


def test_unchecked_asks_nothing() -> None:
    assert add(wanted("gpu.office.lan", "c"), check=False).address == "http://gpu.office.lan/v1"


def test_outside_needs_an_encrypted_way() -> None:
    with pytest.raises(UsageError, match="https"):
        add(wanted("http://example.com", "c", outside=True), check=False)
    assert add(wanted("https://example.com", "c", outside=True), check=False).outside


def test_the_key_is_sent_and_lies_in_the_keyring_alone(scripted: Any, ring: OwnKeyring) -> None:
    server = scripted()
    added = add(wanted(server.address), "s3cret")
    assert {request.headers.get("Authorization") for request in server.received} == {"Bearer s3cret"}
    assert ring.kept == {("Quizglass", f"http://127.0.0.1:{server.server_port}"): "s3cret"}
    assert "s3cret" not in address_book.servers_file().read_text()
    assert keys.key_of(added) == "s3cret"
    assert "s3cret" not in repr(added)


def test_a_key_stays_while_another_model_of_the_server_needs_it(scripted: Any, ring: OwnKeyring) -> None:
    server = scripted()
    first, second = add(wanted(server.address), "k"), add(wanted(server.address, "b"), "k")
    registry.remove(first.id)
    assert list(ring.kept.values()) == ["k"]
    registry.remove(second.id)
    assert (ring.kept, address_book.servers()) == ({}, [])
    with pytest.raises(ModelNotInstalled):
        registry.remove(second.id)


def test_a_key_that_is_gone_does_not_keep_the_server(scripted: Any, ring: OwnKeyring) -> None:
    added = add(wanted(scripted().address), "k")
    ring.kept.clear()
    assert registry.remove(added.id).id == added.id


@pytest.mark.usefixtures("no_ring")
def test_without_a_keyring_nothing_is_written(scripted: Any) -> None:
    with pytest.raises(KeyringUnavailable, match="QUIZGLASS_KEY_TINY"):
        add(wanted(scripted().address), "k")
    assert address_book.servers() == []


@pytest.mark.usefixtures("no_ring")
def test_the_environment_gives_the_key_where_there_is_no_keyring(
    scripted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted(says("7"))
    address_book.put(server.as_server(has_key=True))
    engine = registry.create_engine("server:tiny")
    with pytest.raises(KeyringUnavailable):
        engine.load(lambda _: None, CancelToken())
    monkeypatch.setenv("QUIZGLASS_KEY_TINY", "from outside")
    engine.load(lambda _: None, CancelToken())
    engine.unload()
    assert server.received[-1].headers["Authorization"] == "Bearer from outside"


@pytest.mark.usefixtures("no_ring")
def test_a_server_is_added_with_the_key_of_the_environment(scripted: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZGLASS_KEY_GPU_1", "from outside")
    server = scripted()
    added = add(Server("server:gpu-1", server.address, ""))
    assert added.has_key
    assert {request.headers.get("Authorization") for request in server.received} == {"Bearer from outside"}


@pytest.mark.parametrize("key", ["ключ", "a\nb", "a\x00"])
def test_a_key_that_cannot_be_sent(key: str) -> None:
    with pytest.raises(UsageError):
        add(wanted("gpu", "c"), key)


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"servers": 7}', '{"servers": [7, {"id": "server:a"}, {"id": 7, "address": "a", "model": "b"}]}',
     '{"servers": [{"id": "server:a", "address": "no address", "model": "b"}]}',
     '{"servers": [{"id": "built-in", "address": "http://a/v1", "model": "b"}]}',
     '{"servers": [{"id": "server:a", "address": "http://a/v1", "model": "b", "parallel": 0}]}',
     '{"servers": [{"id": "server:a", "address": "http://a/v1", "model": "b", "pointing": "with a finger"}]}'],
)  # fmt: skip
def test_a_list_that_cannot_be_read_holds_no_server(content: str) -> None:
    address_book.servers_file().parent.mkdir(parents=True)
    address_book.servers_file().write_text(content)
    assert address_book.servers() == []


def test_a_list_of_a_newer_program_is_understood(scripted: Any) -> None:
    added = add(wanted("gpu", "c"), check=False)
    record = json.loads(address_book.servers_file().read_text())
    record["servers"][0]["colour"] = "blue"
    address_book.servers_file().write_text(json.dumps(record))
    assert address_book.servers() == [added]
