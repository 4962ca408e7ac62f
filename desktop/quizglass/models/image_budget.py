"""How large a picture a vision model is given: whole tokens, filling what the free memory allows.

A model that cuts pictures into tokens of ``unit`` x ``unit`` pixels (Qwen2-VL: 28) sees a region the better the more
tokens it gets, and pays for each with memory:

    tokens = (free memory - reserve) / bytes per token, held between 256 and 1280

The reserve covers what does not grow with the picture: one layer's weights unpacked from 4 bit, the activations
of one chunk of the prompt, the answer. Above 1280 tokens an A4 page is at 100 dpi; a smaller region gets more.
"""

from __future__ import annotations

import math

from quizglass.geometry import Size

LEAST_TOKENS = 256
MOST_TOKENS = 1280
RESERVE_BYTES = 600 * 2**20
MOST_ASPECT = 50.0
"""Longer strips are padded on their short side; the models' own resizing refuses 200 and squeezes long before."""
MOST_DPI = 600.0
"""Beyond this a page shows nothing new, and a tiny region would only cost time."""
_POINTS_PER_INCH = 72.0


def token_budget(free_bytes: int, bytes_per_token: int, *, most: int = MOST_TOKENS) -> int:
    """The tokens that a picture may take; see the module's formula. ``most`` below 256 is respected."""
    room = max(0, free_bytes - RESERVE_BYTES) // max(1, bytes_per_token)
    return max(min(LEAST_TOKENS, most), min(most, room))


def tower_bytes_per_token(width: int, inner: int, *, patches: int, pixels: int, number_bytes: int) -> int:
    """Memory that one token of a picture takes in a vision tower while it is looked at.

    A token is some ``patches``, each with its ``pixels`` in 32 bit, some six vectors of ``width`` and two of the MLP's
    ``inner`` width alive at once, of numbers of ``number_bytes``.
    """
    return patches * ((6 * width + 2 * inner) * number_bytes + 4 * pixels)


def fitted_size(width: float, height: float, tokens: int, *, unit: int = 28) -> tuple[int, int]:
    """The size nearest to ``width`` x ``height`` in whole tokens, at most ``tokens`` of them and at least 4.

    Agrees with the ``smart_resize`` of the Qwen processors, which leaves such a size unchanged.
    """
    columns, rows = max(1, round(width / unit)), max(1, round(height / unit))
    if columns * rows > tokens:
        shrink = math.sqrt(width * height / (tokens * unit * unit))
        columns, rows = max(1, int(width / shrink / unit)), max(1, int(height / shrink / unit))
        # A side held at one token leaves the other too long.
        columns, rows = min(columns, tokens // rows), min(rows, tokens // columns)
    elif columns * rows < 4:
        grow = math.sqrt(4 * unit * unit / (width * height))
        columns, rows = math.ceil(width * grow / unit), math.ceil(height * grow / unit)
    return columns * unit, rows * unit


def picture_size(region: Size, tokens: int, *, unit: int = 28) -> tuple[int, int]:
    """The pixels to render a region of ``region`` points at, so that it fills ``tokens``.

    Both sides are multiples of ``unit``, except that of a strip beyond `MOST_ASPECT` only the long one is: its
    short side keeps the true proportion and is padded by `canvas_size` when it is looked at.
    """
    width, height = max(region.width, 1e-3), max(region.height, 1e-3)
    canvas = canvas_size(width, height)
    scale = math.sqrt(tokens * unit * unit / (canvas.width * canvas.height))
    scale = min(scale, MOST_DPI / _POINTS_PER_INCH)
    shown = fitted_size(canvas.width * scale, canvas.height * scale, tokens, unit=unit)
    if canvas.width > width:
        return max(1, round(shown[0] * width / canvas.width)), shown[1]
    if canvas.height > height:
        return shown[0], max(1, round(shown[1] * height / canvas.height))
    return shown


def canvas_size(width: float, height: float) -> Size:
    """The paper for a picture: its own size, the short side of an extreme strip widened to `MOST_ASPECT`."""
    return Size(max(width, height / MOST_ASPECT), max(height, width / MOST_ASPECT))
