"""A region's picture as the model takes it: on white paper, in whole tokens, cut into patches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image

from quizglass.geometry import PageRect
from quizglass.models.image_budget import canvas_size, fitted_size
from quizglass.pages import PageImage


@dataclass(frozen=True)
class Picture:
    """``patches`` are (4 x rows x columns, channels x 2 x 14 x 14); ``rows`` and ``columns`` count tokens.

    ``content`` is the part of the shown picture that the region fills; the rest is padding.
    """

    patches: torch.Tensor
    grid: torch.Tensor
    rows: int
    columns: int
    content: PageRect

    @property
    def tokens(self) -> int:
        return self.rows * self.columns


def prepare(image: PageImage, tokens: int, processor: Any) -> Picture:
    """Put ``image`` on paper of a bearable shape, fit it into ``tokens``, cut it into patches."""
    unit = processor.patch_size * processor.merge_size
    paper, content = _on_paper(_pil(image))
    shown = fitted_size(paper.width, paper.height, tokens, unit=unit)
    if paper.size != shown:
        paper = paper.resize(shown, Image.Resampling.BICUBIC)
    made = processor(images=[paper], do_resize=False, return_tensors="pt")
    return Picture(made["pixel_values"], made["image_grid_thw"], shown[1] // unit, shown[0] // unit, content)


def _pil(image: PageImage) -> Image.Image:
    return Image.frombuffer("RGB", (image.width, image.height), image.data, "raw", "RGB", image.stride, 1)


def _on_paper(picture: Image.Image) -> tuple[Image.Image, PageRect]:
    canvas = canvas_size(picture.width, picture.height)
    width, height = round(canvas.width), round(canvas.height)
    if (width, height) == picture.size:
        return picture, PageRect(0.0, 0.0, 1.0, 1.0)
    paper = Image.new("RGB", (width, height), "white")
    paper.paste(picture, (0, 0))
    return paper, PageRect(0.0, 0.0, picture.width / width, picture.height / height)
