"""What pages need is made ready while others are answered, and nothing of it is done twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pytest

from quizglass.answering.page_reader import DocumentPages
from quizglass.batch.journal import Journal
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.run import Tally
from quizglass.batch.runner import Runner
from quizglass.cancellation import CancelToken
from quizglass.documents.requests import ReadWords, RecognizePage, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.geometry import PageRect, Size
from quizglass.models.builtin_reader.engine import BuiltinReader
from quizglass.models.engine import EngineInfo, EngineKind, Reply

PAGES = 4
WAIT_S = 60.0


class SlowReader(BuiltinReader):
    """Answers a page only when ``ready`` says that enough was made ready meanwhile."""

    def __init__(self, ready: Callable[[int], bool]) -> None:
        super().__init__()
        self._ready = ready
        self._asked = 0

    def answer(self, *arguments: object, **options: object) -> Reply:
        self._asked += 1
        deadline = time.monotonic() + WAIT_S
        pause = threading.Event()
        while not self._ready(self._asked):
            assert time.monotonic() < deadline, "nothing was made ready"
            pause.wait(0.01)
        return super().answer(*arguments, **options)  # type: ignore[arg-type]


class SeeingReader(SlowReader):
    """Wants a picture of each page."""

    @property
    def info(self) -> EngineInfo:
        return EngineInfo("seeing", "Seeing", EngineKind.VISION)

    def image_size(self, region_size: Size) -> tuple[int, int] | None:
        return round(region_size.width), round(region_size.height)


class CountedService(DocumentService):
    """Notes what was asked of it, and what has come."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[object] = []
        self.come: list[object] = []

    def submit(self, request, **options):  # type: ignore[no-untyped-def]
        future = super().submit(request, **options)
        self.asked.append(request)
        future.add_done_callback(lambda _: self.come.append(request))
        return future

    def of(self, kind: type, come: bool = False) -> list[object]:
        return [request for request in (self.come if come else self.asked) if isinstance(request, kind)]


@pytest.fixture
def scan(tmp_path: Path) -> str:
    with pymupdf.open() as printed, pymupdf.open() as scanned:
        for number in range(PAGES):
            printed.new_page(width=300, height=200).insert_text((30, 60), f"Total: {number}2.50 EUR", fontsize=18)
            page = scanned.new_page(width=300, height=200)
            page.insert_image(page.rect, pixmap=printed[number].get_pixmap(dpi=150))
        scanned.save(tmp_path / "scan.pdf")
    return str(tmp_path / "scan.pdf")


@pytest.fixture
def text(tmp_path: Path) -> str:
    with pymupdf.open() as printed:
        for number in range(PAGES):
            printed.new_page(width=300, height=200).insert_text((30, 60), f"Total: {number}2.50 EUR", fontsize=18)
        printed.save(tmp_path / "text.pdf")
    return str(tmp_path / "text.pdf")


def run(service: DocumentService, engine: BuiltinReader, file: str, tmp_path: Path) -> Tally:
    plan = Plan(
        (file,), (PlannedQuestion("What is the total?"), PlannedQuestion("What is the sum?", PageRect(0, 0, 1, 0.5)))
    )
    journal = Journal.open(tmp_path / "runs.sqlite", "answers.csv", resume=False)
    try:
        return Runner(plan, journal, DocumentPages(service), lambda: engine, cancel=CancelToken()).run()
    finally:
        journal.close()


def test_pictures_are_read_while_pages_are_answered(scan: str, tmp_path: Path) -> None:
    with CountedService() as service:

        def ready(asked: int) -> bool:
            """With the first answer all pictures are under way or read, before any other page is asked."""
            return asked > 1 or len(service.of(RecognizePage, come=True)) == PAGES

        tally = run(service, SlowReader(ready), scan, tmp_path)
        assert tally.failed == 0
        assert tally.found >= PAGES
        assert len(service.of(RecognizePage)) == PAGES
        assert len(service.of(ReadWords)) == PAGES


def test_pages_of_text_are_read_once_and_no_picture_of_them(text: str, tmp_path: Path) -> None:
    with CountedService() as service:
        run(service, SlowReader(lambda _: True), text, tmp_path)
        assert len(service.of(ReadWords)) == PAGES
        assert service.of(RecognizePage) == service.of(RenderPage) == []


def test_pictures_of_the_next_page_are_drawn_meanwhile(text: str, tmp_path: Path) -> None:
    with CountedService() as service:

        def ready(asked: int) -> bool:
            """Two regions a page: of the next page, too, while one is answered."""
            following = (asked - 1) // 2 + 1
            drawn = [request for request in service.of(RenderPage, come=True) if request.page == following]
            return len(drawn) == 2 or following == PAGES

        tally = run(service, SeeingReader(ready), text, tmp_path)
        drawn = service.of(RenderPage)
        assert tally.failed == 0
        assert len(drawn) == len(set(drawn)) == 2 * PAGES
