"""The page with the answer lit up, as a PNG file. Drawn by Pillow: no window system is needed."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

from quizglass.errors import FileNotWritable
from quizglass.geometry import PageRect, PixelBox, Size
from quizglass.pages import PageImage

# The colours of the light window: evidence and region.
_EVIDENCE_FILL = (0xFF, 0xCF, 0x33, 0x66)
_EVIDENCE_EDGE = (0xC9, 0x8A, 0x00, 0xFF)
_REGION_EDGE = (0x2B, 0x5B, 0xD7, 0xFF)
_DPI = 150
_LONGEST_SIDE = 4000
_MARGIN_PX = 3
_EDGE_PX = 2


def pixel_size(page: Size) -> tuple[int, int]:
    """The picture's width and height for a page of ``page`` points."""
    scale = min(_DPI / 72, _LONGEST_SIDE / max(page))
    return max(1, round(page.width * scale)), max(1, round(page.height * scale))


def lit_page(page: PageImage, boxes: Sequence[PageRect], region: PageRect | None) -> Image.Image:
    """``page`` with ``boxes`` marked as with a highlighter pen and ``region`` outlined."""
    paper = Image.frombytes("RGB", (page.width, page.height), page.data, "raw", "RGB", page.stride).convert("RGBA")
    glow = Image.new("RGBA", paper.size)
    draw = ImageDraw.Draw(glow)
    if region is not None:
        draw.rectangle(_inner(region.to_pixels(*paper.size)), outline=_REGION_EDGE, width=_EDGE_PX)
    for box in boxes:
        left, top, right, bottom = _inner(box.to_pixels(*paper.size))
        around = (left - _MARGIN_PX, top - _MARGIN_PX, right + _MARGIN_PX, bottom + _MARGIN_PX)
        draw.rounded_rectangle(around, radius=_MARGIN_PX, fill=_EVIDENCE_FILL, outline=_EVIDENCE_EDGE, width=_EDGE_PX)
    return Image.alpha_composite(paper, glow).convert("RGB")


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


def _inner(box: PixelBox) -> tuple[int, int, int, int]:
    """Pillow counts the last pixel in."""
    return box.left, box.top, box.right - 1, box.bottom - 1
