"""A real window with the real document worker, answer desk and library; the engine is one that dictates.

The dictating engine is a complete `Engine`: it says what the test put into it, word by word, at the pace that the
test allows, so that an answer can be met in its middle without waiting.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from pytestqt.qtbot import QtBot

from quizglass import app, i18n, paths, settings
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.geometry import PageRect, Size
from quizglass.models.engine import Ask, EngineInfo, EngineKind, Held, Reply, View
from quizglass.ui.main_window import MainWindow

PACE_S = 0.06
"""Between words while the answer may not end: the window gets text at most 20 times a second."""

WAIT_MS = 30_000


@dataclass
class _Seen:
    view: View
    held: Held = field(default_factory=Held)


@dataclass
class DictatingEngine:
    """Says ``text``; waits before its last word until ``may_end`` is set. The rest of its reply is as given."""

    text: str = "12 May 2031"
    found: bool = True
    confidence: float | None = 0.9
    may_end: threading.Event = field(default_factory=threading.Event)
    questions: list[str] = field(default_factory=list)
    error: Exception | None = None
    notice: str = ""

    @property
    def info(self) -> EngineInfo:
        return EngineInfo("built-in", "Built-in reader", EngineKind.READER)

    def load(self, progress: Callable[[float], None], cancel: CancelToken) -> None:
        progress(1.0)

    def image_size(self, region_size: Size) -> tuple[int, int] | None:
        return None

    def look(self, view: View, cancel: CancelToken) -> _Seen:
        return _Seen(view)

    def answer(self, glimpse: _Seen, ask: Ask, *, on_text: Callable[[str], None], cancel: CancelToken) -> Reply:
        self.questions.append(ask.question)
        if self.error is not None:
            raise self.error
        said = ""
        words = self.text.split(" ")
        for word in words[:-1]:
            said += f"{word} "
            on_text(f"{word} ")
            if not self.may_end.is_set():
                cancel.wait(PACE_S)
        while not self.may_end.is_set():
            if cancel.wait(0.01):
                return Reply(said, found=bool(said), stopped=True)
        on_text(words[-1])
        text = self.text if self.found else ""
        return Reply(text, found=self.found, confidence=self.confidence, notice=self.notice)

    def locate(self, glimpse: _Seen, phrase: str, cancel: CancelToken) -> tuple[PageRect, ...]:
        return ()

    def unload(self) -> None:
        self.may_end.set()


class PatientQtBot(QtBot):
    """Waits as long as a busy machine may need: pytest-qt's own five seconds are soon over there."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = WAIT_MS) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = WAIT_MS, **options: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **options)


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    """In the place of pytest-qt's."""
    return PatientQtBot(request)


@pytest.fixture
def engine() -> DictatingEngine:
    """Ends its answers at once; clear ``may_end`` to meet one in its middle."""
    made = DictatingEngine()
    made.may_end.set()
    return made


@pytest.fixture
def make_window(
    qtbot: QtBot, qapp: Any, documents: DocumentService, engine: DictatingEngine, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], MainWindow]]:
    """Makes windows as `quizglass.app` does; all are closed when the test ends."""
    made: list[MainWindow] = []

    def make() -> MainWindow:
        app.make_application()
        window = app.make_window(documents, settings.load(paths.settings_file()), create_engine=lambda *_, **__: engine)
        monkeypatch.setattr(window.services.documents, "close", lambda: None)  # other tests go on with it
        window.resize(1280, 800)
        window.show()
        made.append(window)
        return window

    yield make
    for window in made:
        window.close()
        window.services.close()
        window.deleteLater()


@pytest.fixture
def window(make_window: Callable[[], MainWindow]) -> MainWindow:
    return make_window()


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Three pages; the first has words to point at, the second none, the third others."""
    path = tmp_path / "report.pdf"
    document = pymupdf.open()
    first = document.new_page(width=400, height=600)
    first.insert_text((40, 80), "Report of the harbour master", fontsize=16)
    first.insert_text((40, 140), "Inspected on 12 May 2031", fontsize=11)
    first.insert_text((40, 170), "Ships in port: 41", fontsize=11)
    document.new_page(width=400, height=600)
    third = document.new_page(width=400, height=600)
    third.insert_text((40, 80), "Appendix: 7 tugs", fontsize=11)
    document.set_toc([[1, "Report", 1], [2, "Ships", 1], [1, "Appendix", 3]])
    document.save(path)
    return path


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """Opens with the password "sesame"."""
    path = tmp_path / "locked.pdf"
    document = pymupdf.open()
    document.new_page().insert_text((40, 80), "Hidden", fontsize=11)
    document.save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="sesame", owner_pw="owner")
    return path


@pytest.fixture
def russian_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A Russian catalogue of a few words; English again when the test ends."""
    catalogue = Catalog("ru")
    catalogue.add("Ask", "Спросить")
    catalogue.add("Answers", "Ответы")
    compiled = tmp_path / "translations"
    compiled.mkdir()
    with (compiled / "ru.mo").open("wb") as out:
        write_mo(out, catalogue)
    monkeypatch.setattr(i18n, "resource", lambda _name: compiled)
    yield
    i18n.set_language("en")
