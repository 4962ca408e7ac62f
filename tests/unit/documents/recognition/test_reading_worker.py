"""The worker that reads pictures: it can be stopped, killed, starved of language data, and others go on."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest
from drawn_pages import LETTER, RUSSIAN_LETTER, draw_page
from PIL import Image

from quizglass.cancellation import CancelToken
from quizglass.documents.recognition.language_data import installed_languages, missing_languages
from quizglass.documents.recognition.reader_version import reader_version
from quizglass.documents.requests import ReadWords, RecognizePage
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, Cancelled, NoSuchPage, PageTimeout, WorkerDied
from quizglass.geometry import PageRect
from quizglass.pages import DocumentSource


@pytest.fixture
def scan(tmp_path: Path) -> DocumentSource:
    draw_page().image.save(tmp_path / "scan.png")
    return DocumentSource(str(tmp_path / "scan.png"))


@pytest.fixture
def large_scan(tmp_path: Path) -> DocumentSource:
    """Takes seconds to read."""
    sheet = Image.new("L", (6000, 6000), 255)
    page = draw_page(height=24).image
    for across in range(0, 6000, 1000):
        for down in range(0, 5700, 470):
            sheet.paste(page, (across, down))
    sheet.save(tmp_path / "large.png")
    return DocumentSource(str(tmp_path / "large.png"))


def test_progress_rises_to_the_end(documents: DocumentService, scan: DocumentSource) -> None:
    told: list[float] = []
    documents.call(RecognizePage(scan, 0), on_progress=told.append)
    assert told == sorted(told)
    assert 0 < told[0] < 0.5
    assert told[-1] == pytest.approx(1.0)


def test_a_cancel_ends_reading_at_once_and_the_next_page_is_read(
    documents: DocumentService, scan: DocumentSource, large_scan: DocumentSource
) -> None:
    cancel, begun = CancelToken(), threading.Event()
    future = documents.submit(RecognizePage(large_scan, 0), on_progress=lambda _: begun.set(), cancel=cancel)
    assert begun.wait(30)
    cancel.cancel()
    with pytest.raises(Cancelled):
        future.result(timeout=30)
    assert documents.call(RecognizePage(scan, 0)).words


def test_a_cancel_before_its_turn_costs_nobody_the_worker(documents: DocumentService, scan: DocumentSource) -> None:
    documents.call(RecognizePage(scan, 0))
    before = documents.reader_process_id
    cancel = CancelToken()
    cancel.cancel()
    future = documents.submit(RecognizePage(scan, 0), cancel=cancel)
    with pytest.raises(Cancelled):
        future.result(timeout=30)
    assert documents.call(RecognizePage(scan, 0)).words
    assert documents.reader_process_id == before


def test_a_killed_reader_fails_its_page_and_no_other(
    documents: DocumentService, scan: DocumentSource, large_scan: DocumentSource
) -> None:
    begun = threading.Event()
    struck = documents.submit(RecognizePage(large_scan, 0), on_progress=lambda _: begun.set())
    waiting = documents.submit(RecognizePage(scan, 0), urgent=False)
    assert begun.wait(30)
    assert documents.reader_process_id is not None
    os.kill(documents.reader_process_id, signal.SIGKILL)
    with pytest.raises(WorkerDied):
        struck.result(timeout=30)
    assert waiting.result(timeout=60).words
    assert documents.call(ReadWords(scan, 0)).has_ink


def test_a_page_that_takes_too_long_is_given_up(large_scan: DocumentSource) -> None:
    with DocumentService(timeout_s=0.5, reading_timeout_s=0.5) as service, pytest.raises(PageTimeout):
        service.call(RecognizePage(large_scan, 0))


def test_an_idle_reader_gives_its_memory_back(scan: DocumentSource) -> None:
    with DocumentService(reading_idle_s=0.2) as service:
        assert service.call(RecognizePage(scan, 0)).words
        for _ in range(200):
            if service.reader_process_id is None:
                break
            threading.Event().wait(0.05)
        assert service.reader_process_id is None
        assert service.call(RecognizePage(scan, 0)).words


def test_without_language_data_numbers_and_latin_are_still_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scan: DocumentSource
) -> None:
    usual = reader_version()
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path / "nothing"))
    assert installed_languages() == ()
    assert missing_languages() == ("eng", "rus")
    assert reader_version() != usual
    draw_page(RUSSIAN_LETTER).image.save(tmp_path / "russian.png")
    with DocumentService() as service:
        latin = service.call(RecognizePage(scan, 0))
        russian = service.call(RecognizePage(DocumentSource(str(tmp_path / "russian.png")), 0))
    assert LETTER[0][0] in " ".join(word.text for word in latin.words)
    assert latin.missing == ()
    assert russian.missing == ("rus",)


@pytest.mark.parametrize("page", [1, -1])
def test_a_page_that_is_not_there_is_said(page: int, documents: DocumentService, scan: DocumentSource) -> None:
    with pytest.raises(NoSuchPage):
        documents.call(RecognizePage(scan, page))


def test_a_region_without_extent_is_refused(documents: DocumentService, scan: DocumentSource) -> None:
    with pytest.raises(AppError):
        documents.call(RecognizePage(scan, 0, PageRect(0.5, 0.5, 0.5, 0.7)))
