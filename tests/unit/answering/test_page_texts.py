"""Text layer or picture, page by page; what was read is kept. The real workers and the real reader of pictures."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pymupdf
import pytest
from scanned_pages import drawn, mixed, scanned, typed

from quizglass.answering.page_texts import PageTexts
from quizglass.cancellation import CancelToken
from quizglass.documents.requests import RecognizePage, Request
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, Cancelled, FileMissing, NoSuchPage, WorkerDied
from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.library.library import Library
from quizglass.pages import DocumentSource, PageText

RECEIPT = ("Harbour bakery", "Bread and butter", "Total 48.20")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def receipt(tmp_path: Path) -> DocumentSource:
    return DocumentSource(scanned(tmp_path / "receipt.pdf", RECEIPT))


class CountedService(DocumentService):
    """Counts how many pictures were read."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures = 0

    def submit(self, request: Request, **options: object):  # type: ignore[no-untyped-def, type-arg]
        self.pictures += isinstance(request, RecognizePage)
        return super().submit(request, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def counted() -> Iterator[CountedService]:
    with CountedService() as service:
        yield service


@pytest.fixture
def pictures(counted: CountedService) -> Callable[[], int]:
    before = counted.pictures
    return lambda: counted.pictures - before


def said(text: PageText | None) -> str:
    assert text is not None
    return " ".join(word.text for word in text.words)


def test_a_text_layer_is_taken_as_it_is(
    tmp_path: Path, counted: CountedService, pictures: Callable[[], int], library: Library
) -> None:
    source = DocumentSource(typed(tmp_path / "typed.pdf", "Payment is due within thirty days"))
    texts = PageTexts(counted, library)
    assert said(texts.words(source, 0, CancelToken())) == "Payment is due within thirty days"
    assert texts.kept(source, 0) == texts.words(source, 0, CancelToken())
    assert texts.recognized(source, 0) is None
    assert pictures() == 0


def test_a_scan_is_read_once_and_kept_for_later_sessions(
    receipt: DocumentSource, counted: CountedService, pictures: Callable[[], int], library: Library
) -> None:
    texts = PageTexts(counted, library)
    assert texts.kept(receipt, 0) is None
    assert texts.recognized(receipt, 0) is None
    shares: list[float] = []
    text = texts.words(receipt, 0, CancelToken(), shares.append)
    assert "Total 48.20" in said(text)
    assert {word.source for word in text.words} == {"ocr"}
    assert text.defect == ""
    assert shares == sorted(shares)
    assert texts.words(receipt, 0, CancelToken()) == text
    later = PageTexts(counted, library)
    assert said(later.kept(receipt, 0)) == said(text)
    recognized = later.recognized(receipt, 0)
    assert recognized is not None
    assert recognized.confidence > 0.5
    assert pictures() == 1


def test_without_a_library_readings_last_as_long_as_the_program(
    receipt: DocumentSource, counted: CountedService, pictures: Callable[[], int]
) -> None:
    texts = PageTexts(counted, None)
    first = texts.words(receipt, 0, CancelToken())
    assert texts.kept(receipt, 0) == first
    assert pictures() == 1


def test_a_moved_document_is_known_and_a_changed_one_is_read_anew(
    tmp_path: Path, receipt: DocumentSource, counted: CountedService, pictures: Callable[[], int], library: Library
) -> None:
    texts = PageTexts(counted, library)
    texts.words(receipt, 0, CancelToken())
    moved = DocumentSource(str(tmp_path / "moved.pdf"))
    Path(receipt.path).rename(moved.path)
    assert "48.20" in said(texts.kept(moved, 0))
    scanned(Path(moved.path), ("Pilot station", "Harbour dues 7.15"))
    assert texts.kept(moved, 0) is None
    assert "7.15" in said(texts.words(moved, 0, CancelToken()))
    assert pictures() == 2


def test_pages_of_one_document_are_judged_one_by_one(
    tmp_path: Path, counted: CountedService, pictures: Callable[[], int]
) -> None:
    source = DocumentSource(mixed(tmp_path / "mixed.pdf", "Typed by a machine for the harbour office", RECEIPT, ()))
    texts = PageTexts(counted, None)
    pages = [texts.words(source, page, CancelToken()) for page in range(3)]
    assert [{word.source for word in page.words} for page in pages] == [{"text"}, {"ocr"}, set()]
    assert [page.has_ink for page in pages] == [True, True, False]
    assert pictures() == 1


def test_of_several_who_want_a_page_one_reads(
    receipt: DocumentSource, counted: CountedService, pictures: Callable[[], int]
) -> None:
    texts = PageTexts(counted, None)
    with ThreadPoolExecutor(4) as threads:
        read = list(threads.map(lambda _: texts.words(receipt, 0, CancelToken()), range(4)))
    assert len({said(text) for text in read}) == 1
    assert pictures() == 1


def test_a_stop_ends_reading_at_once_and_nothing_is_kept(
    receipt: DocumentSource, documents: DocumentService, library: Library
) -> None:
    cancel = CancelToken()
    texts = PageTexts(documents, library)
    with pytest.raises(Cancelled):
        texts.words(receipt, 0, cancel, lambda _: cancel.cancel())
    assert texts.kept(receipt, 0) is None
    assert "48.20" in said(texts.words(receipt, 0, CancelToken()))


def test_who_waits_for_anothers_reading_can_be_stopped_alone(
    receipt: DocumentSource, documents: DocumentService
) -> None:
    texts, begun, waiting = PageTexts(documents, None), threading.Event(), CancelToken()
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(texts.words, receipt, 0, CancelToken(), lambda _: begun.set())
        assert begun.wait(60)
        second = threads.submit(texts.words, receipt, 0, waiting)
        waiting.cancel()
        with pytest.raises(Cancelled):
            second.result(timeout=10)
        assert "48.20" in said(first.result(timeout=60))


@pytest.mark.skipif(os.name == "nt", reason="kills as POSIX does")
def test_a_reader_that_dies_costs_its_page_alone(tmp_path: Path, documents: DocumentService) -> None:
    source = DocumentSource(scanned(tmp_path / "two.pdf", RECEIPT, ("Pilot station",)))
    texts = PageTexts(documents, None)

    def kill(_: float) -> None:
        if documents.reader_process_id is not None:
            os.kill(documents.reader_process_id, signal.SIGKILL)

    with pytest.raises(WorkerDied):
        texts.words(source, 0, CancelToken(), kill)
    assert "Pilot" in said(texts.words(source, 1, CancelToken()))
    assert "48.20" in said(texts.words(source, 0, CancelToken()))


def test_a_region_is_read_from_the_picture_whatever_the_layer_says(
    tmp_path: Path, counted: CountedService, pictures: Callable[[], int], library: Library
) -> None:
    source = DocumentSource(typed(tmp_path / "typed.pdf", "Payment is due within thirty days"))
    texts = PageTexts(counted, library)
    top = PageRect(0, 0, 1, 0.5)
    read = texts.read_region(source, 0, top, CancelToken())
    assert "thirty days" in " ".join(word.text for word in read.words)
    assert [word.text for word in PageTexts(counted, library).read_region(source, 0, top, CancelToken()).words] == [
        word.text for word in read.words
    ]
    texts.read_region(source, 0, WHOLE_PAGE, CancelToken())
    assert {word.source for word in PageTexts(counted, library).words(source, 0, CancelToken()).words} == {"text"}
    assert pictures() == 2


def test_of_a_huge_scan_only_the_wanted_part_is_read(receipt: DocumentSource, documents: DocumentService) -> None:
    texts = PageTexts(documents, None)
    text = texts.words(receipt, 0, CancelToken(), region=PageRect(0, 0, 1, 0.25))
    assert said(text) == "Harbour bakery"
    assert texts.kept(receipt, 0) is None


def test_a_round_thing_is_no_letter(tmp_path: Path, documents: DocumentService) -> None:
    from PIL import ImageDraw

    page = drawn()
    ImageDraw.Draw(page).ellipse((300, 100, 600, 350), fill=90)
    page.save(tmp_path / "ball.png")
    text = PageTexts(documents, None).words(DocumentSource(str(tmp_path / "ball.png")), 0, CancelToken())
    assert text == PageText((), has_ink=True, has_images=True)


def test_a_library_that_fails_costs_no_words(
    receipt: DocumentSource, documents: DocumentService, tmp_path: Path
) -> None:
    closed = Library.open(tmp_path / "closed.sqlite3")
    closed.close()
    assert "48.20" in said(PageTexts(documents, closed).words(receipt, 0, CancelToken()))


@pytest.mark.parametrize(("name", "page", "error"), [("receipt.pdf", 7, NoSuchPage), ("missing.pdf", 0, FileMissing)])
def test_what_is_not_there_is_told(
    receipt: DocumentSource, documents: DocumentService, library: Library, name: str, page: int, error: type[AppError]
) -> None:
    source = DocumentSource(str(Path(receipt.path).with_name(name)))
    with pytest.raises(error):
        PageTexts(documents, library).words(source, page, CancelToken())


def test_a_layer_that_leaves_out_a_picture_is_completed(tmp_path: Path, documents: DocumentService) -> None:
    file = tmp_path / "stamped.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=648, height=700)
        page.insert_text((50, 60), "Minutes of the harbour board, as typed by the secretary")
        drawn(*RECEIPT).save(tmp_path / "picture.png")
        page.insert_image((0, 350, 648, 652), filename=tmp_path / "picture.png")
        document.save(file)
    source, texts = DocumentSource(str(file)), PageTexts(documents, None)
    assert texts.layer(source, 0, CancelToken()).defect == "partial"
    text = texts.words(source, 0, CancelToken())
    assert said(text) == "Minutes of the harbour board, as typed by the secretary " + " ".join(RECEIPT)
    assert [word.source for word in text.words] == 10 * ["text"] + 7 * ["ocr"]
    recognized = texts.recognized(source, 0)
    assert recognized is not None
    assert " ".join(word.text for word in recognized.words) == " ".join(RECEIPT)


def with_wrong_layer(file: Path, printed: tuple[str, ...], told: str) -> DocumentSource:
    """A scan beneath whose lines stand words of another document: they look good."""
    with pymupdf.open() as document:
        page = document.new_page(width=648, height=302)
        drawn(*printed).save(file.with_suffix(".png"))
        page.insert_image(page.rect, filename=file.with_suffix(".png"))
        for line in range(len(printed)):
            page.insert_text((43, 60 + 57.5 * line), told, fontsize=20, render_mode=3)
        document.save(file)
    return DocumentSource(str(file))


def test_a_picture_read_on_request_is_believed_before_a_layer_that_contradicts_it(
    tmp_path: Path, counted: CountedService, pictures: Callable[[], int], library: Library
) -> None:
    printed = (
        "Harbour bakery and pastry of Greenwich",
        "Bread rolls and butter, several boxes",
        "Thank you, come again",
    )
    source = with_wrong_layer(tmp_path / "wrong.pdf", printed, "Minutes of the yearly meeting of members")
    texts = PageTexts(counted, library)
    assert "yearly meeting" in said(texts.words(source, 0, CancelToken()))
    assert "Harbour bakery" in said(texts.from_picture(source, 0, CancelToken()))
    assert "Harbour bakery" in said(texts.words(source, 0, CancelToken()))
    assert "Harbour bakery" in said(PageTexts(counted, library).kept(source, 0))
    assert pictures() == 1


def test_a_layer_that_the_picture_confirms_stays_in_force(
    tmp_path: Path, counted: CountedService, pictures: Callable[[], int], library: Library
) -> None:
    source = DocumentSource(typed(tmp_path / "typed.pdf", "Payment is due within thirty days of the invoice"))
    texts = PageTexts(counted, library)
    layer = texts.words(source, 0, CancelToken())
    assert texts.from_picture(source, 0, CancelToken()) == layer
    assert texts.kept(source, 0) == layer
    assert pictures() == 1
