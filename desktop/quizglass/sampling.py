"""Whether chance has a say in what a model says. Plain values."""

from __future__ import annotations

from dataclasses import dataclass

HOTTEST = 2.0
"""Above this hardly a word fits the one before it."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """Each token is drawn: the colder, the likelier the likeliest is.

    Only the ``top_k`` likeliest are drawn from (0: from all), and of these only so many of the likeliest as make up
    ``top_p`` of the probability. With the same ``seed`` the same answer is drawn; with None another each time.
    """

    temperature: float = 0.7
    top_p: float = 1.0
    top_k: int = 0
    seed: int | None = None
