"""Reads what a document says of itself. Only in the worker process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from quizglass.documents.mupdf_contents import metadata
from quizglass.documents.mupdf_fonts import fonts_of
from quizglass.documents.mupdf_library import MUPDF_ERRORS, mupdf, pymupdf
from quizglass.documents.properties import DocumentProperties, Permission

_RIGHTS: Final[tuple[tuple[Permission, int], ...]] = (
    ("print", pymupdf.PDF_PERM_PRINT),
    ("copy", pymupdf.PDF_PERM_COPY),
    ("edit", pymupdf.PDF_PERM_MODIFY),
    ("annotate", pymupdf.PDF_PERM_ANNOTATE),
    ("form", pymupdf.PDF_PERM_FORM),
)
_DATE: Final = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:Z|([+-]\d\d)'?(\d\d)?)?")
_MOST_FIELDS: Final = 10_000
_LONGEST: Final = 2_000
"""Letters of one entry that are told."""


def properties_of(document: Any, count: int, file_bytes: int) -> DocumentProperties:
    """The properties of an open document of ``count`` pages."""
    pdf = document.pdf_document_from_fz_document()
    fonts, complete = fonts_of(pdf, count) if pdf.m_internal else ((), True)
    encryption = metadata(document, "encryption")

    def entry(name: str) -> str:
        return " ".join(metadata(document, f"info:{name}").split())[:_LONGEST]

    return DocumentProperties(
        format=metadata(document, "format"),
        file_bytes=file_bytes,
        title=entry("Title"),
        author=entry("Author"),
        subject=entry("Subject"),
        keywords=entry("Keywords"),
        creator=entry("Creator"),
        producer=entry("Producer"),
        created=iso_date(entry("CreationDate")),
        modified=iso_date(entry("ModDate")),
        encryption="" if encryption.lower() == "none" else encryption,
        denied=_denied(pdf) if pdf.m_internal else (),
        signatures=_signatures(pdf) if pdf.m_internal else 0,
        fonts=fonts,
        fonts_complete=complete,
    )


def iso_date(written: str) -> str:
    """A PDF's date ("D:20310512093000+02'00'") in ISO 8601; what is none stays as it is."""
    found = _DATE.fullmatch(written.strip().rstrip("'"))
    if found is None:
        return written
    year, month, day, hour, minute, second, zone, zone_minutes = found.groups()
    date = "-".join(part for part in (year, month, day) if part)
    if hour is None:
        return date
    offset = f"{zone}:{zone_minutes or '00'}" if zone else "Z" if written.rstrip().endswith("Z") else ""
    return f"{date}T{hour}:{minute or '00'}:{second or '00'}{offset}"


def _denied(pdf: Any) -> tuple[Permission, ...]:
    given = mupdf.pdf_document_permissions(pdf)
    return tuple(right for right, bit in _RIGHTS if not given & bit)


def _signatures(pdf: Any) -> int:
    """How many fields of the form are signed."""
    try:
        form = pdf.pdf_trailer().pdf_dict_gets("Root").pdf_dict_gets("AcroForm")
        return sum(1 for field in _fields(form.pdf_dict_gets("Fields")) if _is_signed(field))
    except MUPDF_ERRORS:
        return 0


def _is_signed(field: Any) -> bool:
    kind = field.pdf_dict_gets("FT").pdf_to_name()
    return kind == "Sig" and bool(field.pdf_dict_gets("V").pdf_is_dict())


def _fields(fields: Any) -> Iterator[Any]:
    # An explicit stack and a limit: the tree may be deep, or lead back into itself.
    waiting = [fields.pdf_array_get(at) for at in range(min(fields.pdf_array_len(), _MOST_FIELDS))]
    for _ in range(_MOST_FIELDS):
        if not waiting:
            return
        field = waiting.pop()
        yield field
        kids = field.pdf_dict_gets("Kids")
        waiting += [kids.pdf_array_get(at) for at in range(min(kids.pdf_array_len(), _MOST_FIELDS))]
