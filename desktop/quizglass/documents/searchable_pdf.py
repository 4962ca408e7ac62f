"""A copy of a document as a PDF in which the words that were read from its pictures are found and copied."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from quizglass.documents.mupdf_document import MupdfDocument
from quizglass.documents.mupdf_drawing import Matrix
from quizglass.documents.mupdf_library import MUPDF_ERRORS, mupdf, out_of_memory
from quizglass.documents.opened_document import OpenedDocument
from quizglass.documents.opening import open_document
from quizglass.documents.picture_document import PictureDocument
from quizglass.documents.searchable_pdf_font import GlyphlessFont
from quizglass.documents.searchable_pdf_layer import FONT_KEY, text_layer
from quizglass.documents.searchable_pdf_objects import add_stream, reserve_missing_objects
from quizglass.documents.searchable_pdf_old_text import CLOSING, OPENING, SilentFonts
from quizglass.documents.searchable_pdf_pictures import pdf_of_pictures
from quizglass.errors import DamagedDocument, NeedsTooMuchMemory
from quizglass.geometry import PageRect
from quizglass.pages import RecognizedText, TextDefect, Word

_COVERED: Final = 0.5
"""The share of a recognised word's box that words of a good text layer cover when they are the same word."""

_LIES: Final[tuple[TextDefect, ...]] = ("garbled", "poor-layer")


def searchable_pdf(path: Path, password: str | None, texts: Sequence[tuple[int, RecognizedText]]) -> bytes:
    """The bytes of a PDF that looks exactly like ``path`` and holds ``texts`` (page from 0, its words) invisibly.

    The content and the pictures of a PDF stay as they are, byte for byte; the words go before them. Words that a good
    text layer has already are left out. A garbled layer, or a hidden one of poor quality, is silenced: it is drawn as
    before, but its letters mean spaces (see `searchable_pdf_old_text`). A PDF that needs a password needs the same one
    afterwards. Other formats become a PDF: pictures without loss, books and printed pages as they are laid out.
    Signatures no longer hold: what they sign has changed.

    Raises:
        AppError: why it cannot be made.
    """
    document = open_document(path, password)
    try:
        pdf = as_pdf(document)
        if pdf.pdf_was_repaired():
            reserve_missing_objects(pdf, path)
        _add(pdf, document, texts)
        return written(pdf, encryption=mupdf.PDF_ENCRYPT_KEEP)
    except MUPDF_ERRORS as error:
        if out_of_memory(error):
            raise NeedsTooMuchMemory(name=path.name) from error
        raise DamagedDocument(name=path.name, cause=type(error).__name__) from error
    finally:
        document.close()


def as_pdf(document: OpenedDocument) -> Any:
    """MuPDF's PDF document of ``document``, whatever its format is."""
    match document:
        case MupdfDocument():
            return document.as_pdf()
        case PictureDocument():
            return pdf_of_pictures(document)
    raise TypeError(type(document).__name__)


def _add(pdf: Any, document: OpenedDocument, texts: Sequence[tuple[int, RecognizedText]]) -> None:
    font, silent = GlyphlessFont(pdf), SilentFonts(pdf)
    sizes = document.info().sizes
    for number, text in texts:
        layer = document.words(number)
        lies = layer.defect in _LIES
        words = text.words if lies else [word for word in text.words if not _is_covered(word.box, layer.words)]
        page = mupdf.pdf_load_page(pdf, number)
        shown = text_layer(words, text.quarter_turns, sizes[number], _to_user(page), font)
        resources = _own_resources(pdf, page.obj())
        if lies:
            silent.put_into(resources)
        _own(pdf, resources, "Font").pdf_dict_puts(FONT_KEY, font.reference)
        _surround(pdf, page.obj(), shown + OPENING if lies else shown, CLOSING if lies else b"")
    font.finish()


def _is_covered(box: PageRect, words: Sequence[Word]) -> bool:
    return sum(box.overlap(word.box) for word in words) > _COVERED * box.area


def _to_user(page: Any) -> Matrix:
    """From points of the displayed page to the user space of its content: turns, CropBox and UserUnit undone."""
    box, to_displayed = mupdf.FzRect(), mupdf.FzMatrix()
    mupdf.pdf_page_transform(page, box, to_displayed)
    back = mupdf.fz_invert_matrix(to_displayed)
    return back.a, back.b, back.c, back.d, back.e, back.f


def _own_resources(pdf: Any, page: Any) -> Any:
    """The page's resources, shared with no other page."""
    inherited = page.pdf_dict_get_inheritable(mupdf.pdf_new_name("Resources"))
    if inherited.m_internal:
        page.pdf_dict_puts("Resources", inherited)
    return _own(pdf, page, "Resources")


def _own(pdf: Any, holder: Any, key: str) -> Any:
    """The dictionary ``key`` of ``holder``, shared with nothing else."""
    found = holder.pdf_dict_gets(key)
    copy = mupdf.pdf_copy_dict(found) if found.pdf_is_dict() else pdf.pdf_new_dict(2)
    holder.pdf_dict_puts(key, copy)
    return copy


def _surround(pdf: Any, page: Any, before: bytes, after: bytes) -> None:
    """Have the page show ``before`` first: nothing that its content does to the graphics state can reach that."""
    contents = pdf.pdf_new_array(4)
    contents.pdf_array_push(add_stream(pdf, before))
    old = page.pdf_dict_gets("Contents")
    if old.pdf_is_array():
        for index in range(old.pdf_array_len()):
            contents.pdf_array_push(old.pdf_array_get(index))
    elif old.m_internal:
        contents.pdf_array_push(old)
    if after:
        contents.pdf_array_push(add_stream(pdf, after))
    page.pdf_dict_puts("Contents", contents)


def written(pdf: Any, *, encryption: int) -> bytes:
    """The bytes of ``pdf`` as a file."""
    options = mupdf.PdfWriteOptions()
    options.do_encrypt = encryption
    buffer = mupdf.fz_new_buffer(1024)
    output = mupdf.FzOutput(buffer)
    mupdf.pdf_write_document(pdf, output, options)
    mupdf.fz_close_output(output)
    return bytes(mupdf.fz_buffer_extract_copy(buffer))
