"""A scripted server, an engine that asks it, and a page to ask about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from scripted_server import HASTY, Reply, ScriptedServer

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect
from quizglass.models.engine import A4, View
from quizglass.models.server.engine import ServerEngine
from quizglass.pages import PageImage

REGION = PageRect(0.25, 0.5, 0.75, 1.0)


def page(width: int, height: int) -> PageImage:
    """Slopes of colour; rows are padded."""
    slope = bytes(range(256)) * (3 * width // 256 + 3)
    rows = (slope[7 * y % 256 :][: 3 * width] + b"\0" * 5 for y in range(height))
    return PageImage(width, height, 3 * width + 5, b"".join(rows))


@pytest.fixture
def view() -> View:
    return View(2, (), REGION, page(840, 420), A4)


@pytest.fixture
def scripted() -> Iterator[Callable[..., ScriptedServer]]:
    """Start a server with the replies that are given."""
    running: list[ScriptedServer] = []

    def start(*replies: Reply, **more: Any) -> ScriptedServer:
        running.append(ScriptedServer(*replies, **more).__enter__())
        return running[-1]

    yield start
    for server in running:
        server.__exit__()


@pytest.fixture
def asking(scripted: Callable[..., ScriptedServer]) -> Iterator[Callable[..., tuple[ServerEngine, ScriptedServer]]]:
    """Start a server with the replies that are given, and load an engine for it."""
    engines: list[ServerEngine] = []

    def start(*replies: Reply, **of_server: Any) -> tuple[ServerEngine, ScriptedServer]:
        server = scripted(*replies)
        engine = ServerEngine(server.as_server(**of_server), key="", patience=HASTY)
        engine.load(lambda _: None, CancelToken())
        engines.append(engine)
        return engine, server

    yield start
    for engine in engines:
        engine.unload()
