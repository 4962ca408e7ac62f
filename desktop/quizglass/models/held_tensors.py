"""The tensors that a text taken in holds: how large they are, and where they are."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import torch

from quizglass.models.device_errors import is_out_of_memory
from quizglass.models.engine import Held


def held_by(cache: Any) -> Held:
    """What the layers of ``cache`` hold, as it was allocated."""
    held = {"card": 0, "memory": 0}
    counted = set()
    for tensor in _tensors(cache):
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in counted:
            counted.add(storage.data_ptr())
            held["card" if tensor.is_cuda else "memory"] += storage.nbytes()
    return Held(**held)


def parked(cache: Any) -> Any:
    """A copy of ``cache`` in the computer's memory: pinned where a card is to have it back.

    Raises:
        MemoryError, RuntimeError: there is no room for it.
    """
    with torch.inference_mode():
        return _twin(cache, _to_memory)


def brought_back(cache: Any, device: torch.device) -> Any | None:
    """A copy of what was `parked` on ``device``; None where there is no room for it."""
    try:
        with torch.inference_mode():
            return _twin(cache, lambda tensor: tensor.to(device, non_blocking=tensor.is_pinned()))
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error):
            raise
        return None


def _to_memory(tensor: torch.Tensor) -> torch.Tensor:
    twin = torch.empty(tensor.shape, dtype=tensor.dtype, device="cpu", pin_memory=tensor.is_cuda)
    return twin.copy_(tensor)


def _twin(cache: Any, move: Callable[[torch.Tensor], torch.Tensor]) -> Any:
    twin = copy.copy(cache)
    twin.layers = [_moved_layer(layer, move) for layer in cache.layers]
    return twin


def _moved_layer(layer: Any, move: Callable[[torch.Tensor], torch.Tensor]) -> Any:
    twin = copy.copy(layer)
    for name, value in vars(layer).items():
        if isinstance(value, torch.Tensor):
            setattr(twin, name, move(value))
        elif isinstance(value, dict):  # the states of linear attention
            moved = {key: move(entry) if torch.is_tensor(entry) else entry for key, entry in value.items()}
            setattr(twin, name, moved)
    return twin


def _tensors(cache: Any) -> Iterator[torch.Tensor]:
    for layer in cache.layers:
        for value in vars(layer).values():
            for entry in value.values() if isinstance(value, dict) else (value,):
                if isinstance(entry, torch.Tensor):
                    yield entry
