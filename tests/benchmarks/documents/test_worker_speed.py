"""Speed of the document workers: ``python -m pytest -m benchmark tests/benchmarks/documents -s``. Prints, never judges.

The same page is rendered in this process as well, so that what the way through another process costs can be seen.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable

import psutil
import pytest

from quizglass.documents.mupdf_library import pymupdf
from quizglass.documents.requests import OpenDocument, ReadWords, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.geometry import WHOLE_PAGE
from quizglass.pages import DocumentSource

pytestmark = pytest.mark.benchmark

SCREEN = (1190, 1684)
"""A4 at 144 dpi: a screen of two device pixels a point."""

FRESH_START = """
import sys, time
begun = time.perf_counter()
from quizglass.documents.service import DocumentService
imported = time.perf_counter()
service = DocumentService()
service.start()
from quizglass.documents.requests import OpenDocument, RenderPage
from quizglass.geometry import WHOLE_PAGE
from quizglass.pages import DocumentSource
source = DocumentSource(sys.argv[1])
service.call(OpenDocument(source))
opened = time.perf_counter()
service.call(RenderPage(source, 0, WHOLE_PAGE, 850, 1203))
print(imported - begun, opened - imported, time.perf_counter() - imported)
service.close()
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> dict[int, DocumentSource]:
    """Text documents of 1,000 and 4,000 pages."""
    text = "Every page of the register is read, counted, and put back in its box. " * 40
    books = {}
    for pages in (1000, 4000):
        document = pymupdf.open()
        for number in range(pages):
            page = document.new_page(width=595, height=842)
            page.insert_textbox(pymupdf.Rect(50, 50, 545, 800), f"Page {number + 1}. {text}", fontsize=10)
        path = tmp_path_factory.mktemp("books") / f"{pages}.pdf"
        document.save(path)
        books[pages] = DocumentSource(str(path))
    return books


def timed(work: Callable[[int], object], times: int = 100) -> str:
    seconds = []
    for number in range(times):
        begun = time.perf_counter()
        work(number)
        seconds.append(time.perf_counter() - begun)
    seconds.sort()
    return f"median {seconds[times // 2] * 1000:.1f} ms, p95 {seconds[int(times * 0.95)] * 1000:.1f} ms"


@pytest.mark.parametrize("pages", [1000, 4000])
def test_from_start_to_the_first_page(book: dict[int, DocumentSource], pages: int) -> None:
    runs = []
    for _ in range(7):
        command = [sys.executable, "-c", FRESH_START, book[pages].path]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        runs.append([float(seconds) for seconds in done.stdout.split()])
    imported, opened, drawn = (sorted(column)[len(runs) // 2] for column in zip(*runs, strict=True))
    print(
        f"\n{pages} pages: import {imported:.3f} s; from start() to opened {opened:.3f} s, to first page {drawn:.3f} s"
    )


def test_a_page_at_screen_resolution(book: dict[int, DocumentSource]) -> None:
    source = book[1000]
    document = pymupdf.open(source.path)
    matrix = pymupdf.Matrix(SCREEN[0] / 595, SCREEN[1] / 842)
    print("\nrender here:       ", timed(lambda n: document[n].get_pixmap(matrix=matrix).samples))
    print("words here:        ", timed(lambda n: document[n].get_text("words")))
    with DocumentService() as service:
        service.call(OpenDocument(source))
        print("render in a worker:", timed(lambda n: service.call(RenderPage(source, n, WHOLE_PAGE, *SCREEN))))
        print("words in a worker: ", timed(lambda n: service.call(ReadWords(source, n))))


def test_many_requests_at_once(book: dict[int, DocumentSource]) -> None:
    source = book[1000]
    with DocumentService() as service:
        service.call(RenderPage(source, 0, WHOLE_PAGE, 100, 100))
        begun = time.perf_counter()
        waiting = [service.submit(RenderPage(source, n, WHOLE_PAGE, 512, 512)) for n in range(200)]
        for future in waiting:
            future.result()
        print(f"\n200 tiles of 512 px: {time.perf_counter() - begun:.2f} s, {len(service.process_ids)} workers")


def test_a_new_worker_after_a_kill(book: dict[int, DocumentSource]) -> None:
    source = book[1000]
    with DocumentService(workers=1) as service:
        service.call(OpenDocument(source))
        worker = psutil.Process(service.process_ids[0])
        worker.kill()
        psutil.wait_procs([worker], timeout=5)
        begun = time.perf_counter()
        service.call(RenderPage(source, 0, WHOLE_PAGE, *SCREEN))
        print(f"\nfrom the kill of the only worker to the next picture: {time.perf_counter() - begun:.3f} s")
