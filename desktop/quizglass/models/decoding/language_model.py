"""The language half of a model, called directly: embeddings in, the next token's scores out.

Calling the modules below ``generate`` keeps every state in our hands. In particular ``Qwen2VLModel`` keeps
``rope_deltas`` on itself between calls, which silently changes the answer when another picture came in between;
here positions are always given, and that attribute is neither read nor written.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any

import torch
from transformers import DynamicCache


@dataclass(frozen=True)
class LanguageModel:
    """``decoder`` is the stack of layers with its final norm, ``head`` maps hidden states to scores.

    ``position_rows`` is how many rows of positions the decoder takes: 3 for multimodal RoPE.
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

    def embed(self, ids: torch.Tensor) -> torch.Tensor:
        """(1, n) token ids to (1, n, hidden)."""
        return self.decoder.embed_tokens(ids)

    def text_positions(self, start: int, count: int) -> torch.Tensor:
        """(rows, 1, count): plain text advances all rows together."""
        positions = torch.arange(start, start + count, device=self.device)
        return positions.view(1, 1, -1).expand(self.position_rows, 1, -1)

    def forward(self, embeddings: torch.Tensor, positions: torch.Tensor, cache: DynamicCache) -> torch.Tensor:
        """Run (1, n, hidden) at (rows, 1, n), append to ``cache``; the last hidden state, (1, hidden)."""
        output = self.decoder(inputs_embeds=embeddings, position_ids=positions, past_key_values=cache, use_cache=True)
        return output.last_hidden_state[:, -1]

    def scores(self, hidden: torch.Tensor) -> torch.Tensor:
        """(1, hidden) to (1, vocabulary), in 32 bit."""
        return self.head(hidden).float()


def fork(cache: DynamicCache) -> DynamicCache:
    """A cache that begins with ``cache`` and grows on its own.

    No tensor is copied: a dynamic layer appends by making a new tensor, so the shared beginning is never written
    to. An answer that ends in the middle of a step, by Stop or for want of memory, cannot spoil the prefix.
    """
    twin = copy.copy(cache)
    twin.layers = [copy.copy(layer) for layer in cache.layers]
    return twin
