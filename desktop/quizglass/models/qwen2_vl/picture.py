"""A region's picture as the model takes it: on white paper, in whole tokens, cut into patches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image

from quizglass.geometry import PageRect
from quizglass.models.image_budget import canvas_size, fitted_size
from quizglass.models.vision_language.paper import as_picture, on_paper
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
    canvas = canvas_size(image.width, image.height)
    paper, content = on_paper(as_picture(image), round(canvas.width), round(canvas.height))
    shown = fitted_size(paper.width, paper.height, tokens, unit=unit)
    if paper.size != shown:
        paper = paper.resize(shown, Image.Resampling.BICUBIC)
    made = processor(images=[paper], do_resize=False, return_tensors="pt")
    return Picture(made["pixel_values"], made["image_grid_thw"], shown[1] // unit, shown[0] // unit, content)
