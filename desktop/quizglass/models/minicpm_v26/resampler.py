"""The resampler of MiniCPM-V 2.6: learned queries that look once at all patches of a slice.

It is Perceiver's cross-attention (arXiv 2204.14198) with sines and cosines of the patches' rows and columns in the
keys.
"""

from __future__ import annotations

import torch
from torch import nn

_HEAD = 128
"""Numbers a head."""
_LONGEST_WAVE = 10_000.0
_EPSILON = 1e-6


class Resampler(nn.Module):
    """``resampler.`` of the checkpoint; ``seen`` is the width of the tower, ``hidden`` that of the language model."""

    def __init__(self, queries: int, hidden: int, seen: int) -> None:
        super().__init__()
        self.query = nn.Parameter(torch.zeros(queries, hidden))
        self.kv_proj = nn.Linear(seen, hidden, bias=False) if seen != hidden else nn.Identity()
        self.attn = nn.MultiheadAttention(hidden, max(1, hidden // _HEAD))
        self.ln_q = nn.LayerNorm(hidden, eps=_EPSILON)
        self.ln_kv = nn.LayerNorm(hidden, eps=_EPSILON)
        self.ln_post = nn.LayerNorm(hidden, eps=_EPSILON)
        self.proj = nn.Parameter(torch.zeros(hidden, hidden))

    def forward(self, seen: torch.Tensor, rows: int, columns: int) -> torch.Tensor:
        """(slices, rows * columns, seen) to (slices, queries, hidden)."""
        values = self.ln_kv(self.kv_proj(seen)).transpose(0, 1)
        queries = self.ln_q(self.query)[:, None].expand(-1, len(seen), -1)
        places = places_of(rows, columns, values.shape[-1]).to(values.device, values.dtype)
        found, _ = self.attn(queries, values + places[:, None], values, need_weights=False)
        mixed: torch.Tensor = self.ln_post(found.transpose(0, 1))
        return mixed @ self.proj


def places_of(rows: int, columns: int, width: int) -> torch.Tensor:
    """(rows * columns, width): one half tells a patch's column, the other its row, sines before cosines."""
    waves = _LONGEST_WAVE ** -(torch.arange(width // 4, dtype=torch.float32) / (width / 4))
    row, column = torch.meshgrid(torch.arange(float(rows)), torch.arange(float(columns)), indexing="ij")
    turned = [place.flatten()[:, None] * waves for place in (column, row)]
    return torch.cat([part for angle in turned for part in (angle.sin(), angle.cos())], dim=-1)
