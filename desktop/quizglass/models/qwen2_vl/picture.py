"""A region's picture as the model takes it: on white paper, in whole tokens, cut into patches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from PIL import Image

from quizglass.geometry import PageRect
from quizglass.models.image_budget import canvas_size, fitted_size
from quizglass.models.vision_language.levels import levels_of, normal
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


def prepare(image: PageImage, tokens: int, processor: Any, device: torch.device | str = "cpu") -> Picture:
    """Put ``image`` on paper of a bearable shape, fit it into ``tokens``, cut it into patches on ``device``."""
    unit = processor.patch_size * processor.merge_size
    canvas = canvas_size(image.width, image.height)
    paper, content = on_paper(as_picture(image), round(canvas.width), round(canvas.height))
    shown = fitted_size(paper.width, paper.height, tokens, unit=unit)
    if paper.size != shown:
        paper = paper.resize(shown, Image.Resampling.BICUBIC)
    rows, columns = shown[1] // processor.patch_size, shown[0] // processor.patch_size
    patches = cut_into_patches(levels_of(paper, device), processor)
    return Picture(patches, torch.tensor([[1, rows, columns]]), shown[1] // unit, shown[0] // unit, content)


def cut_into_patches(levels: torch.Tensor, processor: Any) -> torch.Tensor:
    """(height, width, 3) levels of 0..255 as the tower takes them: the four patches of a token one after the other.

    What ``Qwen2VLImageProcessor`` of transformers does, in one pass on the device of ``levels``, which are a quarter of
    the numbers to bring there.
    """
    patch, merge, times = processor.patch_size, processor.merge_size, processor.temporal_patch_size
    values = normal(levels, processor.image_mean, processor.image_std, processor.rescale_factor)
    rows, columns = levels.shape[0] // (patch * merge), levels.shape[1] // (patch * merge)
    blocks = values.view(rows, merge, patch, columns, merge, patch, 3).permute(0, 3, 1, 4, 6, 2, 5)
    # A picture is a film of one frame, which stands still for as long as a patch lasts.
    return blocks.unsqueeze(5).expand(-1, -1, -1, -1, -1, times, -1, -1).reshape(rows * columns * merge**2, -1)
