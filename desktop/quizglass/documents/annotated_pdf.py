"""Copies of documents with notes on their pages, and several of them as one PDF. Only in the worker process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any, Final

from quizglass.documents.mupdf_library import MUPDF_ERRORS, mupdf, out_of_memory, pymupdf
from quizglass.documents.opening import open_document
from quizglass.documents.requests import PageNote, PdfPart
from quizglass.documents.searchable_pdf import as_pdf, written
from quizglass.documents.searchable_pdf_objects import reserve_missing_objects
from quizglass.errors import AppError, DocumentError, NeedsTooMuchMemory
from quizglass.geometry import Size

_AUTHOR: Final = "Quizglass"
_YELLOW: Final = (1.0, 0.81, 0.2)
_OPACITY: Final = 0.6
_ICON: Final = 20.0
_BESIDE: Final = 24.0
"""From one note without a place to the next."""
_A4: Final = Size(595.0, 842.0)
_MARGIN: Final = 50.0
_LINES_A_PAGE: Final = 40
_LINE_LENGTH: Final = 90


def annotated_pdf(path: Path, password: str | None, notes: Sequence[PageNote]) -> bytes:
    """The bytes of a PDF of ``path`` with ``notes``: highlights where they have boxes, else in the page's corner.

    What is on the pages stays as it is; documents of other formats become a PDF as `searchable_pdf` makes it. Notes
    to a page that cannot be loaded stand on a page of their own at the end. The copy needs no password.

    Raises:
        AppError: why it cannot be made.
    """
    document = open_document(path, password)
    try:
        pdf = as_pdf(document)
        if pdf.pdf_was_repaired():
            reserve_missing_objects(pdf, path)
        before = _count(pdf)
        left = list(_annotate(pdf, notes))
        content = written(pdf, encryption=mupdf.PDF_ENCRYPT_NONE)
        return _checked(content, path.name, before + len(notes) - len(left), "\n\n".join(note.text for note in left))
    except MUPDF_ERRORS as error:
        raise _explained(error, path.name) from error
    finally:
        document.close()


def joined_pdf(parts: Sequence[PdfPart], name: str) -> bytes:
    """The bytes of one PDF of all ``parts``, with a bookmark for each, under which its own bookmarks are.

    Raises:
        AppError: why it cannot be made.
    """
    try:
        with pymupdf.open() as joined:
            bookmarks: list[tuple[int, str, int]] = []
            notes = 0
            for part in parts:
                bookmarks.append((1, part.title, joined.page_count + 1))
                if part.path:
                    with pymupdf.open(part.path, filetype="pdf") as opened:
                        bookmarks += _own_bookmarks(opened, joined.page_count)
                        joined.insert_pdf(opened)
                        notes += _count(pymupdf._as_pdf_document(opened))
                if part.text:
                    _add_text(joined, part.text)
            joined.set_toc([list(entry) for entry in _without_jumps(bookmarks)])
            # Looking for equal objects takes minutes for some hundred documents.
            content = written(pymupdf._as_pdf_document(joined), encryption=mupdf.PDF_ENCRYPT_NONE)
        return _checked(content, name, notes)
    except MUPDF_ERRORS as error:
        raise _explained(error, name) from error


def _annotate(pdf: Any, notes: Iterable[PageNote]) -> Iterator[PageNote]:
    """Put ``notes`` on their pages; the ones that could not be put come back."""
    unplaced: dict[int, int] = {}
    for note in notes:
        try:
            page = mupdf.pdf_load_page(pdf, note.page)
            if note.boxes:
                _highlight(page, note)
            else:
                _stick(page, note, unplaced.get(note.page, 0))
                unplaced[note.page] = unplaced.get(note.page, 0) + 1
        except MUPDF_ERRORS as error:
            if out_of_memory(error):
                raise
            yield note


def _highlight(page: Any, note: PageNote) -> None:
    # Quads are given as the page is displayed; MuPDF undoes turns, CropBox and UserUnit.
    bounds = mupdf.pdf_bound_page(page, mupdf.FZ_CROP_BOX)
    size = Size(bounds.x1 - bounds.x0, bounds.y1 - bounds.y0)
    mark = mupdf.pdf_create_annot(page, mupdf.PDF_ANNOT_HIGHLIGHT)
    for box in note.boxes:
        x0, y0, x1, y1 = box.clamped().to_size(size)
        rect = mupdf.FzRect(bounds.x0 + x0, bounds.y0 + y0, bounds.x0 + x1, bounds.y0 + y1)
        mupdf.pdf_add_annot_quad_point(mark, mupdf.fz_quad_from_rect(rect))
    mupdf.pdf_set_annot_opacity(mark, _OPACITY)
    _finish(mark, note)


def _stick(page: Any, note: PageNote, place: int) -> None:
    bounds = mupdf.pdf_bound_page(page, mupdf.FZ_CROP_BOX)
    left, top = bounds.x0 + 4, min(bounds.y0 + 4 + place * _BESIDE, bounds.y1 - _ICON)
    mark = mupdf.pdf_create_annot(page, mupdf.PDF_ANNOT_TEXT)
    mupdf.pdf_set_annot_rect(mark, mupdf.FzRect(left, top, left + _ICON, top + _ICON))
    mupdf.pdf_set_annot_icon_name(mark, "Comment")
    _finish(mark, note)


def _finish(mark: Any, note: PageNote) -> None:
    mupdf.pdf_set_annot_color(mark, _YELLOW)
    mupdf.pdf_set_annot_contents(mark, note.text)
    mupdf.pdf_set_annot_author(mark, _AUTHOR)
    mupdf.pdf_update_annot(mark)


def _count(pdf: Any) -> int:
    """The highlights and notes on all pages."""
    found = 0
    for number in range(pdf.pdf_count_pages()):
        with suppress(*MUPDF_ERRORS):
            page = mupdf.pdf_load_page(pdf, number)  # marks do not keep their page alive
            mark = mupdf.pdf_first_annot(page)
            while mark.m_internal:
                found += mark.pdf_annot_type() in {mupdf.PDF_ANNOT_HIGHLIGHT, mupdf.PDF_ANNOT_TEXT}
                mark = mupdf.pdf_next_annot(mark)
    return found


def _checked(content: bytes, name: str, notes: int, text: str = "") -> bytes:
    """``content``, which opens and has so many notes, with pages of ``text`` at its end.

    Raises:
        DocumentError: it does not open, or lacks one.
    """
    with pymupdf.open(stream=content, filetype="pdf") as opened:
        if _count(pymupdf._as_pdf_document(opened)) != notes:
            raise DocumentError(name=name)
        if not text:
            return content
        _add_text(opened, text)
        return bytes(opened.tobytes())


def _add_text(document: Any, text: str) -> None:
    """Pages of plain text, in the letters of any language."""
    lines = [
        line[at : at + _LINE_LENGTH] for line in text.splitlines() for at in range(0, max(1, len(line)), _LINE_LENGTH)
    ]
    for start in range(0, max(1, len(lines)), _LINES_A_PAGE):
        page = document.new_page(width=_A4.width, height=_A4.height)
        shown = "<br>".join(escape(line) for line in lines[start : start + _LINES_A_PAGE])
        box = (_MARGIN, _MARGIN, _A4.width - _MARGIN, _A4.height - _MARGIN)
        page.insert_htmlbox(box, f"<div style='font-family: sans-serif; font-size: 11pt'>{shown}</div>")


def _own_bookmarks(document: Any, offset: int) -> list[tuple[int, str, int]]:
    with suppress(*MUPDF_ERRORS):
        return [(level + 1, title, page + offset) for level, title, page in document.get_toc() if page > 0]
    return []


def _without_jumps(bookmarks: Iterable[tuple[int, str, int]]) -> Iterator[tuple[int, str, int]]:
    """A bookmark lies at most one level below the one before it."""
    before = 0
    for level, title, page in bookmarks:
        before = min(level, before + 1)
        yield before, title, page


def _explained(error: Exception, name: str) -> AppError:
    if out_of_memory(error):
        return NeedsTooMuchMemory(name=name)
    return DocumentError(name=name, cause=type(error).__name__)
