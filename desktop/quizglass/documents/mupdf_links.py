"""The links of a page: boxes and where they lead. Only in the worker process."""

from __future__ import annotations

from math import isfinite
from typing import Any, Final

from quizglass.documents.mupdf_library import MUPDF_ERRORS, mupdf
from quizglass.geometry import PageRect
from quizglass.pages import Link

_MOST_LINKS: Final = 5_000
_LONGEST_ADDRESS: Final = 4_096


def links_of(document: Any, number: int) -> tuple[Link, ...]:
    """The links of the page ``number``, in the order of the document; those that lead nowhere are left out."""
    page = mupdf.fz_load_page(document, number)
    bounds = mupdf.fz_bound_page(page)
    found = []
    link = mupdf.fz_load_links(page)
    for _ in range(_MOST_LINKS):
        if not link.m_internal:
            break
        box = _box(link.m_internal.rect, bounds)
        target = _target(document, link.m_internal.uri or "") if box is not None else None
        if box is not None and target is not None:
            found.append(Link(box, *target))
        link = link.next()
    return tuple(found)


def _box(rect: Any, bounds: Any) -> PageRect | None:
    """The part of the displayed page that a link covers; None when it covers nothing."""
    width, height = bounds.x1 - bounds.x0, bounds.y1 - bounds.y0
    if not (width > 0 and height > 0):
        return None
    edges = (
        (rect.x0 - bounds.x0) / width,
        (rect.y0 - bounds.y0) / height,
        (rect.x1 - bounds.x0) / width,
        (rect.y1 - bounds.y0) / height,
    )
    if not all(map(isfinite, edges)):
        return None
    box = PageRect.from_corners(*edges).clamped()
    return None if box.is_empty else box


def _target(document: Any, uri: str) -> tuple[int | None, float | None, float | None, str] | None:
    """Page, x, y and address of what a link leads to; None when that cannot be found."""
    if mupdf.fz_is_external_link(uri):
        return None, None, None, uri[:_LONGEST_ADDRESS]
    try:
        place = mupdf.ll_fz_resolve_link_dest(document.m_internal, uri)
        number = mupdf.ll_fz_page_number_from_location(document.m_internal, place.loc)
        if number < 0:
            return None
        bounds = mupdf.fz_bound_page(mupdf.fz_load_page(document, number))
    except MUPDF_ERRORS:
        return None
    x = _share(place.x, bounds.x0, bounds.x1)
    y = _share(place.y, bounds.y0, bounds.y1)
    return number, x, y, ""


def _share(value: float, low: float, high: float) -> float | None:
    """Where ``value`` lies between the edges of a page, 0..1; None when the link does not say (NaN)."""
    if not isfinite(value) or high <= low:
        return None
    return min(1.0, max(0.0, (value - low) / (high - low)))
