"""What torch.compile would win: the decode step compiled, beside the step as Quizglass takes it.

Only measured. It needs a compiler on the computer and minutes at every start, where the captured step of a card needs
neither (docs/adr/0013-lean-decoding.md).
"""

from __future__ import annotations

import contextlib
import logging
import time
from dataclasses import dataclass
from statistics import median

import torch

from quizglass.cancellation import CancelToken
from quizglass.models.benchmarking.device_clock import DeviceClock
from quizglass.models.decoding.graphed_step import GraphedStep
from quizglass.models.decoding.lean_decoder import LeanDecoder, lean_decoder
from quizglass.models.decoding.loop import Limits, decode
from quizglass.models.decoding.room import Room
from quizglass.models.decoding.thread import LeanThread
from quizglass.models.vision_language.session import Prefix, Session

_FIRST = 0
"""The token that every answer here begins with: which one makes no difference to its speed."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """Tokens a second, medians of the rounds, of the ``compiled`` step and of the ``plain`` one in turns.

    ``compile_s`` is how long compiling took. All are None where it failed, by ``trouble``: the name of the error.
    """

    compiled_tokens_per_s: float | None = None
    plain_tokens_per_s: float | None = None
    compile_s: float | None = None
    trouble: str = ""


def compiled_beside_plain(session: Session, clock: DeviceClock, prefix: Prefix, count: int, rounds: int) -> Compiled:
    """Answers of ``count`` tokens after ``prefix``, ``rounds`` times each way."""
    decoder = lean_decoder(session.language.decoder)
    if decoder is None:
        return Compiled(trouble="no lean decoder")
    room = Room()
    room.begin(prefix.cache, prefix.cache.get_seq_length(), count + 1)
    with torch.inference_mode():
        step = GraphedStep(session.language, decoder, room, prefix.next_position + count + 1, 1)
        begin = time.perf_counter()
        try:
            _compile(step, decoder.device)
        except (RuntimeError, ImportError, OSError) as error:
            logging.getLogger(__name__).info("not compiled: %s", error)
            return Compiled(trouble=_name_of(error))
        compile_s = time.perf_counter() - begin
        talk = _Talk(session, decoder, clock, prefix, room, count)
        taken = [(talk.rate([step]), talk.rate([])) for _ in range(rounds)]
    compiled, plain = (median(rates) for rates in zip(*taken, strict=True))
    return Compiled(compiled, plain, compile_s)


def _compile(step: GraphedStep, device: torch.device) -> None:
    """From now on ``step`` runs as one compiled graph. Raises what torch raises where there is no compiler."""
    if device.type == "cpu":
        with contextlib.suppress(ImportError):  # no part of torch's interface
            from torch._inductor.cpp_builder import get_cpp_compiler

            get_cpp_compiler()  # tells at once what else is found out when all has been traced
    mode = "reduce-overhead" if device.type == "cuda" else None
    compiled = torch.compile(step.step, fullgraph=True, dynamic=False, mode=mode)
    compiled()
    step.step = compiled  # type: ignore[method-assign]


def _name_of(error: BaseException) -> str:
    """The first cause says more than that compiling failed."""
    inner = getattr(error, "inner_exception", None) or error.__cause__
    return _name_of(inner) if isinstance(inner, BaseException) else type(error).__name__


@dataclass(frozen=True)
class _Talk:
    session: Session
    decoder: LeanDecoder
    clock: DeviceClock
    prefix: Prefix
    room: Room
    count: int

    def rate(self, steps: list[GraphedStep]) -> float:
        """Tokens a second of an answer by ``steps``, or by the plain step where there are none."""
        cache, cancel = self.prefix.cache, CancelToken()
        self.room.begin(cache, cache.get_seq_length(), self.count + 1)
        thread = LeanThread(self.session.language, self.decoder, self.room, self.prefix.next_position, steps)
        scores = thread.hear([_FIRST], cancel)
        begin = self.clock.now()
        limits = Limits(self.count, frozenset(), stop_loops=False)
        said = decode(thread, scores, limits, on_token=lambda _: None, cancel=cancel)
        return (len(said.tokens) - 1) / (self.clock.now() - begin)
