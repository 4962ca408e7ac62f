"""Where pictures and drawings stand on a page that MuPDF reads."""

from __future__ import annotations

from typing import Any, Final

from quizglass.documents.drawings import joined_shapes
from quizglass.documents.mupdf_library import mupdf
from quizglass.documents.mupdf_words import picture_part
from quizglass.geometry import PageRect, Size
from quizglass.pages import Figures

_FLAGS: Final = mupdf.FZ_STEXT_PRESERVE_IMAGES | mupdf.FZ_STEXT_COLLECT_VECTORS


def figures_of(drawing: Any, origin: tuple[float, float], size: Size) -> Figures:
    """The figures of a display list, a page of ``size`` points whose top left corner is ``origin``."""
    options = mupdf.FzStextOptions()
    options.flags = _FLAGS
    page = mupdf.FzStextPage(drawing, options)
    # Blocks point into the page, which must outlive them.
    blocks = [block.m_internal for block in page]
    pictures = (picture_part(block, origin, size) for block in blocks)
    shapes = (_shape(block, origin, size) for block in blocks if block.type == mupdf.FZ_STEXT_BLOCK_VECTOR)
    return Figures(
        tuple(box for box in pictures if box is not None),
        joined_shapes([shape for shape in shapes if shape is not None]),
    )


def _shape(block: Any, origin: tuple[float, float], size: Size) -> PageRect | None:
    """The part of the page that a line or shape covers; None for one that is not on the page."""
    box, (left, top), (width, height) = block.bbox, origin, size
    if not (box.x0 <= box.x1 and box.y0 <= box.y1):
        return None
    edges = ((box.x0 - left) / width, (box.y0 - top) / height, (box.x1 - left) / width, (box.y1 - top) / height)
    if edges[0] > 1 or edges[1] > 1 or edges[2] < 0 or edges[3] < 0:
        return None
    x0, y0, x1, y1 = (min(1.0, max(0.0, edge)) for edge in edges)
    return PageRect(x0, y0, x1, y1)
