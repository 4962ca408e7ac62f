"""A worker that dies, hangs or eats memory costs one request. Real processes, really killed."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.unit.documents.conftest import MakePdf, endless_pdf

from quizglass.cancellation import CancelToken
from quizglass.documents.requests import HashDocument, OpenDocument, ReadWords, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.errors import (
    Cancelled,
    DamagedDocument,
    EmptyDocument,
    FileAccessError,
    FileMissing,
    NeedsTooMuchMemory,
    NoSuchPage,
    PageTimeout,
    WorkerDied,
)
from quizglass.geometry import WHOLE_PAGE
from quizglass.pages import DocumentSource


@pytest.fixture
def hanging(tmp_path: Path) -> DocumentSource:
    path = tmp_path / "endless.pdf"
    path.write_bytes(endless_pdf())
    return DocumentSource(str(path))


@pytest.fixture
def hasty() -> Iterator[DocumentService]:
    """One worker, and little patience."""
    with DocumentService(workers=1, timeout_s=0.7) as running:
        yield running


def wait_until_busy(service: DocumentService, future: Future[Any]) -> int:
    """The only worker's process id once it has worked at the request of ``future`` for a moment."""
    while not future.running():
        time.sleep(0.005)
    process = psutil.Process(service.process_ids[0])
    started = sum(process.cpu_times()[:2])
    while sum(process.cpu_times()[:2]) < started + 0.05:
        time.sleep(0.005)
    return process.pid


def test_a_killed_worker_costs_one_request(hanging: DocumentSource, make_pdf: MakePdf) -> None:
    good = make_pdf("still here")
    with DocumentService(workers=1) as service:
        service.call(OpenDocument(hanging))
        lost = service.submit(RenderPage(hanging, 0, WHOLE_PAGE, 100, 100))
        waiting = service.submit(ReadWords(good, 0))
        os.kill(wait_until_busy(service, lost), signal.SIGKILL)
        with pytest.raises(WorkerDied) as died:
            lost.result()
        assert died.value.params == {"name": "endless.pdf", "page": 1}
        assert [word.text for word in waiting.result().words] == ["still", "here"]


def test_a_worker_killed_while_idle_costs_nothing(make_pdf: MakePdf) -> None:
    good = make_pdf("still here")
    with DocumentService(workers=1) as service:
        service.call(OpenDocument(good))
        (killed,) = service.process_ids
        os.kill(killed, signal.SIGKILL)
        psutil.wait_procs([psutil.Process(killed)], timeout=5)
        assert service.call(OpenDocument(good)).page_count == 1
        assert service.process_ids != (killed,)


def test_a_hanging_page_is_given_up_and_the_next_request_goes_on(
    hasty: DocumentService, hanging: DocumentSource, make_pdf: MakePdf
) -> None:
    good = make_pdf("still here")
    assert hasty.call(OpenDocument(hanging)).page_count == 1
    with pytest.raises(PageTimeout) as given_up:
        hasty.call(RenderPage(hanging, 0, WHOLE_PAGE, 100, 100))
    assert given_up.value.params == {"name": "endless.pdf", "page": 1, "seconds": "0.7"}
    assert len(hasty.call(ReadWords(good, 0)).words) == 2


def test_others_are_served_while_one_page_hangs(hanging: DocumentSource, make_pdf: MakePdf) -> None:
    good = make_pdf("still here")
    with DocumentService(timeout_s=30) as service:
        stuck = service.submit(RenderPage(hanging, 0, WHOLE_PAGE, 100, 100))
        assert len(service.call(ReadWords(good, 0)).words) == 2
        assert not stuck.done()


def test_memory_is_bounded(make_pdf: MakePdf) -> None:
    document = make_pdf("large")
    with DocumentService(workers=1, memory_bytes=384 * 2**20) as service:
        with pytest.raises(NeedsTooMuchMemory) as refused:
            service.call(RenderPage(document, 0, WHOLE_PAGE, 10_000, 10_000))
        assert refused.value.params == {"name": "document.pdf", "page": 1}
        assert service.call(RenderPage(document, 0, WHOLE_PAGE, 100, 100)).width == 100


def test_closing_ends_what_waits_and_what_runs(hanging: DocumentSource, make_pdf: MakePdf) -> None:
    service = DocumentService(workers=1)
    running = service.submit(RenderPage(hanging, 0, WHOLE_PAGE, 100, 100))
    pid = wait_until_busy(service, running)
    waiting = service.submit(OpenDocument(make_pdf()))
    service.close()
    assert waiting.cancelled()
    with pytest.raises(Cancelled):
        running.result()
    with pytest.raises(Cancelled):
        service.call(OpenDocument(make_pdf()))
    assert not psutil.pid_exists(pid)
    service.close()


def test_a_call_can_be_cancelled_while_the_page_hangs(hanging: DocumentSource) -> None:
    cancel = CancelToken()
    with DocumentService(workers=1) as service:
        future = service.submit(RenderPage(hanging, 0, WHOLE_PAGE, 100, 100))
        wait_until_busy(service, future)
        cancel.cancel()
        with pytest.raises(Cancelled):
            service.call(ReadWords(hanging, 0), cancel)
        assert not future.done()


# Files that change under the reader ---------------------------------------------------------------------------------


def test_a_file_replaced_on_disk_is_noticed(service: DocumentService, make_pdf: MakePdf) -> None:
    source = make_pdf("before")
    assert service.call(ReadWords(source, 0)).words[0].text == "before"
    before = service.call(HashDocument(source))
    make_pdf("afterwards", "two pages")
    assert service.call(ReadWords(source, 0)).words[0].text == "afterwards"
    assert service.call(OpenDocument(source)).page_count == 2
    assert service.call(HashDocument(source)) != before


def test_a_file_deleted_while_open_is_missing(service: DocumentService, make_pdf: MakePdf) -> None:
    source = make_pdf()
    service.call(OpenDocument(source))
    Path(source.path).unlink()
    with pytest.raises(FileMissing) as missing:
        service.call(OpenDocument(source))
    assert missing.value.params == {"name": "document.pdf"}


def test_a_file_truncated_while_open_fails_in_words_or_shows_what_is_left(
    service: DocumentService, make_pdf: MakePdf
) -> None:
    source = make_pdf(*["page"] * 30)
    assert service.call(OpenDocument(source)).page_count == 30
    whole = Path(source.path).read_bytes()
    for share in (0.9, 0.5, 0.1):
        Path(source.path).write_bytes(whole[: int(len(whole) * share)])
        with suppress(DamagedDocument, EmptyDocument, NoSuchPage):
            service.call(RenderPage(source, 29, WHOLE_PAGE, 50, 50))
    Path(source.path).write_bytes(b"")
    with pytest.raises(EmptyDocument):
        service.call(OpenDocument(source))


def test_a_missing_and_an_impossible_file_are_told_apart(service: DocumentService, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        service.call(OpenDocument(DocumentSource(str(tmp_path / "nowhere.pdf"))))
    with pytest.raises(FileAccessError):
        service.call(OpenDocument(DocumentSource(str(tmp_path / "zero\0byte.pdf"))))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_forbidden_file_cannot_be_read(service: DocumentService, make_pdf: MakePdf) -> None:
    source = make_pdf()
    Path(source.path).chmod(0)
    with pytest.raises(FileAccessError):
        service.call(OpenDocument(source))
