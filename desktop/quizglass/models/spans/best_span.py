"""From the scores that a model gives to the tokens to the run of words that answers best.

As the question answering of transformers does it (``pipelines/document_question_answering.py``): the probability of a
run is that of its first token as a beginning times that of its last as an end; the first token of a window stands for
"not here" (SQuAD 2.0, arXiv 1806.03822).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import torch

from quizglass.models.spans.windows import Window

LONGEST_ANSWER = 30
"""Tokens."""


@dataclass(frozen=True, slots=True)
class Span:
    """The words ``first`` to ``last`` of the page, both belonging to it. ``probability`` is 0..1 within its window."""

    first: int
    last: int
    probability: float


@dataclass(frozen=True, slots=True)
class WindowResult:
    """The best span of a window, None when it has no word to point at, and how probable it is that there is none."""

    best: Span | None
    nothing: float


def best_span(window: Window, start: torch.Tensor, end: torch.Tensor, answerable: Collection[int]) -> WindowResult:
    """The best run that begins and ends with ``answerable`` words. ``start`` and ``end`` are (n,) scores."""
    allowed = torch.tensor([word is not None and word in answerable for word in window.words], device=start.device)
    allowed[0] = True
    begins = start.float().masked_fill(~allowed, -torch.inf).softmax(dim=-1)
    ends = end.float().masked_fill(~allowed, -torch.inf).softmax(dim=-1)
    nothing = float(begins[0] * ends[0])
    begins[0] = ends[0] = 0.0
    runs = torch.outer(begins, ends).triu().tril(LONGEST_ANSWER - 1)
    place = int(runs.argmax())
    first, last = window.words[place // len(window.words)], window.words[place % len(window.words)]
    probability = float(runs.flatten()[place])
    if first is None or last is None or probability <= 0:
        return WindowResult(None, nothing)
    return WindowResult(Span(first, last, probability), nothing)
