"""A worker killed while the window waits for it: one clear line, and everything else goes on."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import pymupdf
import pytest
from pytestqt.qtbot import QtBot

from quizglass.answers import Outcome
from quizglass.documents.requests import (
    HashDocument,
    MakeSearchable,
    OpenDocument,
    ReadWords,
    RecognizePage,
    RenderPage,
    Request,
)
from quizglass.documents.service import DocumentService
from quizglass.ui.document_pane import DocumentPane
from quizglass.ui.main_window import MainWindow
from quizglass.ui.page_view.tile_source import TileSource
from quizglass.ui.session.entry import Scope

LONG = 30_000
FAR_PAGE = 20


class Killer:
    """Stops the worker that takes a request of a kind, so that it is at it, and then kills it; ``times`` times."""

    def __init__(self, service: DocumentService, monkeypatch: pytest.MonkeyPatch) -> None:
        self._service = service
        self._submit = service.submit
        self._kind: type | None = None
        self._left = 0
        self.killed = 0
        monkeypatch.setattr(service, "submit", self._submitted)

    def kill_at(self, kind: type, times: int) -> None:
        self._kind, self._left = kind, times

    def _submitted(self, request: Request[Any], **options: Any) -> Future[Any]:
        # Thumbnails and pages that may be needed next are asked for too, but nobody waits for them.
        is_awaited = not isinstance(request, RenderPage) or (options.get("urgent", True) and request.page == FAR_PAGE)
        if self._kind is None or not isinstance(request, self._kind) or self._left == 0 or not is_awaited:
            return self._submit(request, **options)
        self._left -= 1
        self._stop_all()
        future: Future[Any] = self._submit(request, **options)
        while not future.done():
            self._kill_all()
            time.sleep(0.005)
        self.killed += 1
        return future

    def _stop_all(self) -> None:
        """Whatever a process is given now, it is at it when it is killed."""
        self._send(signal.SIGSTOP)

    def _kill_all(self) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        for pid in (*self._service.process_ids, self._service.reader_process_id):
            if pid is not None:
                with suppress(ProcessLookupError):
                    os.kill(pid, number)


@pytest.fixture
def killer(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Killer:
    return Killer(window.services.documents, monkeypatch)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    file = tmp_path / "other.pdf"
    document = pymupdf.open()
    for number in range(30):
        document.new_page(width=400, height=600).insert_text((40, 80), f"Page {number + 1}")
    document.save(file)
    return file


def opened(qtbot: QtBot, window: MainWindow, file: Path) -> DocumentPane:
    known = len(window.workspace.panes)
    window.open_files([str(file)])
    qtbot.waitUntil(lambda: len(window.workspace.panes) > known, timeout=LONG)
    pane = window.workspace.current
    assert pane is not None
    return pane


def test_while_opening(qtbot: QtBot, window: MainWindow, killer: Killer, report: Path, other: Path) -> None:
    pane = opened(qtbot, window, report)
    killer.kill_at(OpenDocument, 1)
    window.open_files([str(other)])
    qtbot.waitUntil(lambda: bool(window.workspace.notices.shown()), timeout=LONG)
    assert window.workspace.notices.shown() == [
        "Reading other.pdf failed halfway. Try again; if it happens again, the file is damaged."
    ]
    opened(qtbot, window, other)
    window.show_pane(pane)
    assert pane.view.page_count == 3


def test_while_the_file_is_hashed(qtbot: QtBot, window: MainWindow, killer: Killer, report: Path) -> None:
    killer.kill_at(HashDocument, 1)
    pane = opened(qtbot, window, report)
    qtbot.waitUntil(lambda: pane.session.document_hash is not None, timeout=LONG)
    assert killer.killed == 1
    assert window.workspace.notices.shown() == []


@pytest.mark.parametrize("times", [1, 40])
def test_while_a_page_is_drawn(qtbot: QtBot, window: MainWindow, killer: Killer, other: Path, times: int) -> None:
    pane = opened(qtbot, window, other)
    tiles = pane.view.findChild(TileSource)
    assert tiles is not None
    qtbot.waitUntil(lambda: not tiles.waiting, timeout=LONG)
    killer.kill_at(RenderPage, times)
    pane.view.go_to_page(FAR_PAGE)
    qtbot.waitUntil(lambda: killer.killed > 0 and not tiles.waiting, timeout=LONG)
    if times == 1:
        # Another request may have killed it: the page is asked for once more, and nobody notices.
        assert dict(tiles.failures) == {}
        return
    assert FAR_PAGE in tiles.failures
    assert str(tiles.failures[FAR_PAGE]).startswith("Reading other.pdf failed halfway.")
    assert window.workspace.notices.shown() == []
    killer.kill_at(RenderPage, 0)
    tiles.retry(FAR_PAGE)
    pane.view.viewport().update()
    with qtbot.waitSignal(tiles.tile_arrived, timeout=LONG):
        pane.view.viewport().update()
    pane.view.go_to_page(2)
    qtbot.waitUntil(lambda: not tiles.waiting, timeout=LONG)
    assert 2 not in tiles.failures


def test_while_the_words_are_read_for_a_question(
    qtbot: QtBot, window: MainWindow, killer: Killer, report: Path
) -> None:
    pane = opened(qtbot, window, report)
    qtbot.waitUntil(lambda: pane.session.document_hash is not None, timeout=LONG)
    killer.kill_at(ReadWords, 1)
    entry = pane.session.ask("When was it inspected?", Scope.PAGE, 0)
    qtbot.waitUntil(lambda: not entry.running, timeout=LONG)
    assert entry.outcome in {Outcome.FAILED, Outcome.FOUND}
    if entry.outcome is Outcome.FAILED:
        assert "Reading report.pdf failed halfway." in str(entry.error)
    killer.kill_at(ReadWords, 0)
    again = pane.session.ask_again(entry)
    qtbot.waitUntil(lambda: not again.running, timeout=LONG)
    assert again.outcome is Outcome.FOUND


@pytest.mark.parametrize(
    ("kind", "begin"),
    [
        (RecognizePage, lambda pane, _: pane.reading.read_page()),
        (MakeSearchable, lambda pane, out: pane.reading.save_searchable(out)),
    ],
)
def test_while_a_picture_is_read_or_a_searchable_copy_made(
    qtbot: QtBot,
    window: MainWindow,
    killer: Killer,
    report: Path,
    samples: Path,
    tmp_path: Path,
    kind: type,
    begin: Callable[[DocumentPane, Path], None],
) -> None:
    pane = opened(qtbot, window, samples / "scanned-letter.pdf" if kind is RecognizePage else report)
    # The process that reads is started by the first thing that it is given.
    window.services.documents.call(MakeSearchable(pane.session.source, ()))
    killer.kill_at(kind, 9)
    begin(pane, tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: "failed halfway" in pane.reading.bar.words, timeout=LONG)
    assert not (tmp_path / "out.pdf").exists()
    assert window.workspace.notices.shown() == []
    assert pane.view.page_count >= 1
