"""Seconds and memory for reading an A4 page, and what a second visit costs.

``python -m pytest -m benchmark tests/benchmarks/recognition/test_reading_speed.py -s``. Prints, never judges. The
worker gets two cores; what else runs on the computer makes it wait, so its processor seconds are printed as well.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median

import psutil
import pytest
from page_labels import LabelledPages
from worn_pages import Wear, wear_out

from quizglass.answering.page_texts import PageTexts
from quizglass.cancellation import CancelToken
from quizglass.documents.requests import RecognizePage
from quizglass.documents.service import DocumentService
from quizglass.library.library import Library
from quizglass.pages import DocumentSource

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(0)]

CORES = 2
PAGES_OF_A_KIND = 6
SCANNED = Wear(200, skew=0.4)
MIB = 2**20


@pytest.fixture
def two_cores() -> Iterator[None]:
    """This process and the workers that it starts run on two cores."""
    process = psutil.Process()
    if not hasattr(process, "cpu_affinity"):
        yield
        return
    all_cores = process.cpu_affinity()
    process.cpu_affinity(all_cores[:CORES])
    yield
    process.cpu_affinity(all_cores)


@pytest.fixture
def service(two_cores: None) -> Iterator[DocumentService]:
    """Workers of this test alone, so that their memory is that of the pages read here."""
    with DocumentService() as service:
        yield service


class PeakMemory:
    """Watches the resident memory of the reading worker, a look every 20 ms."""

    def __init__(self, service: DocumentService) -> None:
        self.bytes = 0
        self._service = service
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(0.02):
            process_id = self._service.reader_process_id
            if process_id is not None and psutil.pid_exists(process_id):
                self.bytes = max(self.bytes, psutil.Process(process_id).memory_info().rss)


@pytest.fixture
def a4_pages(labelled_pages: LabelledPages, tmp_path: Path) -> dict[str, list[DocumentSource]]:
    """Digital pages as a scanner would have them, and real scans of paper in A4 or letter size."""
    found: dict[str, list[DocumentSource]] = {}
    for kind in ("form-digital", "table-digital", "ru-digital"):
        found[kind] = []
        for number, (page, _) in enumerate(islice(labelled_pages[kind], PAGES_OF_A_KIND)):
            picture = tmp_path / f"{kind}-{number}.jpg"
            wear_out(Path(page.path), page.page, SCANNED, picture)
            found[kind].append(DocumentSource(str(picture)))
    for kind in ("form-scan", "ru-scan"):
        found[kind] = [DocumentSource(page.path) for page, _ in islice(labelled_pages[kind], PAGES_OF_A_KIND)]
    return found


def test_an_a4_page(service: DocumentService, a4_pages: dict[str, list[DocumentSource]]) -> None:
    began = time.perf_counter()
    service.call(RecognizePage(a4_pages["form-scan"][0], 0))
    print(f"\nfirst page, with the start of the worker: {time.perf_counter() - began:.2f} s")
    everything = []
    with PeakMemory(service) as peak:
        for kind, sources in a4_pages.items():
            times = [timed(service, source) for source in sources]
            everything += times
            print(f"{kind:<16}{len(times):>4} pages: {summary(times)}")
    load = ", ".join(f"{minutes:.1f}" for minutes in psutil.getloadavg())
    print(f"all: {summary(everything)}; on {CORES} cores, load of the computer {load}")
    print(f"peak memory of the reading worker: {peak.bytes / MIB:.0f} MiB")


def timed(service: DocumentService, source: DocumentSource) -> tuple[float, float]:
    """Seconds that passed, and seconds that the processor worked for the reading worker (all its threads)."""
    worker = psutil.Process(service.reader_process_id)
    worked, began = sum(worker.cpu_times()[:2]), time.perf_counter()
    service.call(RecognizePage(source, 0))
    return time.perf_counter() - began, sum(worker.cpu_times()[:2]) - worked


def summary(times: list[tuple[float, float]]) -> str:
    passed, worked = zip(*times, strict=True)
    return f"median {median(passed):.2f} s, most {max(passed):.2f} s, of the processor {median(worked):.2f} s"


def test_a_second_visit(service: DocumentService, a4_pages: dict[str, list[DocumentSource]], tmp_path: Path) -> None:
    """The window was closed in between: nothing is known but what the library kept."""
    library = Library.open(tmp_path / "library.sqlite3")
    sources = a4_pages["form-scan"] + a4_pages["ru-scan"]
    for source in sources:
        PageTexts(service, library).words(source, 0, CancelToken())
    seconds = []
    for source in sources:
        texts = PageTexts(service, library)
        began = time.perf_counter()
        texts.words(source, 0, CancelToken())
        seconds.append(time.perf_counter() - began)
    library.close()
    print(f"\nsecond visit: median {median(seconds) * 1000:.1f} ms, most {max(seconds) * 1000:.1f} ms")
