"""A picture as MiniCPM-V 4.6 takes it: small as a whole, then in slices; all cut into patches in one row.

Sizes and grid are those of the image processor of transformers. What it does slice by slice in NumPy is done here for
all of them at once, on the model's device.
"""

from __future__ import annotations

from typing import Any

import torch
from PIL import Image

from quizglass.models.vision_language.levels import levels_of, normal


def cut(
    picture: Image.Image, most: int, mode: str, processor: Any, device: torch.device | str = "cpu"
) -> tuple[torch.Tensor, torch.Tensor, int]:
    """The patches of the whole picture and of at most ``most`` slices; ``mode`` is how strongly the tower merges them.

    Returns:
        (1, 3, patch, patch x patches) pixels; (1 + slices, 2) patches down and across; how many slices are in a row.
    """
    scale, patch = processor.scale_resolution, processor.patch_size
    size = picture.height, picture.width
    grid = processor.get_sliced_grid(size, most, scale) if processor.slice_mode else None
    whole = processor.find_best_resize(size, scale, patch, downsample_mode=mode, allow_upscale=grid is None)
    rows = [_patches(_resized(picture, whole, device), (1, 1), processor)]
    sizes = [[whole[0] // patch, whole[1] // patch]]
    if grid is not None:
        large = processor.get_refine_size(size, grid, scale, patch, downsample_mode=mode, allow_upscale=True)
        rows.append(_patches(_resized(picture, large, device), grid, processor))
        sizes += [[large[0] // grid[0] // patch, large[1] // grid[1] // patch]] * (grid[0] * grid[1])
    return torch.cat(rows, dim=-1).unsqueeze(0), torch.tensor(sizes, dtype=torch.int32), grid[1] if grid else 0


def _resized(picture: Image.Image, size: tuple[int, int], device: torch.device | str) -> torch.Tensor:
    height, width = size
    return levels_of(picture.resize((width, height), Image.Resampling.BICUBIC), device)


def _patches(levels: torch.Tensor, grid: tuple[int, int], processor: Any) -> torch.Tensor:
    """(3, patch, patch x patches) of (height, width, 3): slice by slice, in each patch by patch, row by row."""
    values = normal(levels, processor.image_mean, processor.image_std, processor.rescale_factor)
    patch = processor.patch_size
    down, across = levels.shape[0] // grid[0] // patch, levels.shape[1] // grid[1] // patch
    apart = values.view(grid[0], down, patch, grid[1], across, patch, 3)
    return apart.permute(6, 2, 0, 3, 1, 4, 5).reshape(3, patch, -1)
