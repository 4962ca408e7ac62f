"""Finding the pages of a PDF whose page tree is broken."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from quizglass.documents.limits import MOST_PAGES
from quizglass.documents.mupdf_library import MUPDF_ERRORS, mupdf

_MOST_OBJECTS: Final = 200_000
_INHERITED: Final = ("Resources", "MediaBox", "CropBox", "Rotate")


def gather_pages(document: Any) -> int:
    """Put a new page tree in place of the old one, in memory, from all page objects that are left; how many.

    Their order is that of their object numbers, which most programs give out page by page.
    """
    pdf = document.pdf_document_from_fz_document()
    if not pdf.m_internal:
        return 0
    root = pdf.pdf_trailer().pdf_dict_gets("Root")
    tree, kids = pdf.pdf_new_dict(3), pdf.pdf_new_array(8)
    reference = pdf.pdf_add_object(tree)
    for number in range(1, min(pdf.pdf_xref_len(), _MOST_OBJECTS)):
        if kids.pdf_array_len() >= MOST_PAGES:
            break
        page = _page(pdf, number)
        if page is not None:
            page.pdf_dict_puts("Parent", reference)
            kids.pdf_array_push(page)
    tree.pdf_dict_puts("Type", mupdf.pdf_new_name("Pages"))
    tree.pdf_dict_puts("Kids", kids)
    tree.pdf_dict_puts("Count", mupdf.pdf_new_int(kids.pdf_array_len()))
    root.pdf_dict_puts("Pages", reference)
    return int(mupdf.fz_count_pages(document))


def _page(pdf: Any, number: int) -> Any | None:
    """A reference to object ``number`` when it is a page, with what it inherited from the old tree as its own."""
    page = pdf.pdf_new_indirect(number, 0)
    try:
        if page.pdf_dict_gets("Type").pdf_to_name() != "Page":
            return None
    except MUPDF_ERRORS:
        return None
    for key in _INHERITED:
        # A tree that runs in a circle has nothing to inherit.
        with suppress(*MUPDF_ERRORS):
            value = page.pdf_dict_get_inheritable(mupdf.pdf_new_name(key))
            if value.m_internal:
                page.pdf_dict_puts(key, value)
    return page
