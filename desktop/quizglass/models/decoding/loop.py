"""Prefill and decode: the prompt in chunks, then one token after another, greedy.

Both look at the cancel token at every step. The tokens are those of ``generate(do_sample=False)``
(docs/adr/0005-own-decode-loop.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import torch
from transformers import DynamicCache

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.repetition import repeated_tail

CHUNK = 512
"""Tokens of a prompt at once: bounds the memory of activations whatever the prompt's length."""


class Ending(StrEnum):
    SAID_ALL = "said all"
    LENGTH = "length"
    REPETITION = "repetition"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Limits:
    """``end_tokens`` end an answer and do not belong to it; ``last_tokens`` end it and do."""

    max_new_tokens: int
    end_tokens: frozenset[int]
    last_tokens: frozenset[int] = frozenset()
    stop_loops: bool = True


@dataclass(frozen=True, slots=True)
class Decoded:
    """``probability`` is the geometric mean over the tokens, 0..1; None when there is none."""

    tokens: list[int] = field(default_factory=list)
    ending: Ending = Ending.SAID_ALL
    probability: float | None = None


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


def decode(
    model: LanguageModel,
    hidden: torch.Tensor,
    position: int,
    cache: DynamicCache,
    limits: Limits,
    *,
    on_token: Callable[[int], None],
    cancel: CancelToken,
) -> Decoded:
    """Say tokens after ``hidden``, the first of them at ``position``, until something ends it."""
    tokens: list[int] = []
    surprises: list[torch.Tensor] = []
    ending = Ending.LENGTH
    for step in range(limits.max_new_tokens):
        if cancel.cancelled:
            ending = Ending.STOPPED
            break
        if step:
            previous = torch.tensor([[tokens[-1]]], device=model.device)
            positions = model.text_positions(position + step - 1, 1)
            hidden = model.forward(model.embed(previous), positions, cache)
        scores = model.scores(hidden)
        best, chosen = scores.max(dim=-1)
        token = int(chosen)  # the one wait for the device in a step
        if token in limits.end_tokens:
            ending = Ending.SAID_ALL
            break
        tokens.append(token)
        surprises.append(torch.logsumexp(scores, dim=-1) - best)
        on_token(token)
        if token in limits.last_tokens:
            ending = Ending.SAID_ALL
            break
        if limits.stop_loops and (extra := repeated_tail(tokens)):
            del tokens[-extra:]
            ending = Ending.REPETITION
            break
    probability = float(torch.cat(surprises).mean().neg().exp()) if surprises else None
    return Decoded(tokens, ending, probability)
