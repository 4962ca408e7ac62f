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
        self._begun_with: list[weakref.ref[torch.Tensor]] = []  # weak: a page that is forgotten is let go here, too

    @property
    def capacity(self) -> int:
        return self.keys[0].shape[2] if self.keys else 0

    def begin(self, taken_in: DynamicCache, more: int) -> None:
        """Hold what ``taken_in`` holds, with room for ``more`` tokens. What it holds is copied, not shared.

        Asked of the same page again, nothing is copied: places are written once and only those after it anew.
        """
        length = taken_in.get_seq_length()
        known = [known() for known in self._begun_with]
        same = len(known) == len(taken_in.layers) and all(
            layer.keys is keys for layer, keys in zip(taken_in.layers, known, strict=True)
        )
        if not same or self.capacity < length + more:
            self._begun_with = []
            self._make(taken_in, length, more)
            self._begun_with = [weakref.ref(layer.keys) for layer in taken_in.layers]
        self.length = length

    def forget(self) -> None:
        """Let the memory go."""
        self.keys, self.values, self._begun_with, self.length = [], [], [], 0

    def write(self, layer: int, keys: torch.Tensor, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Put (1, heads, n, head) after what is there; all of it, with them. `advance` makes it count."""
        end = self.length + keys.shape[2]
        self.keys[layer][:, :, self.length : end] = keys
        self.values[layer][:, :, self.length : end] = values
        return self.keys[layer][:, :, :end], self.values[layer][:, :, :end]

    def advance(self, count: int) -> None:
        """``count`` more places count; with a negative number so many of the last do not count any more."""
        self.length += count

    def _make(self, taken_in: DynamicCache, length: int, more: int) -> None:
        if self.capacity < length + more or self._differs(taken_in):
            capacity = -(-(length + more) // _GRAIN) * _GRAIN
            self.forget()
            for layer in taken_in.layers:
                _, heads, _, size = layer.keys.shape
                self.keys.append(layer.keys.new_empty(1, heads, capacity, size))
                self.values.append(layer.values.new_empty(1, heads, capacity, size))
        for place, layer in enumerate(taken_in.layers):
            self.keys[place][:, :, :length] = layer.keys
            self.values[place][:, :, :length] = layer.values

    def _differs(self, taken_in: DynamicCache) -> bool:
        return [(k.shape[1], k.shape[3]) for k in self.keys] != [
            (layer.keys.shape[1], layer.keys.shape[3]) for layer in taken_in.layers
        ]
