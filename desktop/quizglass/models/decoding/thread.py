"""A text in the making: what a language model has taken in, and what it would say next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from transformers import DynamicCache

from quizglass.cancellation import CancelToken
from quizglass.models.decoding.graphed_step import GraphedStep
from quizglass.models.decoding.language_model import LanguageModel
from quizglass.models.decoding.lean_decoder import LeanDecoder
from quizglass.models.decoding.prefill import portions, prefill
from quizglass.models.decoding.room import Room


class Thread(Protocol):
    @property
    def can_forget(self) -> bool:
        """Whether the last tokens can be taken back."""

    def hear(self, tokens: list[int], cancel: CancelToken) -> torch.Tensor:
        """Take ``tokens`` in; (n, vocabulary) scores of what follows each, in 32 bit.

        Raises:
            Cancelled: within one layer of the cancel; the thread must not be used again.
        """

    def hear_out(self, tokens: list[int], cancel: CancelToken) -> torch.Tensor:
        """As `hear` for a prompt of any length, (1, vocabulary): what follows the last."""

    def forget(self, count: int) -> None:
        """Take the last ``count`` tokens back."""


@dataclass
class LeanThread:
    """Over `LeanDecoder`, in the one room that a model has for threads: a second thread ends the first.

    ``steps`` are captured over that room, the shortest first.
    """

    language: LanguageModel
    decoder: LeanDecoder
    room: Room
    position: int
    steps: Sequence[GraphedStep] = ()
    can_forget = True

    def hear(self, tokens: list[int], cancel: CancelToken) -> torch.Tensor:
        cancel.raise_if_cancelled()
        step = next((step for step in self.steps if step.fits(tokens, self.position)), None)
        if step is None:
            return self.language.scores(self._hear(tokens, cancel))
        scores = step.hear(tokens, self.position)
        self.position += len(tokens)
        return scores

    def hear_out(self, tokens: list[int], cancel: CancelToken) -> torch.Tensor:
        hidden = torch.empty(0)
        for start, end in portions(len(tokens), self.language.tokens_at_once):
            hidden = self._hear(tokens[start:end], cancel)[-1:]
        return self.language.scores(hidden)

    def forget(self, count: int) -> None:
        self.room.advance(-count)
        self.position -= count

    def _hear(self, tokens: list[int], cancel: CancelToken) -> torch.Tensor:
        hidden = self.decoder.hear(tokens, self.position, self.room, cancel)
        self.position += len(tokens)
        return hidden


@dataclass
class ModuleThread:
    """Over the modules as transformers calls them, for decoders that no lean form is known of."""

    language: LanguageModel
    cache: DynamicCache
    position: int
    can_forget = False

    def hear(self, tokens: list[int], cancel: CancelToken) -> torch.Tensor:
        cancel.raise_if_cancelled()
        rows = []
        for token in tokens:
            embedded = self.language.embed(torch.tensor([[token]], device=self.language.device))
            hidden = self.language.forward(embedded, self.language.text_positions(self.position, 1), self.cache)
            rows.append(self.language.scores(hidden))
            self.position += 1
        return torch.cat(rows)

    def hear_out(self, tokens: list[int], cancel: CancelToken) -> torch.Tensor:
        positions = self.language.text_positions(self.position, len(tokens))
        embedded = self.language.embed(torch.tensor([tokens], device=self.language.device))
        hidden = prefill(self.language, embedded, positions, self.cache, cancel)
        self.position += len(tokens)
        return self.language.scores(hidden)

    def forget(self, count: int) -> None:
        raise NotImplementedError("can_forget says so")
