"""Typed pages, real sample documents, and an engine that says what a test tells it to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect, Size
from quizglass.models.engine import Ask, EngineInfo, EngineKind, Glimpse, Held, Reply, View
from quizglass.pages import Word

LETTER, LINE = 0.01, 0.02


def typed_page(text: str) -> tuple[Word, ...]:
    """A page typed on a machine: every letter equally wide, wide gaps where there are several spaces."""
    words = []
    for row, line in enumerate(text.splitlines()):
        column = 0
        for part in line.split(" "):
            if part:
                box = PageRect(
                    column * LETTER, row * 1.5 * LINE, (column + len(part)) * LETTER, row * 1.5 * LINE + LINE
                )
                words.append(Word(part, box, line=row, block=0))
            column += len(part) + 1
    return tuple(words)


@pytest.fixture
def page_of() -> Callable[[str], Sequence[Word]]:
    return typed_page


@dataclass(frozen=True)
class Look:
    view: View
    held: Held = field(default_factory=Held)


@dataclass
class ScriptedEngine:
    """The contract between asking and engines. ``replies`` come in order, the last one for ever; an exception among
    them is raised instead. With ``endless`` the answer goes on until it is cancelled; looks that hold nothing are not
    kept; with ``looking`` a look waits for it."""

    replies: Sequence[Reply | Exception]
    kind: EngineKind = EngineKind.READER
    pieces: Sequence[str] = ()
    boxes: tuple[PageRect, ...] = ()
    endless: bool = False
    started: threading.Event = field(default_factory=threading.Event)
    views: list[View] = field(default_factory=list)
    asked: list[Ask] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    loaded: int = 0
    held: Held = field(default_factory=Held)
    looking: threading.Event | None = None

    @property
    def info(self) -> EngineInfo:
        return EngineInfo("scripted", "Scripted", self.kind)

    def load(self, progress: Callable[[float], None], cancel: CancelToken) -> None:
        cancel.raise_if_cancelled()
        progress(1.0)
        self.loaded += 1
        self._note_thread()

    def image_size(self, region_size: Size) -> tuple[int, int] | None:
        return (64, 48) if self.kind is EngineKind.VISION else None

    def look(self, view: View, cancel: CancelToken) -> Look:
        self.views.append(view)
        self._note_thread()
        if self.looking is not None:
            self.started.set()
            with cancel.watched(self.looking.set):
                assert self.looking.wait(30)
            cancel.raise_if_cancelled()
        return Look(view, self.held)

    def answer(self, glimpse: Glimpse, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken) -> Reply:
        self.asked.append(ask)
        for piece in self.pieces:
            on_text(piece)
        self.started.set()
        if self.endless:
            assert cancel.wait(30)
            return Reply("".join(self.pieces), found=True, stopped=True)
        reply = self.replies[min(len(self.asked), len(self.replies)) - 1]
        if isinstance(reply, Exception):
            raise reply
        return reply

    def locate(self, glimpse: Glimpse, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        return self.boxes

    def unload(self) -> None:
        self.loaded = 0
        self._note_thread()

    def _note_thread(self) -> None:
        self.threads.add(threading.current_thread().name)


@pytest.fixture
def engine_of() -> Callable[..., Any]:
    return ScriptedEngine


@pytest.fixture
def invoice(samples: Path) -> str:
    return str(samples / "invoice.pdf")


@pytest.fixture
def letter(samples: Path) -> str:
    return str(samples / "scanned-letter.pdf")


@pytest.fixture
def lease(samples: Path) -> str:
    return str(samples / "lease-ru.pdf")
