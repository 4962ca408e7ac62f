"""A model that has begun to say the same thing over and over is stopped."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST_PERIOD = 48
LEAST_REPEATS = 6
LEAST_TOKENS = 48
"""Rows of equal cells repeat, too: only a loop that is long in both senses counts."""


def repeated_tail(tokens: Sequence[int]) -> int:
    """How many tokens at the end only repeat what came before them; 0 while this is no loop."""
    for period in range(1, min(LONGEST_PERIOD, len(tokens) // LEAST_REPEATS) + 1):
        needed = max(period * LEAST_REPEATS, LEAST_TOKENS)
        if len(tokens) < needed:
            continue
        tail = tokens[-needed:]
        if all(tail[i] == tail[i - period] for i in range(period, needed)):
            return _length_of_loop(tokens, period) - period
    return 0


def _length_of_loop(tokens: Sequence[int], period: int) -> int:
    length = period
    while length < len(tokens) and tokens[-length - 1] == tokens[-length - 1 + period]:
        length += 1
    return length
