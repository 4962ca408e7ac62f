"""Documents made in code, and one running service for the tests that do not kill it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quizglass.documents.mupdf_library import pymupdf
from quizglass.documents.service import DocumentService
from quizglass.pages import DocumentSource

MakePdf = Callable[..., DocumentSource]


@pytest.fixture(scope="module")
def service() -> Iterator[DocumentService]:
    with DocumentService(timeout_s=20) as running:
        yield running


@pytest.fixture
def make_pdf(tmp_path: Path) -> MakePdf:
    """A PDF with one line of text a page, named as asked; ``save`` takes PyMuPDF's options (encryption)."""

    def make(*lines: str, name: str = "document.pdf", **save: object) -> DocumentSource:
        document = pymupdf.open()
        for line in lines or ("The total is 42.50 EUR",):
            page = document.new_page(width=300, height=200)
            if line:
                page.insert_text((40, 60), line, fontsize=14)
        path = tmp_path / name
        document.save(path, **save)
        document.close()
        return DocumentSource(str(path))

    return make


def raw_pdf(objects: list[str], *, trailer: str = "") -> bytes:
    """A PDF of ``objects``, numbered from 1; the first is the catalogue. The table of offsets is right."""
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    count = len(objects) + 1
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<</Size {count}/Root 1 0 R{trailer}>>\n"
    return body + end.encode() + f"startxref\n{len(body)}\n%%EOF\n".encode()


def stream(content: str, entries: str = "") -> str:
    return f"<<{entries}/Length {len(content)}>>\nstream\n{content}\nendstream"


def endless_pdf() -> bytes:
    """Its only page draws a form that draws ten forms that draw ten forms, thirty levels deep: it never ends."""
    first_form, levels = 5, 30
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, stream("/F Do")]
    for level in range(levels):
        inner = f"/Resources<</XObject<</F {first_form + level + 1} 0 R>>>>" if level < levels - 1 else ""
        content = "/F Do " * 10 if inner else ""
        objects.append(stream(content, f"/Type/XObject/Subtype/Form/BBox[0 0 200 200]{inner}"))
    return raw_pdf(objects)
