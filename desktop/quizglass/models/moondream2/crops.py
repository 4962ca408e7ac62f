"""A picture as moondream2 is shown it: once as a whole, and in crops that overlap.

Source: ``moondream/torch/image_crops.py`` of vikhyat/moondream. Crops are squares of ``side`` pixels; neighbours share
a margin on either side, so that what lies on an edge is seen with what is around it. Where their features are put
together, each gives only the window within its margins, and those at the rim of the picture also their rim.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from PIL import Image

from quizglass.geometry import Size
from quizglass.models.moondream2.configuration import VisionShape


@dataclass(frozen=True)
class Tiling:
    rows: int
    columns: int

    @property
    def crops(self) -> int:
        return self.rows * self.columns


ONE = Tiling(1, 1)


@dataclass(frozen=True)
class Cutter:
    """``side`` and ``margin`` are in pixels."""

    side: int
    margin: int

    @classmethod
    def of(cls, shape: VisionShape) -> Cutter:
        return cls(shape.crop_size, shape.overlap_margin * shape.enc_patch_size)

    @property
    def window(self) -> int:
        """What a crop adds to a picture, in pixels."""
        return self.side - 2 * self.margin

    def extent(self, tiling: Tiling) -> tuple[int, int]:
        """Width and height in pixels of a picture that fills its crops."""
        return tiling.columns * self.window + 2 * self.margin, tiling.rows * self.window + 2 * self.margin

    def tiling(self, width: int, height: int, most: int) -> Tiling:
        """Into what a picture of these pixels is cut: at most ``most`` crops, as near to its shape as can be."""
        inner_width, inner_height = width - 2 * self.margin, height - 2 * self.margin
        if min(inner_width, inner_height) <= self.window:
            return ONE
        rows, columns = math.ceil(inner_height / self.window), math.ceil(inner_width / self.window)
        if rows * columns > most:
            shrink = math.sqrt(most / (rows * columns))
            rows, columns = max(1, math.floor(rows * shrink)), max(1, math.floor(columns * shrink))
            # Of a long strip the publisher makes more crops than it allows.
            return Tiling(min(rows, most // columns), columns) if rows > columns else Tiling(rows, min(columns, most))
        rows = max(rows, math.floor(math.sqrt(most * inner_height / inner_width)))
        columns = max(columns, math.floor(math.sqrt(most * inner_width / inner_height)))
        if rows * columns > most:
            if columns > rows:
                columns = most // rows
            else:
                rows = most // columns
        return Tiling(max(1, rows), max(1, columns))

    def finest(self, shape: Size, most: int) -> Size:
        """The largest size of the proportions of ``shape`` that needs no more than ``most`` crops."""

        def scale(tiling: Tiling) -> float:
            width, height = self.extent(tiling)
            return min(width / shape.width, height / shape.height)

        # A single row or column does not occur: what is no larger than one crop is one crop.
        sides = range(2, most // 2 + 1)
        grids = [Tiling(rows, columns) for rows in sides for columns in sides if rows * columns <= most]
        largest = max(map(scale, [ONE, *grids]))
        return Size(shape.width * largest, shape.height * largest)

    def cut(self, picture: Image.Image, tiling: Tiling) -> Iterator[Image.Image]:
        """The whole picture, then its crops row by row, each a square of `side` pixels."""
        yield picture.resize((self.side, self.side), Image.Resampling.LANCZOS)
        drawn = picture.resize(self.extent(tiling), Image.Resampling.LANCZOS)
        for row in range(tiling.rows):
            for column in range(tiling.columns):
                left, top = column * self.window, row * self.window
                yield drawn.crop((left, top, left + self.side, top + self.side))


def put_together(crops: torch.Tensor, tiling: Tiling, margin: int) -> torch.Tensor:
    """The features of all crops, (crops, grid, grid, width), as those of one picture, (rows, columns, width).

    ``margin`` is in patches.
    """
    rows = crops.unflatten(0, (tiling.rows, tiling.columns))
    lines = [torch.cat([_own(crop, at, tiling.columns, margin, 1) for at, crop in enumerate(row)], 1) for row in rows]
    return torch.cat([_own(line, at, tiling.rows, margin, 0) for at, line in enumerate(lines)], 0)


def _own(features: torch.Tensor, at: int, count: int, margin: int, dim: int) -> torch.Tensor:
    """What the crop in place ``at`` of ``count`` gives along ``dim``: its margins only at the rim."""
    before = margin if at else 0
    after = margin if at < count - 1 else 0
    return features.narrow(dim, before, features.shape[dim] - before - after)
