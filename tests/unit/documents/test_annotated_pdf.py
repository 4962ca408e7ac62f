"""Notes lie on the pages where they belong, and joined documents keep their pages, notes and bookmarks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from quizglass.documents.annotated_pdf import annotated_pdf, joined_pdf
from quizglass.documents.mupdf_library import pymupdf
from quizglass.documents.requests import PageNote, PdfPart
from quizglass.errors import PasswordNeeded
from quizglass.geometry import PageRect

BOX = PageRect(0.6, 0.1, 0.9, 0.2)


def pdf(folder: Path, name: str = "a.pdf", pages: int = 2, **keys: str) -> Path:
    """Blank pages of 300 by 400 points; ``keys`` are entries of each."""
    with pymupdf.open() as document:
        for _ in range(pages):
            page = document.new_page(width=300, height=400)
            for key, value in keys.items():
                document.xref_set_key(page.xref, key, value)
        document.save(folder / name)
    return folder / name


def marks(content: bytes) -> list[list[tuple[str, str]]]:
    with pymupdf.open(stream=content, filetype="pdf") as document:
        return [[(mark.type[1], mark.info["content"]) for mark in page.annots()] for page in document]


def coloured(content: bytes) -> PageRect:
    """Where anything but white is seen on the first page."""
    with pymupdf.open(stream=content, filetype="pdf") as document:
        seen = document[0].get_pixmap(dpi=72)
    picture = Image.frombytes("RGB", (seen.width, seen.height), seen.samples)
    box = picture.convert("L").point(lambda level: 255 * (level < 250)).getbbox()
    assert box is not None
    left, top, right, bottom = box
    return PageRect(left / seen.width, top / seen.height, right / seen.width, bottom / seen.height)


@pytest.mark.parametrize(
    "keys",
    [
        {},
        {"Rotate": "90"},
        {"Rotate": "180"},
        {"Rotate": "270", "CropBox": "[30 50 280 350]"},
        {"CropBox": "[30 50 280 350]", "UserUnit": "2"},
        {"MediaBox": "[-100 -50 200 350]"},
    ],
)
def test_a_highlight_lies_where_the_evidence_is_seen(tmp_path: Path, keys: dict[str, Any]) -> None:
    content = annotated_pdf(pdf(tmp_path, **keys), None, [PageNote(0, (BOX,), "What?\nThis.")])
    assert marks(content) == [[("Highlight", "What?\nThis.")], []]
    assert coloured(content).iou(BOX) > 0.7


def test_notes_without_a_place_stand_one_below_the_other(tmp_path: Path) -> None:
    content = annotated_pdf(pdf(tmp_path), None, [PageNote(1, (), f"Ответ {number}") for number in range(30)])
    assert marks(content)[1] == [("Text", f"Ответ {number}") for number in range(30)]
    with pymupdf.open(stream=content, filetype="pdf") as document:
        first, second, *_, last = [mark.rect for mark in document[1].annots()]
        assert first.y1 <= second.y0
        assert document[1].rect.contains(last)


def test_notes_to_pages_that_are_not_there_are_told_at_the_end(tmp_path: Path) -> None:
    content = annotated_pdf(pdf(tmp_path), None, [PageNote(0, (BOX,), "here"), PageNote(7, (BOX,), "где-то <b>")])
    assert [len(page) for page in marks(content)] == [1, 0, 0]
    with pymupdf.open(stream=content, filetype="pdf") as document:
        assert document[2].get_text().strip() == "где-то <b>"


def test_the_document_and_its_own_notes_stay(tmp_path: Path) -> None:
    file = pdf(tmp_path)
    first = annotated_pdf(file, None, [PageNote(0, (BOX,), "once")])
    before = file.read_bytes()
    file.write_bytes(first)
    assert [len(page) for page in marks(annotated_pdf(file, None, [PageNote(0, (BOX,), "twice")]))] == [2, 0]
    assert file.read_bytes() == first != before


def test_a_picture_becomes_a_pdf(tmp_path: Path) -> None:
    Image.new("RGB", (300, 400), "white").save(tmp_path / "a.png")
    content = annotated_pdf(tmp_path / "a.png", None, [PageNote(0, (BOX,), "What?")])
    assert coloured(content).iou(BOX) > 0.7


def test_a_protected_document_needs_its_password(tmp_path: Path) -> None:
    with pymupdf.open(pdf(tmp_path)) as document:
        document.save(tmp_path / "b.pdf", encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="secret", owner_pw="other")
    notes = [PageNote(0, (BOX,), "What?")]
    with pytest.raises(PasswordNeeded):
        annotated_pdf(tmp_path / "b.pdf", None, notes)
    assert marks(annotated_pdf(tmp_path / "b.pdf", "secret", notes)) == [[("Highlight", "What?")], []]


def test_joined_documents_keep_what_they_have(tmp_path: Path) -> None:
    one, other = tmp_path / "1.pdf", tmp_path / "2.pdf"
    one.write_bytes(annotated_pdf(pdf(tmp_path), None, [PageNote(1, (BOX,), "What?")]))
    with pymupdf.open(pdf(tmp_path, pages=3)) as document:
        document.set_toc([[1, "Глава", 2], [2, "Section", 3]])
        document.save(other)
    parts = [PdfPart("Счёт.pdf", str(one)), PdfPart("lost.pdf", text="gone\n" * 90), PdfPart("b.pdf", str(other))]
    content = joined_pdf(parts, "all.pdf")
    assert [len(page) for page in marks(content)] == [0, 1, 0, 0, 0, 0, 0, 0]
    with pymupdf.open(stream=content, filetype="pdf") as document:
        assert document.get_toc() == [
            *([1, "Счёт.pdf", 1], [1, "lost.pdf", 3], [1, "b.pdf", 6]),
            *([2, "Глава", 7], [3, "Section", 8]),
        ]
        assert "".join(page.get_text() for page in document).count("gone") == 90
