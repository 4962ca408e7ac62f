"""Which token is said next: the likeliest, or one that is drawn.

What may be drawn is filtered as the warpers of transformers do it, in their order: temperature, top-k, top-p.
"""

from __future__ import annotations

import math

import torch

from quizglass.sampling import Sampling

_COLDEST = 1e-3
"""Colder than this, scores are no numbers any more when they are divided by it."""

_NUMBERS_AT_ONCE = 256

Chosen = tuple[list[int], torch.Tensor]
"""A token of each row, and how unlikely each was: minus the logarithm of its probability."""


def likeliest(scores: torch.Tensor) -> Chosen:
    """The likeliest token of each row of (n, vocabulary)."""
    best, tokens = scores.max(dim=-1)
    surprises = torch.logsumexp(scores, dim=-1) - best
    return tokens.tolist(), surprises  # the one wait for the device in a step


class Drawing:
    """Draws the tokens of one answer, each place of it with a number of its own.

    So it does not matter which tokens are drawn together, nor how often a place is drawn anew: tokens that were
    drafted are said exactly as often as they would have been without (rejection sampling, of a draft that is sure of
    itself), and the same seed gives the same answer with drafts as without.
    """

    def __init__(self, sampling: Sampling) -> None:
        self._sampling = sampling
        # On the processor, and in 64 bit: the same numbers whatever the device.
        self._generator = torch.Generator()
        if sampling.seed is None:
            self._generator.seed()
        else:
            self._generator.manual_seed(sampling.seed)
        self._numbers = torch.empty(0, dtype=torch.float64)

    def choose(self, scores: torch.Tensor, place: int) -> Chosen:
        """A token of each row of (n, vocabulary), the first row being what stands at ``place`` of the answer."""
        shares = filtered(scores, self._sampling).softmax(dim=-1).cpu().double().cumsum(dim=-1)
        numbers = self._from(place, len(scores))
        # To the right: what has no share is never met. The last share is 1 itself, which no number is.
        tokens = torch.searchsorted(shares / shares[:, -1:], numbers[:, None], right=True)
        said = scores.gather(1, tokens.to(scores.device))[:, 0]
        return tokens[:, 0].tolist(), torch.logsumexp(scores, dim=-1) - said

    def _from(self, place: int, count: int) -> torch.Tensor:
        while len(self._numbers) < place + count:
            more = torch.rand(_NUMBERS_AT_ONCE, dtype=torch.float64, generator=self._generator)
            self._numbers = torch.cat([self._numbers, more])
        return self._numbers[place : place + count]


def filtered(scores: torch.Tensor, sampling: Sampling) -> torch.Tensor:
    """(n, vocabulary) scores to draw from; minus infinity for what is not to be said. At least one is left."""
    scores = scores / max(sampling.temperature, _COLDEST)
    if 0 < sampling.top_k < scores.shape[-1]:
        least = scores.topk(sampling.top_k, dim=-1).values[:, -1:]
        scores = scores.masked_fill(scores < least, -math.inf)
    if sampling.top_p < 1:
        ordered, tokens = scores.sort(dim=-1)
        unlikely = ordered.softmax(dim=-1).cumsum(dim=-1) <= 1 - sampling.top_p
        unlikely[:, -1] = False
        scores = scores.masked_fill(unlikely.scatter(1, tokens, unlikely), -math.inf)
    return scores
