"""Decode: one token after another, each the likeliest or drawn, until something ends the answer.

Tokens that are not drawn are those of ``generate(do_sample=False)`` (docs/adr/0005-own-decode-loop.md), with drafts or
without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import torch

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled
from quizglass.models.decoding.choosing import Chosen, Drawing, likeliest
from quizglass.models.decoding.repetition import repeated_tail
from quizglass.models.decoding.thread import Thread
from quizglass.sampling import Sampling

LONGEST_DRAFT = 8
"""Tokens. Taken in together they cost a little more than one; most drafts end earlier."""

Draft = Callable[[Sequence[int], int], list[int]]
"""What may follow the tokens that were said, at most so many; [] when there is no telling."""


class Ending(StrEnum):
    SAID_ALL = "said all"
    LENGTH = "length"
    REPETITION = "repetition"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Limits:
    """``end_tokens`` end an answer and do not belong to it; ``last_tokens`` end it and do.

    With ``sampling`` tokens are drawn. Of an answer that goes on, ``said_before`` is how many tokens it has.
    """

    max_new_tokens: int
    end_tokens: frozenset[int]
    last_tokens: frozenset[int] = frozenset()
    stop_loops: bool = True
    sampling: Sampling | None = None
    said_before: int = 0


@dataclass(frozen=True, slots=True)
class Decoded:
    """``probability`` is the geometric mean over the tokens, 0..1; None when there is none."""

    tokens: list[int] = field(default_factory=list)
    ending: Ending = Ending.SAID_ALL
    probability: float | None = None


def decode(
    thread: Thread,
    scores: torch.Tensor,
    limits: Limits,
    *,
    on_token: Callable[[int], None],
    cancel: CancelToken,
    draft: Draft | None = None,
) -> Decoded:
    """Say tokens after ``scores``, (1, vocabulary), until something ends it.

    What ``draft`` proposes is taken in together with the token before it, which takes about as long as that token
    alone. What the model would have said is said; the first that is not, and all behind it, is taken back.
    """
    saying = Saying(limits, on_token)
    drafted: list[int] = []
    try:
        while True:
            chosen, surprises = saying.choose(scores)
            for place, token in enumerate(chosen):
                if cancel.cancelled:
                    return saying.decoded(Ending.STOPPED)
                if ending := saying.say(token, surprises[place]):
                    return saying.decoded(ending)
                if place == len(drafted) or drafted[place] != token:
                    break
            if place < len(drafted):
                thread.forget(len(drafted) - place)
            room = min(LONGEST_DRAFT, limits.max_new_tokens - len(saying.tokens) - 1)
            drafted = draft(saying.tokens, room) if draft and thread.can_forget and room > 0 else []
            scores = thread.hear([token, *drafted], cancel)
    except Cancelled:
        return saying.decoded(Ending.STOPPED)


class Saying:
    """The answer so far, and whether it is at its end."""

    def __init__(self, limits: Limits, on_token: Callable[[int], None]) -> None:
        self.tokens: list[int] = []
        self.limits = limits
        self.ending: Ending | None = None
        self._on_token = on_token
        self._surprises: list[torch.Tensor] = []
        self._drawing = Drawing(limits.sampling) if limits.sampling else None

    @property
    def is_drawn(self) -> bool:
        return self._drawing is not None

    def choose(self, scores: torch.Tensor) -> Chosen:
        """A token of each row of (n, vocabulary), the first row being what would be said next."""
        if self._drawing is None:
            return likeliest(scores)
        return self._drawing.choose(scores, self.limits.said_before + len(self.tokens))

    def say(self, token: int, surprise: torch.Tensor) -> Ending | None:
        """Say it, unless it is only the sign of the end; the ending when that was the last."""
        self.ending = self._ending(token, surprise)
        return self.ending

    def _ending(self, token: int, surprise: torch.Tensor) -> Ending | None:
        if token in self.limits.end_tokens:
            return Ending.SAID_ALL
        self.tokens.append(token)
        self._surprises.append(surprise)
        self._on_token(token)
        if token in self.limits.last_tokens:
            return Ending.SAID_ALL
        if self.limits.stop_loops and (extra := repeated_tail(self.tokens)):
            del self.tokens[-extra:]
            return Ending.REPETITION
        return Ending.LENGTH if len(self.tokens) >= self.limits.max_new_tokens else None

    def decoded(self, ending: Ending) -> Decoded:
        sure = float(torch.stack(self._surprises).mean().neg().exp()) if self._surprises else None
        return Decoded(self.tokens, ending, sure)
