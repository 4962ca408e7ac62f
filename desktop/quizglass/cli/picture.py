"""The page with the answer lit up, as a PNG file. Drawn by Pillow: no window system is needed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from quizglass.errors import FileNotWritable
from quizglass.geometry import PageRect, PixelBox, Size
from quizglass.pages import PageImage

# The colours of the light window: evidence (#FFCF33 at 40 % on white) and region.
_EVIDENCE_FILL = (255, 236, 173)
_EVIDENCE_EDGE = (0xC9, 0x8A, 0x00)
_REGION_EDGE = (0x2B, 0x5B, 0xD7)
_DPI = 150
_LONGEST_SIDE = 4000
_MARGIN_PX = 3
_EDGE_PX = 2


def pixel_size(page: Size) -> tuple[int, int]:
    """The picture's width and height for a page of ``page`` points."""
    scale = min(_DPI / 72, _LONGEST_SIDE / max(page))
    return max(1, round(page.width * scale)), max(1, round(page.height * scale))


def lit_page(page: PageImage, boxes: Sequence[PageRect], region: PageRect | None) -> Image.Image:
    """``page`` with ``boxes`` marked as with a highlighter pen, which leaves print black, and ``region`` outlined."""
    paper = Image.frombytes("RGB", (page.width, page.height), page.data, "raw", "RGB", page.stride)
    marks = [_around(box.to_pixels(*paper.size)) for box in boxes]
    pen = Image.new("RGB", paper.size, "white")
    for mark in marks:
        ImageDraw.Draw(pen).rounded_rectangle(mark, radius=_MARGIN_PX, fill=_EVIDENCE_FILL)
    lit = ImageChops.multiply(paper, pen)
    draw = ImageDraw.Draw(lit)
    if region is not None:
        left, top, right, bottom = region.to_pixels(*paper.size)
        draw.rectangle((left, top, right - 1, bottom - 1), outline=_REGION_EDGE, width=_EDGE_PX)
    for mark in marks:
        draw.rounded_rectangle(mark, radius=_MARGIN_PX, outline=_EVIDENCE_EDGE, width=_EDGE_PX)
    return lit


def check_writable(file: Path) -> None:
    """Find out before any work is done that ``file`` could not be written.

    Raises:
        FileNotWritable: its folder is not there or may not be written to.
    """
    if file.is_dir() or not file.parent.is_dir() or not os.access(file.parent, os.W_OK):
        raise FileNotWritable(name=str(file))


def save(picture: Image.Image, file: Path) -> None:
    """Write a PNG, whole or not at all.

    Raises:
        FileNotWritable: it could not be written.
    """
    try:
        handle, partial = tempfile.mkstemp(suffix=".partial", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                picture.save(out, format="PNG")
            Path(partial).chmod(0o644)
            Path(partial).replace(file)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(partial).unlink()
            raise
    except OSError as error:
        raise FileNotWritable(name=str(file)) from error


def _around(box: PixelBox) -> tuple[int, int, int, int]:
    """The mark of a box, a little larger. Pillow counts the last pixel in."""
    return box.left - _MARGIN_PX, box.top - _MARGIN_PX, box.right - 1 + _MARGIN_PX, box.bottom - 1 + _MARGIN_PX
