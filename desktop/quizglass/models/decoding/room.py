"""Keys and values of one thread of text in tensors that are made once: a step writes its own and copies nothing."""

from __future__ import annotations

import weakref

import torch
from transformers import DynamicCache

_GRAIN = 256
"""Tokens by which rooms are larger than asked for, so that the next question finds room enough."""


class Room:
    """(1, heads, capacity, head) ``keys`` and ``values`` of each layer, of which the first ``length`` places count."""

    def __init__(self) -> None:
        self.keys: list[torch.Tensor] = []
        self.values: list[torch.Tensor] = []
        self.length = 0
        self._intact = 0
        self._of: list[weakref.ref[torch.Tensor]] = []  # weak: a page that is forgotten is let go here, too

    @property
    def capacity(self) -> int:
        return self.keys[0].shape[2] if self.keys else 0

    def begin(self, taken_in: DynamicCache, known: int, more: int) -> bool:
        """Hold the first ``known`` places of ``taken_in``, with room for ``more``. They are copied, not shared.

        Asked of the same page again, nothing is copied: only what comes after it is written anew.

        Returns:
            True when the tensors are others than before.
        """
        others = self.capacity < known + more or self._differs(taken_in)
        if others:
            self._make(taken_in, -(-(known + more) // _GRAIN) * _GRAIN)
        if known > self._intact or not self._is_of(taken_in):
            self._of, self._intact = [], 0
            for place, layer in enumerate(taken_in.layers):
                self.keys[place][:, :, :known] = layer.keys[:, :, :known]
                self.values[place][:, :, :known] = layer.values[:, :, :known]
            self._of = [weakref.ref(layer.keys) for layer in taken_in.layers]
        # What stands behind is going to be written over.
        self._intact = self.length = known
        return others

    def forget(self) -> None:
        """Let the memory go."""
        self.keys, self.values, self._of = [], [], []
        self.length = self._intact = 0

    def write(self, layer: int, keys: torch.Tensor, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Put (1, heads, n, head) after what is there; all of it, with them. `advance` makes it count."""
        end = self.length + keys.shape[2]
        self.keys[layer][:, :, self.length : end] = keys
        self.values[layer][:, :, self.length : end] = values
        return self.keys[layer][:, :, :end], self.values[layer][:, :, :end]

    def advance(self, count: int) -> None:
        """``count`` more places count; with a negative number so many of the last do not count any more."""
        self.length += count

    def _is_of(self, taken_in: DynamicCache) -> bool:
        held = [held() for held in self._of]
        return len(held) == len(taken_in.layers) and all(
            layer.keys is keys for layer, keys in zip(taken_in.layers, held, strict=True)
        )

    def _make(self, taken_in: DynamicCache, capacity: int) -> None:
        self.forget()
        for layer in taken_in.layers:
            _, heads, _, size = layer.keys.shape
            # Zeros: what is masked out is still multiplied, and what is no number stays none.
            self.keys.append(layer.keys.new_zeros(1, heads, capacity, size))
            self.values.append(layer.values.new_zeros(1, heads, capacity, size))

    def _differs(self, taken_in: DynamicCache) -> bool:
        return [(k.shape[1], k.shape[3]) for k in self.keys] != [
            (layer.keys.shape[1], layer.keys.shape[3]) for layer in taken_in.layers
        ]
