"""A region's picture as an OpenAI-compatible server takes it: a PNG in a data URL (RFC 2397)."""

from __future__ import annotations

import base64
import io
import math

from quizglass.models.image_budget import fitted_size
from quizglass.pages import PageImage

UNIT = 28
"""Pixels a side of one token in most of today's models; for the others it is only a measure of size."""


def tokens_at(size: tuple[int, int]) -> int:
    """The tokens of a picture of ``size`` pixels, at least 1."""
    return math.ceil(size[0] / UNIT) * math.ceil(size[1] / UNIT)


def size_within(image: PageImage, tokens: int) -> tuple[int, int]:
    """The pixels of ``image`` when it may take ``tokens``; its own when it takes no more."""
    size = (image.width, image.height)
    return size if tokens_at(size) <= tokens else fitted_size(*size, tokens, unit=UNIT)


def data_url(image: PageImage, size: tuple[int, int]) -> str:
    """``image`` at ``size`` pixels. PNG: what JPEG does to small print costs right answers."""
    from PIL import Image

    picture = Image.frombytes("RGB", (image.width, image.height), image.data, "raw", "RGB", image.stride)
    if size != picture.size:
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode("ascii")
