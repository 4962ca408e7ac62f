"""What the encoder and the language model of moondream2 have in common."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional


class Perceptron(nn.Module):
    """Two linear maps with a GELU (its tanh form) between them."""

    def __init__(self, width: int, inner: int, out: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(width, inner)
        self.fc2 = nn.Linear(inner, out)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """(..., width) to (..., out)."""
        lifted = functional.gelu(self.fc1(values), approximate="tanh")
        mapped: torch.Tensor = self.fc2(lifted)
        return mapped


def heads_of(values: torch.Tensor, heads: int) -> torch.Tensor:
    """(n, length, heads x size) as (n, heads, length, size)."""
    return values.unflatten(-1, (heads, -1)).transpose(1, 2)


def joined(heads: torch.Tensor) -> torch.Tensor:
    """(n, heads, length, size) as (n, length, heads x size)."""
    return heads.transpose(1, 2).flatten(-2)
