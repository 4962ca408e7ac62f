"""Pages printed into a PDF file and read back."""

from __future__ import annotations

import sys
from pathlib import Path

import pymupdf
import pytest

from quizglass.cancellation import CancelToken
from quizglass.documents.requests import OpenDocument
from quizglass.documents.service import DocumentService
from quizglass.errors import Cancelled, FileNotWritable, PrinterUnavailable
from quizglass.geometry import PageRect, Size
from quizglass.pages import DocumentSource
from quizglass.ui.printing.marks import Marks
from quizglass.ui.printing.print_job import PrintJob
from quizglass.ui.printing.printing import Printing
from quizglass.ui.printing.sheets import Paper

A4 = Size(595, 842)
RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.fixture
def squares(tmp_path: Path) -> DocumentSource:
    """A red page upright, a blue one across, each with a white frame of 20 points, and a page that breaks."""
    document = pymupdf.open()
    for size, color in (((300, 400), (1, 0, 0)), ((400, 300), (0, 0, 1))):
        page = document.new_page(width=size[0], height=size[1])
        page.draw_rect(pymupdf.Rect(20, 20, size[0] - 20, size[1] - 20), color=color, fill=color)
    document.save(tmp_path / "squares.pdf")
    return DocumentSource(str(tmp_path / "squares.pdf"))


def printed(documents: DocumentService, source: DocumentSource, file: Path, pages: tuple[int, ...], **how: object):
    """The printed file, open; the calls of progress."""
    done: list[int] = []
    job = PrintJob(source, documents.call(OpenDocument(source)), pages, file=file, **{"paper": Paper(A4), **how})
    failed = Printing(documents, job, done.append, CancelToken()).run()
    assert not failed
    assert done == list(range(1, len(pages) + 1))
    return pymupdf.open(file)


def colour(document: pymupdf.Document, page: int, x: float, y: float) -> tuple[int, ...]:
    """At ``x`` and ``y`` points of the page; JPEG blurs colours a little."""
    exact = document[page].get_pixmap(dpi=72).pixel(round(x), round(y))
    return tuple(255 if value > 200 else 0 if value < 60 else value for value in exact)


def test_pages_are_printed_in_order_each_on_paper_turned_its_way(
    qapp: object, documents: DocumentService, squares: DocumentSource, tmp_path: Path
) -> None:
    result = printed(documents, squares, tmp_path / "out.pdf", (1, 0, 1))
    sizes = [(round(page.rect.width), round(page.rect.height)) for page in result]
    assert sizes == [(842, 595), (595, 842), (842, 595)]
    assert colour(result, 0, 421, 297) == BLUE
    assert colour(result, 1, 297, 421) == RED


def test_fitted_pages_fill_the_paper_and_others_keep_their_size(
    qapp: object, documents: DocumentService, squares: DocumentSource, tmp_path: Path
) -> None:
    fitted = printed(documents, squares, tmp_path / "fit.pdf", (0,))
    assert colour(fitted, 0, 60, 421) == RED  # 20 of 300 points are 40 of 595
    exact = printed(documents, squares, tmp_path / "exact.pdf", (0,), fit=False)
    left = 297.5 - 130
    assert colour(exact, 0, left - 3, 421) == (255, 255, 255)
    assert colour(exact, 0, left + 3, 421) == RED


def test_paper_can_be_as_large_as_each_page(
    qapp: object, documents: DocumentService, squares: DocumentSource, tmp_path: Path
) -> None:
    result = printed(documents, squares, tmp_path / "out.pdf", (0, 1), paper=Paper(None))
    assert [(round(p.rect.width), round(p.rect.height)) for p in result] == [(300, 400), (400, 300)]
    assert colour(result, 1, 25, 25) == BLUE


def test_a_turned_page_is_printed_turned(qapp: object, documents: DocumentService, tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page(width=300, height=400)
    page.draw_rect(pymupdf.Rect(0, 0, 300, 100), color=(1, 0, 0), fill=(1, 0, 0))
    document.save(tmp_path / "top.pdf")
    source = DocumentSource(str(tmp_path / "top.pdf"))
    result = printed(documents, source, tmp_path / "out.pdf", (0,), paper=Paper(None), turns=1)
    assert (round(result[0].rect.width), round(result[0].rect.height)) == (400, 300)
    assert colour(result, 0, 350, 150) == RED
    assert colour(result, 0, 50, 150) == (255, 255, 255)


def test_marks_are_printed_where_they_stand(
    qapp: object, documents: DocumentService, squares: DocumentSource, tmp_path: Path
) -> None:
    marks = Marks(regions={0: (PageRect(0.25, 0.25, 0.75, 0.75),)})
    result = printed(documents, squares, tmp_path / "out.pdf", (0, 1), paper=Paper(None), marks=marks)
    assert colour(result, 0, 75, 200) != RED
    assert colour(result, 0, 80, 200) == RED
    assert colour(result, 1, 100, 150) == BLUE


def test_a_large_sheet_is_drawn_in_pieces_without_seams(
    qapp: object, documents: DocumentService, tmp_path: Path
) -> None:
    document = pymupdf.open()
    page = document.new_page(width=2384, height=1684)
    page.draw_rect(page.rect, color=(0, 0, 1), fill=(0, 0, 1))
    document.save(tmp_path / "a1.pdf")
    source = DocumentSource(str(tmp_path / "a1.pdf"))
    result = printed(documents, source, tmp_path / "out.pdf", (0,), paper=Paper(None))
    samples = result[0].get_pixmap(dpi=36)
    assert {
        samples.pixel(x, y)[0] for x in range(4, samples.width - 4) for y in range(4, samples.height - 4, 7)
    } <= set(range(20))


def test_a_page_that_cannot_be_drawn_is_left_white_and_named(
    qapp: object, documents: DocumentService, squares: DocumentSource, tmp_path: Path
) -> None:
    info = documents.call(OpenDocument(squares))
    beyond = PrintJob(squares, type(info)(3, (*info.sizes, A4)), (0, 2, 1), Paper(A4), file=tmp_path / "out.pdf")
    assert Printing(documents, beyond, lambda _: None, CancelToken()).run() == (2,)
    assert pymupdf.open(tmp_path / "out.pdf").page_count == 3


def test_stopping_keeps_the_file_that_was_there(
    qapp: object, documents: DocumentService, squares: DocumentSource, tmp_path: Path
) -> None:
    file = tmp_path / "out.pdf"
    file.write_bytes(b"the old one")
    cancel = CancelToken()
    job = PrintJob(squares, documents.call(OpenDocument(squares)), (0, 1) * 20, Paper(A4), file=file)
    with pytest.raises(Cancelled):
        Printing(documents, job, lambda done: cancel.cancel() if done == 2 else None, cancel).run()
    assert file.read_bytes() == b"the old one"
    assert sorted(path.name for path in tmp_path.glob("*.p*")) == ["out.pdf", "squares.pdf"]


def test_a_folder_that_cannot_be_written_is_told(
    qapp: object, documents: DocumentService, squares: DocumentSource, tmp_path: Path
) -> None:
    job = PrintJob(squares, documents.call(OpenDocument(squares)), (0,), Paper(A4), file=tmp_path / "no" / "out.pdf")
    with pytest.raises(FileNotWritable):
        Printing(documents, job, lambda _: None, CancelToken()).run()


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files as only POSIX does")
def test_a_disk_that_fills_up_is_told_and_leaves_nothing_behind(
    qapp: object, documents: DocumentService, squares: DocumentSource, tmp_path: Path
) -> None:
    import resource

    job = PrintJob(squares, documents.call(OpenDocument(squares)), (0, 1) * 4, Paper(A4), file=tmp_path / "out.pdf")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(FileNotWritable, match="cannot be written"):
            Printing(documents, job, lambda _: None, CancelToken()).run()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [path.name for path in tmp_path.glob("*.p*")] == ["squares.pdf"]


def test_a_printer_that_is_gone_is_told(qapp: object, documents: DocumentService, squares: DocumentSource) -> None:
    job = PrintJob(squares, documents.call(OpenDocument(squares)), (0,), Paper(A4), printer="Third floor")
    with pytest.raises(PrinterUnavailable, match="Third floor"):
        Printing(documents, job, lambda _: None, CancelToken()).run()
