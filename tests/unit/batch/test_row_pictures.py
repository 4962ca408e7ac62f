"""The picture of a row's evidence shows its place on the page, a little more, and nothing where there is none."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pymupdf
import pytest
from PIL import Image
from tests.unit.documents.conftest import endless_pdf

from quizglass.batch import row_pictures
from quizglass.batch.row import Row, Status
from quizglass.batch.row_pictures import RowPictures
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import Cancelled
from quizglass.geometry import PageRect
from quizglass.pages import PackedPicture

COLOURS = [(1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)]


def marked(folder: Path, *, endless_after: bool = False) -> Row:
    """A row of the first of three pages, each with a mark of a colour of its own at the same place."""
    file = folder / "marked.pdf"
    with pymupdf.open() as document:
        for colour in COLOURS:
            page = document.new_page(width=400, height=400)
            page.draw_rect(pymupdf.Rect(100, 200, 200, 220), color=None, fill=colour)
        if endless_after:
            document.insert_pdf(pymupdf.open(stream=endless_pdf()))
        document.save(file)
    return Row(str(file), 1, None, "Where?", "here", Status.DONE, "", (PageRect(0.25, 0.5, 0.5, 0.55),))


def middle(packed: PackedPicture | None) -> tuple[float, ...]:
    """The colour in the middle of the picture, 0..1."""
    assert packed
    picture = Image.open(io.BytesIO(packed.data))
    assert (picture.size, picture.format) == ((packed.width, packed.height), packed.kind.upper())
    pixel = picture.convert("RGB").getpixel((packed.width // 2, packed.height // 2))
    assert isinstance(pixel, tuple)
    return tuple(round(value / 255, 2) for value in pixel)


def test_the_place_of_the_evidence_is_drawn(documents: DocumentService, tmp_path: Path) -> None:
    (drawn,) = RowPictures(documents, CancelToken())([marked(tmp_path)])
    assert drawn
    assert (drawn.width, drawn.height) == (208, 58), "136 x 38 points at 110 dpi"
    assert middle(drawn) == COLOURS[0]
    assert Image.open(io.BytesIO(drawn.data)).convert("RGB").getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("most_s", [0.0, 10.0])
def test_every_row_has_its_own(
    documents: DocumentService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_s: float
) -> None:
    """Also when there is time for one of them only, time after time."""
    monkeypatch.setattr(row_pictures, "_MOST_S", most_s)
    row = marked(tmp_path)
    nothing = replace(row, status=Status.NOT_FOUND, answer="", evidence_boxes=())
    made = RowPictures(documents, CancelToken())(
        [replace(row, page=3), nothing, row, replace(row, page=4), replace(row, page=2)]
    )
    assert [picture and middle(picture) for picture in made] == [COLOURS[2], None, COLOURS[0], None, COLOURS[1]]


def test_what_was_not_found_has_no_picture(documents: DocumentService) -> None:
    pictures = RowPictures(documents, CancelToken())
    not_found = Row("nowhere.pdf", 1, None, "Where?", "", Status.NOT_FOUND)
    only_said = Row("nowhere.pdf", 1, None, "Where?", "said", Status.DONE)
    assert pictures([not_found, only_said]) == [None, None]


def test_a_file_that_is_gone_has_no_pictures_any_more(documents: DocumentService, tmp_path: Path) -> None:
    row = marked(tmp_path)
    Path(row.file).unlink()
    assert RowPictures(documents, CancelToken())([row, row]) == [None, None]


def test_a_page_that_cannot_be_drawn_costs_its_own_picture_only(tmp_path: Path) -> None:
    row = marked(tmp_path, endless_after=True)
    with DocumentService(workers=1, timeout_s=0.7) as hasty:
        made = RowPictures(hasty, CancelToken())([row, replace(row, page=4), replace(row, page=2)])
    assert [picture and middle(picture) for picture in made] == [COLOURS[0], None, COLOURS[1]]


def test_it_can_be_stopped(documents: DocumentService, tmp_path: Path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        RowPictures(documents, cancel)([marked(tmp_path)])
