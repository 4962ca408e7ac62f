"""Parts of a page that one click takes, and tables as rows and columns. Words as MuPDF gives them."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest

from quizglass.documents.drawings import joined_shapes
from quizglass.documents.requests import FindFigures, OpenDocument, ReadWords
from quizglass.documents.service import DocumentService
from quizglass.geometry import PageRect, Size
from quizglass.layout.page_parts import PartKind, page_parts
from quizglass.layout.table_grid import read_table
from quizglass.pages import DocumentSource, Figures, Word

COLUMNS = (40, 200, 300)
ROWS = (("Item", "Pieces", "Price"), ("Oak frame", "2", "485.00"), ("Storage box", "40", "12.50"), ("Lamp", "", "9.75"))
A4 = Size(595, 842)


@pytest.fixture
def offer(tmp_path: Path) -> DocumentSource:
    """A paragraph of two lines, a table without rules, a picture, and a chart of lines."""
    document = pymupdf.open()
    page = document.new_page(width=A4.width, height=A4.height)
    page.insert_text((40, 80), "We thank you for your inquiry and are glad to offer you", fontsize=11)
    page.insert_text((40, 96), "what stands below.", fontsize=11)
    for row, cells in enumerate(ROWS):
        for x, text in zip(COLUMNS, cells, strict=True):
            page.insert_text((x, 200 + 20 * row), text, fontsize=11)
    picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 40, 40), False)
    picture.clear_with(120)
    page.insert_image(pymupdf.Rect(40, 400, 140, 500), pixmap=picture)
    page.draw_polyline([(300, 500), (340, 430), (400, 460), (450, 400)])
    page.draw_line((300, 400), (300, 500))
    page.draw_line((300, 500), (450, 500))
    path = tmp_path / "offer.pdf"
    document.save(path)
    return DocumentSource(str(path))


def words_of(source: DocumentSource, documents: DocumentService) -> tuple[Word, ...]:
    return documents.call(ReadWords(source, 0)).words


def test_a_page_consists_of_blocks_tables_and_pictures(offer: DocumentSource, documents: DocumentService) -> None:
    words, figures = words_of(offer, documents), documents.call(FindFigures(offer, 0))
    parts = page_parts(words, figures, documents.call(OpenDocument(offer)).sizes[0])
    assert sorted(part.kind.name for part in parts) == ["BLOCK", "PICTURE", "PICTURE", "TABLE"]
    block, table = (next(part.rect for part in parts if part.kind is kind) for kind in (PartKind.BLOCK, PartKind.TABLE))
    told = {word.text for word in words if block.contains(*word.box.center)}
    assert {"We", "below."} <= told
    assert {word.text for word in words if table.contains(*word.box.center)} >= {"Item", "9.75", "40"}
    pictures = [part.rect.to_size(A4) for part in parts if part.kind is PartKind.PICTURE]
    assert pictures[0] == pytest.approx((40, 400, 140, 500), abs=1)
    assert pictures[1] == pytest.approx((300, 400, 450, 500), abs=21)


@pytest.mark.parametrize("turns", range(4))
def test_parts_of_a_turned_page_lie_where_it_is_displayed(
    offer: DocumentSource, documents: DocumentService, tmp_path: Path, turns: int
) -> None:
    document = pymupdf.open(offer.path)
    document[0].set_rotation(90 * turns)
    document[0].set_cropbox(pymupdf.Rect(20, 30, 580, 800))
    document.save(tmp_path / "turned.pdf")
    turned = DocumentSource(str(tmp_path / "turned.pdf"))
    figures = documents.call(FindFigures(turned, 0))
    expected = PageRect.from_size((20, 370, 120, 470), Size(560, 770)).turned(turns)
    assert figures.pictures[0].as_tuple() == pytest.approx(expected.as_tuple(), abs=0.003)


def test_a_table_is_read_row_by_row(offer: DocumentSource, documents: DocumentService) -> None:
    words = [word for word in words_of(offer, documents) if 180 < word.box.y0 * A4.height < 300]
    table = read_table(words, A4)
    assert table is not None
    assert (table.rows, table.columns) == (ROWS, 3)


def test_a_heading_over_two_columns_does_not_join_them() -> None:
    lines = [(("Item", 0), ("Unit", 50), ("price", 75), ("Amount", 105))] + [
        ((f"A{n}", 0), (f"{n}.50", 50 + n), (f"{9 * n}.00", 105 + n)) for n in range(1, 8)
    ]
    words = [
        Word(text, PageRect.from_size((x, 20.0 * row, x + 5.0 * len(text), 20.0 * row + 10), Size(300, 300)), row, row)
        for row, line in enumerate(lines)
        for text, x in line
    ]
    table = read_table(words, Size(300, 300))
    assert table is not None
    assert table.rows[:2] == (("Item", "Unit price", "Amount"), ("A1", "1.50", "9.00"))


def test_running_text_is_no_table(offer: DocumentSource, documents: DocumentService) -> None:
    words = [word for word in words_of(offer, documents) if word.box.y0 * A4.height < 120]
    assert read_table(words, A4) is None
    assert read_table([], A4) is None


def test_text_in_two_columns_is_no_table() -> None:
    line = "words of a column of text that goes on and on as text does"
    words = [
        Word(text, PageRect.from_size((x, y, x + 14, y + 10), Size(800, 800)), row * 2 + side, side)
        for side in (0, 1)
        for row in range(10)
        for position, text in enumerate(line.split())
        for x, y in [(40 + side * 380 + 22 * position, 40 + 14 * row)]
    ]
    assert not [part for part in page_parts(words, Figures(), Size(800, 800)) if part.kind is PartKind.TABLE]


def test_shapes_that_touch_belong_together() -> None:
    frame, inner = PageRect(0.1, 0.1, 0.4, 0.4), PageRect(0.1, 0.2, 0.4, 0.2)
    far, ground = PageRect(0.7, 0.7, 0.8, 0.8), PageRect(0.0, 0.0, 1.0, 1.0)
    assert sorted(joined_shapes([ground, frame, far, inner])) == [frame, far]
