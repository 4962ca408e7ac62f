"""Prefill: a prompt is taken in in chunks, looking at the cancel token at every layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from transformers import DynamicCache

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.language_model import LanguageModel

CHUNK = 512
"""Tokens of a prompt at once: bounds the memory of activations whatever the prompt's length."""


@contextmanager
def stopping(layers: Any, cancel: CancelToken) -> Iterator[None]:
    """While this lasts, a cancel raises `Cancelled` before the next of ``layers`` runs, not after the whole pass."""
    hooks = [layer.register_forward_pre_hook(lambda *_: cancel.raise_if_cancelled()) for layer in layers]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def prefill(
    model: LanguageModel,
    embeddings: torch.Tensor,
    positions: torch.Tensor,
    cache: DynamicCache,
    cancel: CancelToken,
    deep: Sequence[torch.Tensor] = (),
    *,
    chunk: int = CHUNK,
) -> torch.Tensor:
    """Append a prompt, (1, n, hidden) at (rows, 1, n), to ``cache``; the last hidden state, (1, hidden).

    ``deep`` as for `LanguageModel.forward`; ``chunk`` tokens at once.

    Raises:
        Cancelled: ``cache`` is then incomplete and must not be used again.
    """
    hidden = embeddings[:, -1]
    with stopping(model.layers, cancel):
        for start in range(0, embeddings.shape[1], chunk):
            end = start + chunk
            below = [layer[:, start:end] for layer in deep]
            hidden = model.forward(embeddings[:, start:end], positions[:, :, start:end], cache, below)
    return hidden
