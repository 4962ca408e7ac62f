"""Which servers an id means."""

from __future__ import annotations

from typing import Any

import pytest

from quizglass.errors import ModelNotInstalled, NoServerServes, UsageError
from quizglass.models import registry
from quizglass.models.server import address_book
from quizglass.models.server.group import ids
from quizglass.models.server.server import Server


def put(name: str, model: str = "m/one", **more: Any) -> Server:
    server = Server(f"server:{name}", f"http://{name}.lan:8000/v1", model, **more)
    address_book.put(server)
    return server


def test_one_some_and_all() -> None:
    a, b, other = put("a"), put("b"), put("c", "m/two")
    assert ids.first_members("server:a") == (a,)
    assert ids.first_members("server:c,server:a") == (a, other)
    assert ids.first_members("servers:m/one") == (a, b)
    assert registry.create_engine("servers:m/one").info.name == "one"
    assert registry.create_engine("servers:m/one").info.device == "a.lan, b.lan"
    assert registry.show("server:a,server:b").family == "server"


def test_an_answer_is_known_by_what_is_served() -> None:
    put("a"), put("b"), put("c", "m/two"), put("d", sees=False)
    assert ids.same_answers("server:a") == ids.same_answers("server:b,server:a") == ids.same_answers("servers:m/one")
    assert ids.same_answers("server:c") != ids.same_answers("server:a")
    assert ids.same_answers("server:d") != ids.same_answers("server:a"), "told words, it may say something else"
    assert ids.same_answers("server:c,server:a") == ids.same_answers("server:a,server:c")


def test_pages_go_outside_only_to_whom_was_named() -> None:
    a = put("a")
    out = Server("server:out", "https://far.example/v1", "m/one", outside=True)
    address_book.put(out)
    assert ids.members("servers:m/one") == (a,)
    assert ids.all_servers() == "servers:m/one"
    assert set(ids.members("server:a,server:out")) == {a, out}
    address_book.take("server:a")
    with pytest.raises(NoServerServes, match="outside your network must be named"):
        ids.first_members("servers:m/one")
    with pytest.raises(UsageError, match="No server of your own network"):
        ids.all_servers()


def test_those_that_see_go_before_those_that_are_told_words() -> None:
    blind = put("blind", sees=False)
    assert ids.members("servers:m/one") == (blind,)
    seeing = put("seeing")
    assert ids.members("servers:m/one") == (seeing,)
    with pytest.raises(UsageError, match="cannot answer together"):
        ids.first_members("server:blind,server:seeing")


def test_what_is_not_there_is_named() -> None:
    put("a"), put("c", "m/two")
    with pytest.raises(ModelNotInstalled, match="server:gone"):
        ids.first_members("server:a,server:gone")
    with pytest.raises(NoServerServes, match="m/none"):
        registry.create_engine("servers:m/none")
    with pytest.raises(UsageError, match="servers:m/one servers:m/two"):
        ids.all_servers()
