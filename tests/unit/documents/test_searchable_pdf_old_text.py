"""A text layer that lies is no longer found in the searchable copy, which looks as before."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from quizglass.documents.mupdf_library import pymupdf
from quizglass.documents.opening import open_document
from quizglass.documents.searchable_pdf import searchable_pdf
from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.pages import RecognizedText, Word

TEXT = """The tenant shall pay the monthly rent in advance on or before the fifth working day of each month and keep the
flat in good repair. The landlord may enter after a notice of one day in order to look at its state, to carry out small
repairs or to show it to a later tenant. Either side may end this agreement in writing with three months notice."""
READ = RecognizedText(
    (Word("Привет", PageRect(0.1, 0.1, 0.2, 0.12), 0, 0), Word("tenant", PageRect(0.21, 0.1, 0.3, 0.12), 0, 0)), "test"
)


def lying_font(document: pymupdf.Document, reference: int) -> None:
    """Have the font tell the letter after each letter."""
    told = "".join(f"<{code:02X}> <{code + 1:04X}>\n" for code in range(33, 126))
    number = document.get_new_xref()
    document.update_object(number, "<<>>")
    document.update_stream(
        number,
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n93 beginbfchar\n{told}endbfchar endcmap end end".encode(),
    )
    document.xref_set_key(reference, "ToUnicode", f"{number} 0 R")


def embedded_font() -> bytes:
    return bytes(pymupdf.Font("tiro").buffer)


def typed(page: pymupdf.Page, *, render_mode: int = 0) -> int:
    """Type the text in a simple font that is in the file; the number of the font's object."""
    font = page.insert_font("F0", fontbuffer=embedded_font(), set_simple=True)
    page.insert_textbox((60, 200, 535, 780), TEXT, fontname="F0", fontsize=11, render_mode=render_mode)
    return int(font)


def words(path: Path, page: int = 0) -> list[str]:
    return [word.text for word in open_document(path, None).words(page).words]


def drawn(path: Path, page: int = 0) -> bytes:
    return open_document(path, None).render(page, WHOLE_PAGE, 595, 842, 0).data


def pdftotext(path: Path) -> str:
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    return subprocess.run([program, str(path), "-"], capture_output=True, text=True, check=True).stdout


def made(folder: Path, document: pymupdf.Document) -> tuple[Path, Path]:
    """The document and its searchable copy, with words for the first page."""
    source, result = folder / "source.pdf", folder / "searchable.pdf"
    document.save(source)
    result.write_bytes(searchable_pdf(source, None, [(0, READ)]))
    return source, result


def test_garbled_letters_are_seen_and_not_found(tmp_path: Path) -> None:
    document = pymupdf.open()
    lying_font(document, typed(document.new_page()))
    source, result = made(tmp_path, document)
    assert open_document(source, None).words(0).defect == "garbled"
    assert words(result) == ["Привет", "tenant"]
    assert drawn(result) == drawn(source)
    assert pdftotext(result).split() == ["Привет", "tenant"]
    [spaces] = [font for font in pymupdf.open(result)[0].get_fonts() if font[4] == "F0"]
    assert b"<0020>" in pymupdf.open(result).xref_stream(
        int(pymupdf.open(result).xref_get_key(spaces[0], "ToUnicode")[1].split()[0])
    )


def test_fonts_of_other_pages_go_on_telling(tmp_path: Path) -> None:
    document = pymupdf.open()
    lying_font(document, typed(document.new_page()))
    document.fullcopy_page(0)
    source, result = made(tmp_path, document)
    assert words(result, 1) == words(source, 1) != []


def test_letters_in_forms_are_silenced_too(tmp_path: Path) -> None:
    inner = pymupdf.open()
    lying_font(inner, typed(inner.new_page()))
    document = pymupdf.open()
    page = document.new_page()
    page.show_pdf_page(page.rect, inner)
    other = document.new_page()
    other.show_pdf_page(other.rect, inner)
    source, result = made(tmp_path, document)
    assert words(result) == ["Привет", "tenant"]
    assert pdftotext(result).split("\f")[0].split() == ["Привет", "tenant"]
    assert words(result, 1) == words(source, 1) != []
    assert drawn(result) == drawn(source)


def test_a_poor_hidden_layer_is_replaced(tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    scan = pymupdf.open()
    typed(scan.new_page())
    page.insert_image(page.rect, pixmap=scan[0].get_pixmap(dpi=100))
    page.insert_font("F0", fontbuffer=embedded_font(), set_simple=True)
    misread = (
        "Tbe tenaut sha|| pay tbc m0nthly rcnt iu = -- | _ zq Ht 1n adv4nce 0n or b3fore t|-|e fi|'th vv0rking d4y "
    )
    page.insert_textbox((60, 60, 535, 780), misread * 3, fontname="F0", fontsize=11, render_mode=3)
    source, result = made(tmp_path, document)
    assert open_document(source, None).words(0).defect in {"poor-layer", "garbled"}
    assert words(result) == ["Привет", "tenant"]
    assert pdftotext(result).split() == ["Привет", "tenant"]
    assert drawn(result) == drawn(source)
