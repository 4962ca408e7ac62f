"""What the worker tells of damage, and that it goes on with what it has while a file is gone or half written."""

from __future__ import annotations

import io
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from quizglass.documents.opening import OpenDocuments
from quizglass.errors import AppError, FileMissing
from quizglass.geometry import WHOLE_PAGE
from quizglass.pages import DocumentSource


def pdf(pages: int, word: str = "Page") -> bytes:
    document = pymupdf.open()
    for number in range(pages):
        document.new_page(width=300, height=400).insert_text((40, 80), f"{word} {number + 1}")
    content: bytes = document.tobytes()
    return content


@pytest.mark.parametrize(("form", "cut"), [("JPEG", 2000), ("PNG", 2000), ("GIF", 900)])
def test_a_picture_that_ends_too_early_is_noted(tmp_path: Path, form: str, cut: int) -> None:
    file = tmp_path / "scan"
    Image.effect_noise((200, 200), 90).save(file, form)
    whole = file.read_bytes()
    assert OpenDocuments().get(DocumentSource(str(file))).info().notes == ()
    file.write_bytes(whole[:-cut].replace(b"\x3b", b"\x3a") if form == "GIF" else whole[:-cut])
    assert OpenDocuments().get(DocumentSource(str(file))).info().notes == ("cut-short",)


def test_a_page_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    file = tmp_path / "some.pdf"
    content = pdf(4)
    document = pymupdf.open(stream=content)
    # The tree counts a page here and has none: the following move up, and the last is not there.
    document.update_object(document[2].xref, "<< /Type /Pages /Kids [] /Count 1 >>")
    document.save(file)
    info = OpenDocuments().get(DocumentSource(str(file))).info()
    assert info.page_count == 4
    assert info.damaged_pages == (3,)


def test_a_repaired_file_says_so(tmp_path: Path) -> None:
    file = tmp_path / "cut.pdf"
    file.write_bytes(pdf(2)[:-200])
    assert "repaired" in OpenDocuments().get(DocumentSource(str(file))).info().notes


def test_pages_are_drawn_from_the_earlier_file_while_it_is_gone_or_half_written(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    source = DocumentSource(str(file))
    file.write_bytes(pdf(2))
    documents = OpenDocuments()
    documents.get(source)
    file.rename(tmp_path / "elsewhere.pdf")
    with pytest.raises(FileMissing):
        documents.get(source)
    assert documents.get_or_earlier(source).render(1, WHOLE_PAGE, 30, 40, 0).width == 30
    file.write_bytes(b"%PDF-1.7\nhalf")
    with pytest.raises(AppError):
        documents.get(source)
    assert documents.get_or_earlier(source).info().page_count == 2
    file.write_bytes(pdf(3))
    assert documents.get_or_earlier(source).info().page_count == 3


def test_what_was_never_open_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        OpenDocuments().get_or_earlier(DocumentSource(str(tmp_path / "none.pdf")))


def test_a_tiff_that_breaks_off_has_the_pages_that_are_there(tmp_path: Path) -> None:
    out = io.BytesIO()
    pages = [Image.new("L", (60, 60), shade) for shade in (10, 100, 200)]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    file = tmp_path / "fax.tif"
    file.write_bytes(out.getvalue()[: len(out.getvalue()) // 2])
    info = OpenDocuments().get(DocumentSource(str(file))).info()
    assert info.page_count == 2
    assert info.notes == ("cut-short",)
