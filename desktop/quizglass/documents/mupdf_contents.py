"""What a document says of itself: outline, page labels, title, format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from quizglass.documents.mupdf_library import MUPDF_ERRORS, mupdf, pymupdf
from quizglass.documents.page_labels import LabelRange, page_labels
from quizglass.geometry import Size
from quizglass.pages import OutlineEntry

_MOST_ENTRIES: Final = 20_000
_DEEPEST: Final = 64


def metadata(document: Any, key: str) -> str:
    """``"format"``, ``"info:Title"`` and the like; "" when the document does not say."""
    try:
        return str(mupdf.fz_lookup_metadata2(document, key)).strip()
    except MUPDF_ERRORS:
        return ""


def outline(document: Any, sizes: tuple[Size, ...]) -> tuple[OutlineEntry, ...]:
    """The outline in reading order; empty when there is none or it is broken."""
    try:
        root = mupdf.fz_load_outline(document)
        return tuple(_entries(document, root.m_internal, sizes))
    except MUPDF_ERRORS:
        return ()


def _entries(document: Any, first: Any, sizes: tuple[Size, ...]) -> Iterator[OutlineEntry]:
    # An explicit stack: an outline may be nested deeper than Python's own.
    waiting = [(first, 0)]
    for _ in range(_MOST_ENTRIES):
        while waiting and not waiting[-1][0]:
            waiting.pop()
        if not waiting:
            return
        node, level = waiting.pop()
        page = mupdf.ll_fz_page_number_from_location(document.m_internal, node.page) if node.page.page >= 0 else -1
        known = 0 <= page < len(sizes)
        y = _fraction(node.y, sizes[page].height) if known else 0.0
        title = " ".join((node.title or "").split())
        yield OutlineEntry(level, title, page if known else None, y)
        waiting.append((node.next, level))
        if level < _DEEPEST:
            waiting.append((node.down, level + 1))


def _fraction(y: float, height: float) -> float:
    # A target without a height has NaN here, which fails both comparisons.
    return y / height if 0 < y < height else 0.0


def labels(document: Any, count: int) -> tuple[str, ...]:
    """The labels of all pages; empty when the document gives none. Only a PDF does."""
    try:
        pdf = document.pdf_document_from_fz_document()
        if not pdf.m_internal:
            return ()
        root = pdf.pdf_trailer().pdf_dict_gets("Root")
        if not root.pdf_dict_gets("PageLabels").m_internal:
            return ()
        rules = pymupdf.Document(pdf).get_page_labels()
    except MUPDF_ERRORS:
        return ()
    ranges = [
        LabelRange(
            int(rule.get("startpage", 0)),
            str(rule.get("prefix", "")),
            str(rule.get("style", "")),
            int(rule.get("firstpagenum", 1)),
        )
        for rule in rules
    ]
    return page_labels(ranges, count)
