"""Every kind of pixels that Pillow knows, as what a person sees on white paper."""

from __future__ import annotations

import math
from array import array
from typing import Final

from PIL import Image

_DEEP: Final = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")
_CLEAR: Final = ("RGBA", "LA", "PA", "La", "RGBa")
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each value of the EXIF tag Orientation (Exif 2.32, 4.6.4). Pillow's own way fails on broken EXIF."""


def upright(frame: Image.Image, orientation: int) -> Image.Image:
    """``frame`` as it was seen, given EXIF's number of how the camera was held."""
    return frame.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else frame


def on_white_paper(frame: Image.Image) -> Image.Image:
    """``frame`` as 8-bit grey or RGB, itself where it is that already; what is transparent is white."""
    if frame.mode in _DEEP:
        return _eight_bits(frame)
    if frame.mode in _CLEAR or "transparency" in frame.info:
        colours = frame.convert("RGBA")
        paper = Image.new("RGB", colours.size, "white")
        paper.paste(colours, mask=colours.getchannel("A"))
        return paper
    if frame.mode in {"L", "RGB"}:
        return frame
    return frame.convert("L" if frame.mode == "1" else "RGB")


def _eight_bits(frame: Image.Image) -> Image.Image:
    """Grey levels spread over 8 bits. A 12-bit scan in a 16-bit file would be black if only the high byte were kept."""
    levels = frame.convert("F")
    low, high = levels.getextrema()
    if not isinstance(low, float) or not isinstance(high, float):
        raise TypeError(frame.mode)
    if not (math.isfinite(low) and math.isfinite(high)):
        levels = _with_numbers_only(levels)
        return _eight_bits(levels)
    base, span = 0.0, 255.0
    if high > 255 or low < 0:
        base, span = low, max(high - low, 1e-6)
    elif frame.mode == "F" and high <= 1:
        span = 1.0
    return levels.point(lambda level: (level - base) * (255.0 / span)).convert("L")


def _with_numbers_only(levels: Image.Image) -> Image.Image:
    """``levels`` (mode F) with 0 for what is no number or infinite."""
    numbers = array("f", levels.tobytes())
    finite = array("f", (number if math.isfinite(number) else 0.0 for number in numbers))
    return Image.frombytes("F", levels.size, finite.tobytes())
