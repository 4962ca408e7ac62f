"""What a model says after a prompt whose beginning it has taken in before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import torch
from transformers import DynamicCache

from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled
from quizglass.models.decoding.batch import Line, say_together
from quizglass.models.decoding.context import ContextFull, longest_text
from quizglass.models.decoding.graphed_step import GraphedStep, graphed
from quizglass.models.decoding.language_model import LanguageModel, fork
from quizglass.models.decoding.lean_decoder import LeanDecoder, lean_decoder
from quizglass.models.decoding.loop import LONGEST_DRAFT, Decoded, Draft, Ending, Limits, decode
from quizglass.models.decoding.room import Room
from quizglass.models.decoding.thread import LeanThread, ModuleThread, Thread


class Speaker:
    """One model's voice: it says one thing at a time."""

    def __init__(self, language: LanguageModel) -> None:
        self._language = language
        self.context = longest_text(language.decoder)
        self._lean = lean_decoder(language.decoder)
        self._room = Room()
        self._steps: list[GraphedStep] | None = None  # of the room's tensors as they are

    def go_on(
        self,
        taken_in: DynamicCache,
        position: int,
        ids: Sequence[int],
        limits: Limits,
        *,
        on_token: Callable[[int], None],
        cancel: CancelToken,
        known: int | None = None,
        draft: Draft | None = None,
    ) -> Decoded:
        """Tokens after ``taken_in``, or the first ``known`` tokens of it, and the rest of the prompt, ``ids``.

        The first of ``ids`` stands at ``position``. ``taken_in`` stays as it is. A cancel ends the answer, `Cancelled`
        is never raised.

        Raises:
            ContextFull: the prompt is longer than the texts that the model knows.
        """
        limits = self._fitted(limits, position + len(ids))
        if limits.max_new_tokens <= 0:
            return Decoded(ending=Ending.LENGTH)
        with torch.inference_mode():
            thread = self._thread(taken_in, position, known, len(ids) + limits.max_new_tokens)
            try:
                scores = thread.hear_out(list(ids), cancel)
            except Cancelled:
                return Decoded(ending=Ending.STOPPED)
            return decode(thread, scores, limits, on_token=on_token, cancel=cancel, draft=draft)

    def say_together(
        self, lines: Sequence[Line], *, on_token: Callable[[int, int], None], cancel: CancelToken
    ) -> list[Decoded]:
        """As `go_on` for several at once; one after another where no lean form of the decoder is known."""
        if self._lean is not None and len(lines) > 1:
            lines = [replace(line, limits=self._fitted(line.limits, line.position + len(line.ids))) for line in lines]
            return say_together(self._language, self._lean, lines, on_token=on_token, cancel=cancel)
        return [
            self.go_on(
                line.taken_in, line.position, line.ids, line.limits, on_token=partial(on_token, number), cancel=cancel
            )
            for number, line in enumerate(lines)
        ]

    def make_room(self) -> None:
        """Let go the memory that the next answer can take again."""
        self._steps = None
        self._room.forget()

    def _fitted(self, limits: Limits, heard: int) -> Limits:
        """``limits`` of an answer that begins at position ``heard``."""
        if self.context is None:
            return limits
        if heard >= self.context:
            raise ContextFull
        return replace(limits, max_new_tokens=min(limits.max_new_tokens, self.context - heard))

    def _thread(self, taken_in: DynamicCache, position: int, known: int | None, more: int) -> Thread:
        length = taken_in.get_seq_length()
        if self._lean is None:
            cache = fork(taken_in)
            if known is not None and known < length:
                cache.crop(known - length)
            return ModuleThread(self._language, cache, position)
        if self._room.begin(taken_in, length if known is None else known, more + LONGEST_DRAFT):
            self._steps = None
        return LeanThread(self._language, self._lean, self._room, position, self._graphed_steps(self._lean))

    def _graphed_steps(self, lean: LeanDecoder) -> list[GraphedStep]:
        """Captured when first wanted, of one token and of a draft; none on a processor, nor after a failure."""
        if self._steps is None:
            self._steps = []
            for count in (1, 1 + LONGEST_DRAFT) if lean.device.type == "cuda" else ():
                step = graphed(self._language, lean, self._room, self._room.capacity, count)
                if step is None:
                    break
                self._steps.append(step)
        return self._steps
