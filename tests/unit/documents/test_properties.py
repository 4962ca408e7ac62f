"""What documents say of themselves, through the real worker process."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizglass.documents.mupdf_library import pymupdf
from quizglass.documents.mupdf_properties import iso_date
from quizglass.documents.properties import DocumentProperties, FontUse
from quizglass.documents.requests import ReadProperties
from quizglass.documents.service import DocumentService
from quizglass.pages import DocumentSource


def properties(service: DocumentService, path: Path, password: str | None = None) -> DocumentProperties:
    return service.call(ReadProperties(DocumentSource(str(path), password)))


def harbour() -> pymupdf.Document:
    document = pymupdf.open()
    document.new_page().insert_text((40, 60), "The harbour master", fontname="helv")
    document.new_page().insert_text((40, 60), "counts ships", fontname="helv")
    document.set_metadata(
        {
            "title": "Harbour\nreport",
            "author": "A. Pilot",
            "producer": "Quay 4",
            "creationDate": "D:20310512093000+02'00'",
        }
    )
    return document


def test_a_pdf_tells_who_made_it_when_and_with_what(service: DocumentService, tmp_path: Path) -> None:
    path = tmp_path / "harbour.pdf"
    harbour().save(path)
    found = properties(service, path)
    assert (found.title, found.author, found.producer) == ("Harbour report", "A. Pilot", "Quay 4")
    assert found.created == "2031-05-12T09:30:00+02:00"
    assert found.format.startswith("PDF 1.")
    assert found.file_bytes == path.stat().st_size
    assert (found.encryption, found.denied, found.signatures) == ("", (), 0)
    assert found.fonts == (FontUse("Helvetica", "Type1", is_embedded=False),)
    assert found.fonts_complete


def test_embedded_fonts_are_told_by_their_own_names(service: DocumentService, tmp_path: Path) -> None:
    document = pymupdf.open()
    page = document.new_page()
    page.insert_font(fontname="F0", fontbuffer=pymupdf.Font("cjk").buffer)
    page.insert_text((40, 60), "Договор", fontname="F0")
    document.save(tmp_path / "embedded.pdf")
    (font,) = properties(service, tmp_path / "embedded.pdf").fonts
    assert font.is_embedded
    assert font.kind == "Type0"


def test_what_the_owner_forbids_is_told(service: DocumentService, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    allowed = pymupdf.PDF_PERM_PRINT | pymupdf.PDF_PERM_ACCESSIBILITY
    harbour().save(path, encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="sesame", owner_pw="o", permissions=allowed)
    found = properties(service, path, "sesame")
    assert "AES" in found.encryption
    assert "copy" in found.denied
    assert "print" not in found.denied


def test_signed_fields_are_counted(service: DocumentService, tmp_path: Path) -> None:
    document = harbour()
    fields = []
    for value in ("/V<</Type/Sig/Filter/Adobe.PPKLite/Contents<00>>>", ""):
        number = document.get_new_xref()
        document.update_object(number, f"<</FT/Sig/T(s){value}>>")
        fields.append(f"{number} 0 R")
    document.xref_set_key(document.pdf_catalog(), "AcroForm", f"<</Fields[{' '.join(fields)}]>>")
    document.save(tmp_path / "signed.pdf")
    assert properties(service, tmp_path / "signed.pdf").signatures == 1


def test_a_picture_tells_its_pixels(service: DocumentService, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("L", (60, 40), 255).save(tmp_path / "scan.png")
    found = properties(service, tmp_path / "scan.png")
    assert (found.format, found.pixels) == ("PNG", (60, 40))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("D:20310512093000Z", "2031-05-12T09:30:00Z"),
        ("D:203105", "2031-05"),
        ("D:20310512093000-05'30'", "2031-05-12T09:30:00-05:30"),
        ("12 May 2031", "12 May 2031"),
        ("", ""),
    ],
)
def test_dates(written: str, told: str) -> None:
    assert iso_date(written) == told
