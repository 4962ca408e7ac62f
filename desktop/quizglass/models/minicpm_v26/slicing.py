"""How MiniCPM-V 2.6 cuts a picture (LLaVA-UHD, arXiv 2403.11703): into slices of about the tower's size.

A grid is chosen whose slices have about the proportions of the tower's square, then picture and slices are brought
to whole patches. The rounding is the publisher's, so that a picture is cut as it was in training.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from PIL import Image

from quizglass.models import untrusted_json
from quizglass.models.vision_language.levels import levels_of, normal


@dataclass(frozen=True)
class Slicer:
    """Values of preprocessor_config.json: ``side`` of a slice and ``patch`` in pixels, ``mean`` and ``std`` of 0..1."""

    most: int
    side: int
    patch: int
    numbered: bool
    mean: tuple[float, ...]
    std: tuple[float, ...]

    def cut(
        self, picture: Image.Image, most: int, device: torch.device | str = "cpu"
    ) -> tuple[torch.Tensor, torch.Tensor | None, int]:
        """The whole picture, (1, 3, height, width), and at most ``most`` slices, row by row, (n, 3, height, width).

        Returns:
            Both, None for slices of a small picture, and how many slices stand in a row.
        """
        grid = self._grid(picture.width, picture.height, most)
        if grid is None:
            whole = picture.resize(self._fitted(*picture.size, up=True), Image.Resampling.BICUBIC)
            return self._pixels(levels_of(whole, device), 1, 1), None, 0
        whole = picture.resize(self._fitted(*picture.size, up=False), Image.Resampling.BICUBIC)
        columns, rows = grid
        # Sides are first rounded to whole slices, then slices to whole patches.
        across, down = (_rounded(length, by) / by for length, by in zip(picture.size, grid, strict=True))
        width, height = self._fitted(across, down, up=True)
        large = picture.resize((width * columns, height * rows), Image.Resampling.BICUBIC)
        slices = self._pixels(levels_of(large, device), rows, columns)
        return self._pixels(levels_of(whole, device), 1, 1), slices, columns

    def _grid(self, width: int, height: int, most: int) -> tuple[int, int] | None:
        """Columns and rows: of the grids with about as many slices as the pixels want, that most like the picture."""
        wanted = min(math.ceil(width * height / self.side**2), most)
        if wanted <= 1:
            return None
        shape = math.log(width / height)
        grids = (grid for count in (wanted - 1, wanted, wanted + 1) if 1 < count <= most for grid in _grids(count))
        return min(grids, key=lambda grid: abs(shape - math.log(grid[0] / grid[1])))

    def _fitted(self, width: float, height: float, *, up: bool) -> tuple[int, int]:
        """About ``side`` x ``side`` pixels in whole patches; what is smaller is enlarged if ``up``."""
        if up or width * height > self.side**2:
            shape = width / height
            height = int(self.side / math.sqrt(shape))
            width = int(height * shape)
        return _rounded(width, self.patch), _rounded(height, self.patch)

    def _pixels(self, levels: torch.Tensor, rows: int, columns: int) -> torch.Tensor:
        """(height, width, 3) levels as (rows x columns, 3, height / rows, width / columns) values."""
        height, width = levels.shape[0] // rows, levels.shape[1] // columns
        apart = normal(levels, self.mean, self.std).view(rows, height, columns, width, 3)
        return apart.permute(0, 2, 4, 1, 3).reshape(rows * columns, 3, height, width)


def read_slicer(folder: Path) -> Slicer:
    """The slicer that preprocessor_config.json of ``folder`` describes; what it leaves out is the publisher's own.

    Raises:
        ValueError, OSError: it cannot be read.
    """
    values: dict[str, Any] = untrusted_json.read(folder / "preprocessor_config.json")
    try:
        return Slicer(
            most=int(values.get("max_slice_nums", 9)),
            side=int(values.get("scale_resolution", 448)),
            patch=int(values.get("patch_size", 14)),
            numbered=bool(values.get("use_image_id", True)),
            mean=tuple(map(float, values.get("norm_mean", (0.5, 0.5, 0.5)))),
            std=tuple(map(float, values.get("norm_std", (0.5, 0.5, 0.5)))),
        )
    except (AttributeError, TypeError) as error:
        raise ValueError("preprocessor_config.json") from error


def _grids(count: int) -> Iterator[tuple[int, int]]:
    return ((columns, count // columns) for columns in range(1, count + 1) if count % columns == 0)


def _rounded(length: float, by: int) -> int:
    """The nearest multiple of ``by``, at least one; Python rounds a half to the even one, as the publisher does."""
    return max(round(length / by) * by, by)
