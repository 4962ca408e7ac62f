"""Objects added to a PDF that is open in MuPDF, written as they stand in a file."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Any, Final

from quizglass.documents.mupdf_library import mupdf

_REFERENCE: Final = re.compile(rb"(?<!\d)(\d{1,6}) +\d{1,5} +R\b")
_MOST_OBJECTS: Final = 500_000


def parsed(pdf: Any, source: str) -> Any:
    """The object that ``source`` describes in the syntax of PDF, in ASCII."""
    stream = mupdf.fz_open_buffer(_buffer(source.encode("ascii")))
    return mupdf.pdf_parse_stm_obj(pdf, stream, mupdf.PdfLexbuf(mupdf.PDF_LEXBUF_SMALL))


def add_object(pdf: Any, source: str) -> Any:
    """A reference to a new object."""
    return pdf.pdf_add_object(parsed(pdf, source))


def add_stream(pdf: Any, data: bytes, entries: str = "") -> Any:
    """A reference to a new stream, deflated; ``entries`` are further ones of its dictionary."""
    return add_data(pdf, zlib.compress(data, 9), f"/Filter/FlateDecode{entries}")


def add_data(pdf: Any, data: bytes, entries: str) -> Any:
    """A reference to a new stream of ``data``, which is packed already as ``entries`` say."""
    return pdf.pdf_add_stream(_buffer(data), parsed(pdf, f"<<{entries}>>"), 1)


def reserve_missing_objects(pdf: Any, path: Path) -> None:
    """Have no new object get the number of one that a damaged file speaks of but does not hold.

    What stands for a lost font or picture would else be our own objects, and the page would look different.
    """
    numbers = (int(found[1]) for found in _REFERENCE.finditer(path.read_bytes()))
    highest = max((number for number in numbers if number <= _MOST_OBJECTS), default=0)
    while pdf.pdf_xref_len() <= highest:
        pdf.pdf_create_object()


def _buffer(data: bytes) -> Any:
    return mupdf.fz_new_buffer_from_copied_data(data)
