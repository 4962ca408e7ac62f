"""The language half of a model, called directly: embeddings in, the next token's scores out.

Calling the modules below ``generate`` keeps every state in our hands. In particular ``Qwen2VLModel`` keeps
``rope_deltas`` on itself between calls, which silently changes the answer when another picture came in between;
here positions are always given, and that attribute is neither read nor written.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from transformers import DynamicCache
from transformers.cache_utils import LinearAttentionCacheLayerMixin

_WORKING_BYTES = 256 * 2**20
"""For the activations of a layer."""
_FEWEST_AT_ONCE, _MOST_AT_ONCE = 64, 2048
"""Tokens. Behind the first of them each one's mask is as long as all before it."""


@dataclass(frozen=True)
class LanguageModel:
    """``decoder`` is the stack of layers with its final norm, ``head`` maps hidden states to scores.

    ``position_rows`` is how many rows of positions the decoder takes: 3 for multimodal RoPE, 1 for plain.
    """

    decoder: Any
    head: Any
    position_rows: int = 3

    @property
    def device(self) -> torch.device:
        return self.decoder.embed_tokens.weight.device

    @property
    def layers(self) -> Any:
        return self.decoder.layers

    def new_cache(self) -> DynamicCache:
        return DynamicCache(config=self.decoder.config)

    def cache_bytes_per_token(self, dtype: torch.dtype) -> int:
        """Keys and values of one token in all layers that keep them."""
        config = self.decoder.config
        head = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
        kinds = getattr(config, "layer_types", None) or ["full_attention"] * config.num_hidden_layers
        keeping = sum(kind != "linear_attention" for kind in kinds)
        return int(2 * keeping * config.num_key_value_heads * head * dtype.itemsize)

    @property
    def tokens_at_once(self) -> int:
        """So many of a prompt bound the memory of a layer: its hidden vectors, about six, and the MLP's three.

        The fewer the parts, the fewer tokens look at others through a mask, which takes longer than to look at all.
        """
        config = self.decoder.config
        inner = getattr(config, "intermediate_size", None) or 4 * config.hidden_size
        taken = (6 * config.hidden_size + 3 * inner) * self.decoder.embed_tokens.weight.dtype.itemsize
        return int(min(_MOST_AT_ONCE, max(_FEWEST_AT_ONCE, _WORKING_BYTES // taken)))

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        """(1, n) token ids to (1, n, hidden)."""
        return self.decoder.embed_tokens(ids)

    def text_positions(self, start: int, count: int) -> torch.Tensor:
        """(rows, 1, count): plain text advances all rows together."""
        positions = torch.arange(start, start + count, device=self.device)
        return positions.view(1, 1, -1).expand(self.position_rows, 1, -1)

    def forward(
        self, embeddings: torch.Tensor, positions: torch.Tensor, cache: DynamicCache, deep: Sequence[torch.Tensor] = ()
    ) -> torch.Tensor:
        """Run (1, n, hidden) at (rows, 1, n), append to ``cache``; the last hidden state, (1, hidden).

        ``deep`` are (1, n, hidden) each, added to what comes out of the first layers (DeepStack, arXiv 2406.04334).
        """
        stacked = {}
        if deep:
            # The decoder adds to the marked places only. All are marked here: text has zeros.
            everywhere = torch.ones(embeddings.shape[:2], dtype=torch.bool, device=embeddings.device)
            stacked = {"visual_pos_masks": everywhere, "deepstack_visual_embeds": [layer[0] for layer in deep]}
        output = self.decoder(
            inputs_embeds=embeddings,
            position_ids=positions if self.position_rows > 1 else positions[0],
            past_key_values=cache,
            use_cache=True,
            **stacked,
        )
        return output.last_hidden_state[:, -1]

    def scores(self, hidden: torch.Tensor) -> torch.Tensor:
        """(1, hidden) to (1, vocabulary), in 32 bit."""
        return self.head(hidden).float()


def fork(cache: DynamicCache) -> DynamicCache:
    """A cache that begins with ``cache`` and grows on its own.

    No key or value is copied: a dynamic layer appends by making a new tensor, so the shared beginning is never
    written to. An answer that ends in the middle of a step, by Stop or for want of memory, cannot spoil the prefix.
    Layers of linear attention write to their states in place; those, of one size however long the text, are copied.
    """
    twin = copy.copy(cache)
    twin.layers = [_fork_layer(layer) for layer in cache.layers]
    return twin


def _fork_layer(layer: Any) -> Any:
    twin = copy.copy(layer)
    if isinstance(layer, LinearAttentionCacheLayerMixin):
        for name, value in vars(layer).items():
            if isinstance(value, dict):
                copied = {key: entry.clone() if torch.is_tensor(entry) else entry for key, entry in value.items()}
                setattr(twin, name, copied)
    return twin
