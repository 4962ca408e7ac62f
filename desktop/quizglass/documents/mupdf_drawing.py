"""Drawing a part of a page at an exact size, or all pages into a PDF."""

from __future__ import annotations

from typing import Any, TypeAlias

from quizglass.documents.mupdf_library import mupdf
from quizglass.pages import PageImage

Matrix: TypeAlias = tuple[float, float, float, float, float, float]


def clip_matrix(clip: tuple[float, float, float, float], width: int, height: int, turns: int) -> Matrix:
    """What maps ``clip`` (page points) to a picture of ``width`` by ``height``, turned clockwise by quarter turns.

    In the order of PDF: x' = a x + c y + e, y' = b x + d y + f.
    """
    x0, y0, x1, y1 = clip
    across, down = max(x1 - x0, 1e-9), max(y1 - y0, 1e-9)
    match turns % 4:
        case 1:
            a, b, c, d = 0.0, height / across, -width / down, 0.0
            return a, b, c, d, -c * y1, -b * x0
        case 2:
            a, b, c, d = -width / across, 0.0, 0.0, -height / down
            return a, b, c, d, -a * x1, -d * y1
        case 3:
            a, b, c, d = 0.0, -height / across, width / down, 0.0
            return a, b, c, d, -c * y0, -b * x1
    a, b, c, d = width / across, 0.0, 0.0, height / down
    return a, b, c, d, -a * x0, -d * y0


def draw(drawing: Any, clip: tuple[float, float, float, float], width: int, height: int, turns: int) -> PageImage:
    """The part ``clip`` (page points) of a display list in RGB on white paper."""
    pixels = _run(drawing, mupdf.FzColorspace.Fixed_RGB, clip, width, height, turns)
    samples = bytes(mupdf.fz_pixmap_samples_memoryview(pixels))
    return PageImage(width, height, pixels.stride(), samples)


def draw_grey(drawing: Any, page: tuple[float, float, float, float], width: int, height: int) -> bytes:
    """The part ``page`` of a display list as ``width * height`` grey levels, row by row."""
    pixels = _run(drawing, mupdf.FzColorspace.Fixed_GRAY, page, width, height, 0)
    return bytes(mupdf.fz_pixmap_samples_memoryview(pixels))


def _run(
    drawing: Any, colours: int, clip: tuple[float, float, float, float], width: int, height: int, turns: int
) -> Any:
    pixels = mupdf.FzPixmap(mupdf.FzColorspace(colours), width, height, mupdf.FzSeparations(), 0)
    mupdf.fz_clear_pixmap_with_value(pixels, 0xFF)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(*clip_matrix(clip, width, height, turns)), pixels)
    # With a cookie, an error in the page's content ends that piece of it and not the whole page.
    mupdf.fz_run_display_list(drawing, device, mupdf.FzMatrix(), mupdf.FzRect(*clip), mupdf.FzCookie())
    mupdf.fz_close_device(device)
    return pixels


def drawn_as_pdf(document: Any, count: int) -> Any:
    """A new PDF with the ``count`` pages of a document of any format: text stays text, pictures stay pictures."""
    pdf = mupdf.PdfDocument()
    for number in range(count):
        page = mupdf.fz_load_page(document, number)
        box = mupdf.fz_bound_page(page)
        device, resources, contents = mupdf.pdf_page_write(pdf, box)
        mupdf.fz_run_page(page, device, mupdf.FzMatrix(), mupdf.FzCookie())
        mupdf.fz_close_device(device)
        mupdf.pdf_insert_page(pdf, -1, mupdf.pdf_add_page(pdf, box, 0, resources, contents))
    return pdf
