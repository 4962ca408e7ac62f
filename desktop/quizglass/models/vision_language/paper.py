"""A region's picture on white paper, of the shape that a model takes."""

from __future__ import annotations

from PIL import Image

from quizglass.geometry import PageRect
from quizglass.pages import PageImage


def as_picture(image: PageImage) -> Image.Image:
    return Image.frombuffer("RGB", (image.width, image.height), image.data, "raw", "RGB", image.stride, 1)


def on_paper(picture: Image.Image, width: int, height: int) -> tuple[Image.Image, PageRect]:
    """``picture`` at the top left of white paper of the given pixels, and the part of it that the picture fills."""
    if (width, height) == picture.size:
        return picture, PageRect(0.0, 0.0, 1.0, 1.0)
    paper = Image.new("RGB", (width, height), "white")
    paper.paste(picture, (0, 0))
    return paper, PageRect(0.0, 0.0, picture.width / width, picture.height / height)


def shrunk_into(picture: Image.Image, width: int, height: int) -> Image.Image:
    """``picture`` no larger than the given pixels, its proportions kept; a small one stays as it is."""
    scale = min(width / picture.width, height / picture.height)
    if scale >= 1:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.BICUBIC)
