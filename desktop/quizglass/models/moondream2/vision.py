"""The eye of moondream2: a SigLIP encoder (arXiv 2303.15343) of square crops, and what makes its features words.

Names of weights and order of computing as in ``moondream/torch/vision.py`` of vikhyat/moondream.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from quizglass.models.moondream2.configuration import VisionShape
from quizglass.models.moondream2.layers import Perceptron, heads_of, joined


class Attention(nn.Module):
    """Every patch of a crop looks at every other."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self._heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        query, key, value = (heads_of(part, self._heads) for part in self.qkv(values).chunk(3, dim=-1))
        seen: torch.Tensor = self.proj(joined(functional.scaled_dot_product_attention(query, key, value)))
        return seen


class Block(nn.Module):
    def __init__(self, shape: VisionShape) -> None:
        super().__init__()
        self.ln1 = nn.LayerNorm(shape.enc_dim)
        self.attn = Attention(shape.enc_dim, shape.enc_n_heads)
        self.ln2 = nn.LayerNorm(shape.enc_dim)
        self.mlp = Perceptron(shape.enc_dim, shape.enc_ff_dim, shape.enc_dim)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        values = values + self.attn(self.ln1(values))
        seen: torch.Tensor = values + self.mlp(self.ln2(values))
        return seen


class Vision(nn.Module):
    def __init__(self, shape: VisionShape) -> None:
        super().__init__()
        self._patch, self._grid = shape.enc_patch_size, shape.grid
        self.patch_emb = nn.Linear(shape.in_channels * self._patch**2, shape.enc_dim)
        self.pos_emb = nn.Parameter(torch.zeros(1, self._grid**2, shape.enc_dim))
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.enc_n_layers))
        self.post_ln = nn.LayerNorm(shape.enc_dim)
        self.proj_mlp = Perceptron(2 * shape.enc_dim, shape.proj_inner_dim, shape.proj_out_dim)

    @property
    def dtype(self) -> torch.dtype:
        return self.pos_emb.dtype

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        """(n, 3, side, side) of -1..1 to (n, grid, grid, width)."""
        squares = pixels.unflatten(2, (self._grid, self._patch)).unflatten(4, (self._grid, self._patch))
        # A patch is a row of its own: channel by channel, line by line.
        patches = squares.permute(0, 2, 4, 1, 3, 5).flatten(3).flatten(1, 2)
        values = self.patch_emb(patches) + self.pos_emb
        for block in self.blocks:
            values = block(values)
        seen: torch.Tensor = self.post_ln(values)
        return seen.unflatten(1, (self._grid, self._grid))

    def as_words(self, whole: torch.Tensor, pieces: torch.Tensor) -> torch.Tensor:
        """Embeddings for the language model, (grid x grid, out).

        ``whole`` is of the whole picture, (grid, grid, width); ``pieces`` of its crops put together, (rows, columns,
        width), drawn here onto the same grid.
        """
        drawn = functional.adaptive_avg_pool2d(pieces.permute(2, 0, 1), (self._grid, self._grid)).permute(1, 2, 0)
        words: torch.Tensor = self.proj_mlp(torch.cat([whole, drawn], dim=-1).flatten(0, 1))
        return words
