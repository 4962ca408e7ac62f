"""PyMuPDF, loaded without what is not needed, and silent. The one place that imports it; only in the worker process.

``mupdf`` are the bindings to the C library. They are used directly where PyMuPDF's own classes do more than is
wanted: opening 4,000 pages and measuring them takes 35 ms this way and 125 ms the other.
"""

from __future__ import annotations

import sys
from typing import Final

# PyMuPDF imports these when they are installed: layout models and ONNX Runtime, 0.3 s for nothing.
for _unused in ("pymupdf.layout", "pymupdf4llm"):
    sys.modules.setdefault(_unused, None)  # type: ignore[arg-type]

import pymupdf  # noqa: E402 - after the lines above, on purpose
from pymupdf import mupdf  # noqa: E402

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

MUPDF_ERRORS: Final = (mupdf.FzErrorBase, RuntimeError, ValueError)
"""What the bindings raise on a broken file."""

__all__ = ["MUPDF_ERRORS", "mupdf", "out_of_memory", "pymupdf"]


def out_of_memory(error: BaseException) -> bool:
    """Whether MuPDF failed because the worker came to its memory limit."""
    return isinstance(error, MemoryError) or "malloc" in str(error) or "alloc" in str(error)
