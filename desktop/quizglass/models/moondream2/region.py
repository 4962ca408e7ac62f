"""How moondream2 reads and writes places: numbers of 0..1 as Fourier features, and back by scores of 1024 steps.

Names of weights and formulas as in ``moondream/torch/region.py`` of vikhyat/moondream. Places step evenly, sizes by
their logarithm, from 1/1024 of the picture to the whole of it.
"""

from __future__ import annotations

import math

import torch
from torch import nn

from quizglass.models.moondream2.configuration import RegionShape
from quizglass.models.moondream2.layers import Perceptron

_DOUBLINGS = 10.0
"""From the smallest size to the whole."""


class Region(nn.Module):
    """Hidden states are (1, width), before the last norm."""

    def __init__(self, shape: RegionShape) -> None:
        super().__init__()
        self.coord_features = nn.Parameter(torch.zeros(1, shape.coord_feat_dim // 2))
        self.coord_encoder = nn.Linear(shape.coord_feat_dim, shape.dim)
        self.coord_decoder = Perceptron(shape.dim, shape.inner_dim, shape.coord_out_dim)
        self.size_features = nn.Parameter(torch.zeros(2, shape.size_feat_dim // 2))
        self.size_encoder = nn.Linear(shape.size_feat_dim, shape.dim)
        self.size_decoder = Perceptron(shape.dim, shape.inner_dim, shape.size_out_dim)

    def coordinate(self, hidden: torch.Tensor) -> float:
        """The likeliest x or y, 0..1."""
        scores = self.coord_decoder(hidden)
        return int(scores.argmax()) / int(scores.shape[-1])

    def size(self, hidden: torch.Tensor) -> tuple[float, float]:
        """The likeliest width and height, 1/1024..1."""
        scores = self.size_decoder(hidden).view(2, -1)
        last = scores.shape[-1] - 1
        width, height = (2.0 ** (_DOUBLINGS * step / last - _DOUBLINGS) for step in scores.argmax(dim=-1).tolist())
        return width, height

    def coordinate_word(self, coordinate: float) -> torch.Tensor:
        """What the language model is told in place of a token, (1, 1, width)."""
        return self._word([coordinate], self.coord_features, self.coord_encoder)

    def size_word(self, size: tuple[float, float]) -> torch.Tensor:
        """As `coordinate_word`."""
        return self._word(list(size), self.size_features, self.size_encoder)

    def _word(self, numbers: list[float], frequencies: torch.Tensor, encoder: nn.Linear) -> torch.Tensor:
        values = torch.tensor([[numbers]], device=frequencies.device, dtype=frequencies.dtype)
        angles = 2 * math.pi * values @ frequencies
        word: torch.Tensor = encoder(torch.cat([angles.cos(), angles.sin()], dim=-1))
        return word
