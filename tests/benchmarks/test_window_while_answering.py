"""How late the window's own timer is while a model streams an answer on the processor into a card.

``python -m pytest -m benchmark tests/benchmarks/test_window_while_answering.py -s``
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from late_ticks import LateTicks
from pytestqt.qtbot import QtBot

from quizglass import app
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.models.engine import Ask, Reply
from quizglass.models.qwen2_vl.engine import Qwen2VLEngine
from quizglass.settings import Loaded, Settings
from quizglass.ui.session.entry import Scope

pytestmark = pytest.mark.benchmark
TOKENS = 500


class Talkative:
    """A loaded Qwen2-VL that always says so many tokens."""

    def __init__(self, engine: Qwen2VLEngine, stream: Callable[..., Any]) -> None:
        self._engine = engine
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def load(self, progress: Callable[[float], None], cancel: CancelToken) -> None:
        progress(1.0)

    def unload(self) -> None:
        """The fixture unloads it."""

    def answer(self, glimpse: Any, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken) -> Reply:
        said: list[str] = []

        def heard(text: str) -> None:
            said.append(text)
            on_text(text)

        self._stream(self._engine, TOKENS, heard, cancel)
        return Reply("".join(said), found=True)


@pytest.mark.parametrize("layers", [2, 28])
def test_a_timer_of_the_window_beside_a_streaming_answer(
    qtbot: QtBot, samples: Path, load_engine: Callable[[int], Qwen2VLEngine], stream: Callable[..., Any], layers: int
) -> None:
    engine = Talkative(load_engine(layers), stream)
    documents = DocumentService()
    documents.start()
    app.make_application()
    before = sys.getswitchinterval()
    sys.setswitchinterval(app.SWITCH_INTERVAL_S)
    window = app.make_window(documents, Loaded(Settings()), create_engine=lambda *_, **__: engine)
    try:
        late = measure(qtbot, window, samples / "invoice.pdf")
    finally:
        sys.setswitchinterval(before)
        window.close()
        window.services.close()
    print(f"\n{layers} layers, {late}")


def measure(qtbot: QtBot, window: Any, file: Path) -> str:
    """How late ticks came from asking to the end of the answer."""
    window.resize(1280, 800)
    window.show()
    window.open_files([str(file)])
    qtbot.waitUntil(lambda: bool(window.workspace.panes), timeout=20_000)
    pane = window.workspace.current
    qtbot.waitUntil(lambda: pane.ask_panel.isVisible(), timeout=20_000)
    ticks = LateTicks(window)
    ticks.start()
    entry = pane.session.ask("What is the total?", Scope.PAGE, 0)
    qtbot.waitUntil(lambda: not entry.running, timeout=300_000)
    return ticks.stop()
