"""The picture of a row's evidence shows its place on the page, a little more, and nothing where there is none."""

from __future__ import annotations

from pathlib import Path

import pymupdf

from quizglass.answering.page_reader import DocumentPages
from quizglass.batch.row import Row, Status
from quizglass.batch.row_pictures import RowPictures
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.geometry import PageRect


def test_the_place_of_the_evidence_is_drawn(documents: DocumentService, tmp_path: Path) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=400)
        page.draw_rect(pymupdf.Rect(100, 200, 200, 220), color=None, fill=(1, 0, 0))
        document.save(tmp_path / "red.pdf")
    pictures = RowPictures(DocumentPages(documents), CancelToken())
    row = Row(str(tmp_path / "red.pdf"), 1, None, "Where?", "here", Status.DONE, "", (PageRect(0.25, 0.5, 0.5, 0.55),))
    drawn = pictures(row)
    assert drawn
    assert (drawn.width, drawn.height) == (208, 58), "136 x 38 points at 110 dpi"
    middle = drawn.stride * (drawn.height // 2) + 3 * (drawn.width // 2)
    assert drawn.data[middle : middle + 3] == b"\xff\x00\x00"
    assert drawn.data[:3] == b"\xff\xff\xff"


def test_what_was_not_found_has_no_picture(documents: DocumentService) -> None:
    pictures = RowPictures(DocumentPages(documents), CancelToken())
    assert pictures(Row("nowhere.pdf", 1, None, "Where?", "", Status.NOT_FOUND)) is None
    assert pictures(Row("nowhere.pdf", 1, None, "Where?", "said", Status.DONE)) is None
