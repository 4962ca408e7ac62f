"""Objects added to a PDF that is open in MuPDF, written as they stand in a file."""

from __future__ import annotations

import zlib
from typing import Any

from quizglass.documents.mupdf_library import mupdf


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


def _buffer(data: bytes) -> Any:
    return mupdf.fz_new_buffer_from_copied_data(data)
