"""Prefill: a prompt is taken in in parts, looking at the cancel token at every step of a layer."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from transformers import DynamicCache

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.language_model import LanguageModel


@contextmanager
def stopping(layers: Any, cancel: CancelToken) -> Iterator[None]:
    """While this lasts, a cancel raises `Cancelled` before the next map or norm in ``layers``, not after all of them.

    On a processor a single layer of a large model takes seconds for a page.
    """
    parts_of_layers = [module for layer in layers for module in layer.modules() if not any(module.children())]
    hooks = [module.register_forward_pre_hook(lambda *_: cancel.raise_if_cancelled()) for module in parts_of_layers]
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
    at_once: bool = False,
) -> torch.Tensor:
    """Append a prompt, (1, n, hidden) at (rows, 1, n), to ``cache``; the last hidden state, (1, hidden).

    ``deep`` as for `LanguageModel.forward`. ``at_once`` takes it in whole, whatever memory that takes.

    Raises:
        Cancelled: ``cache`` is then incomplete and must not be used again.
    """
    hidden = embeddings[:, -1]
    count = embeddings.shape[1]
    with stopping(model.layers, cancel):
        for start, end in [(0, count)] if at_once else portions(count, model.tokens_at_once):
            below = [layer[:, start:end] for layer in deep]
            hidden = model.forward(embeddings[:, start:end], positions[:, :, start:end], cache, below)
    return hidden


def portions(count: int, most: int) -> list[tuple[int, int]]:
    """``count`` tokens in as few parts as have at most ``most`` each, all about as long: from, to."""
    number = max(1, math.ceil(count / most))
    bounds = [count * part // number for part in range(number + 1)]
    return list(itertools.pairwise(bounds))
