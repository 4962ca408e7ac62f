"""The language model of moondream2: Phi's blocks, in which attention and MLP stand side by side.

Names of weights and order of computing as in ``moondream/torch/text.py`` and ``rope.py`` of vikhyat/moondream. The
picture and the token before it look at each other in both directions; so they must be taken in by one call.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional
from transformers import DynamicCache

from quizglass.models.moondream2.configuration import Moondream2Config, TextShape
from quizglass.models.moondream2.layers import Perceptron, heads_of, joined

_THETA = 10000.0

Turn = tuple[torch.Tensor, torch.Tensor]
"""Cosine and sine of every position and frequency, (n, length, frequencies) each, in 32 bit."""


@dataclass(frozen=True)
class Decoded:
    """(1, n, width) each: ``last_hidden_state`` is for the head, places are read from what was ``before_norm``."""

    last_hidden_state: torch.Tensor
    before_norm: torch.Tensor


@dataclass(frozen=True)
class WordTable:
    """The embeddings as a module would have them: the checkpoint has them as a bare ``wte``."""

    weight: torch.Tensor

    def __call__(self, ids: torch.Tensor) -> torch.Tensor:
        """(1, n) token ids to (1, n, width)."""
        return functional.embedding(ids, self.weight)


class Attention(nn.Module):
    """``place`` is which of the cache's layers is its own."""

    def __init__(self, shape: TextShape, place: int) -> None:
        super().__init__()
        self._shape, self._place = shape, place
        self.qkv = nn.Linear(shape.dim, (shape.n_heads + 2 * shape.n_kv_heads) * shape.head_dim)
        self.proj = nn.Linear(shape.dim, shape.dim)

    def forward(
        self, values: torch.Tensor, turn: Turn, mask: torch.Tensor | None, cache: DynamicCache | None
    ) -> torch.Tensor:
        heads, kept = self._shape.n_heads, self._shape.n_kv_heads
        query, key, value = heads_of(self.qkv(values), heads + 2 * kept).split([heads, kept, kept], dim=1)
        query, key = _turned(query, turn), _turned(key, turn)
        if cache is not None:
            key, value = cache.update(key, value, self._place)
        heard = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, enable_gqa=heads != kept)
        said: torch.Tensor = self.proj(joined(heard))
        return said


class Block(nn.Module):
    def __init__(self, shape: TextShape, place: int) -> None:
        super().__init__()
        self.ln = nn.LayerNorm(shape.dim)
        self.attn = Attention(shape, place)
        self.mlp = Perceptron(shape.dim, shape.ff_dim, shape.dim)

    def forward(
        self, values: torch.Tensor, turn: Turn, mask: torch.Tensor | None, cache: DynamicCache | None
    ) -> torch.Tensor:
        normed = self.ln(values)
        said: torch.Tensor = values + self.attn(normed, turn, mask, cache) + self.mlp(normed)
        return said


class Text(nn.Module):
    """Called as a decoder of transformers is: embeddings, positions and a cache in, hidden states out."""

    def __init__(self, config: Moondream2Config) -> None:
        super().__init__()
        shape = config.text_shape
        self.config = config
        self._turned_numbers = shape.head_dim // 2
        self._prefix = 1 + config.vision_shape.grid**2
        self.wte = nn.Parameter(torch.zeros(shape.vocab_size, shape.dim))
        self.blocks = nn.ModuleList(Block(shape, place) for place in range(shape.n_layers))
        self.post_ln = nn.LayerNorm(shape.dim)
        self.lm_head = nn.Linear(shape.dim, shape.vocab_size)

    @property
    def embed_tokens(self) -> WordTable:
        return WordTable(self.wte)

    @property
    def layers(self) -> nn.ModuleList:
        return self.blocks

    def forward(
        self,
        inputs_embeds: torch.Tensor,
        position_ids: torch.Tensor,
        past_key_values: DynamicCache | None = None,
        *,
        use_cache: bool = True,
    ) -> Decoded:
        """(1, n, width) at the (1, n) positions that follow what ``past_key_values`` holds."""
        cache = past_key_values if use_cache else None
        before = cache.get_seq_length() if cache is not None else 0
        turn = _turn(position_ids, self._turned_numbers)
        mask = self._mask(position_ids, before + inputs_embeds.shape[1])
        values = inputs_embeds
        for block in self.blocks:
            values = block(values, turn, mask, cache)
        return Decoded(self.post_ln(values), values)

    def _mask(self, positions: torch.Tensor, length: int) -> torch.Tensor | None:
        """(1, 1, n, length), True where a token may look; None where the only one may look everywhere."""
        if positions.shape[1] == 1:
            return None
        of_query, of_key = positions[0].unsqueeze(1), torch.arange(length, device=positions.device)
        both_in_prefix = (of_query < self._prefix) & (of_key < self._prefix)
        return ((of_key <= of_query) | both_in_prefix)[None, None]


def _turn(positions: torch.Tensor, numbers: int) -> Turn:
    """Rotary positions (arXiv 2104.09864) for the first ``numbers`` of every head."""
    powers = torch.arange(0, numbers, 2, device=positions.device, dtype=torch.float32) / numbers
    angles = positions.float().unsqueeze(-1) * _THETA**-powers
    return angles.cos(), angles.sin()


def _turned(heads: torch.Tensor, turn: Turn) -> torch.Tensor:
    """(n, heads, length, size), its first numbers turned: each of the first half with its partner of the second."""
    cosine, sine = (part.unsqueeze(1) for part in turn)
    first, second, rest = heads.tensor_split([cosine.shape[-1], 2 * cosine.shape[-1]], dim=-1)
    turned = torch.cat([first * cosine - second * sine, first * sine + second * cosine], dim=-1)
    return torch.cat([turned.to(heads.dtype), rest], dim=-1)
