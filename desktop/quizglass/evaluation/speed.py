"""How fast an engine is and what it takes: loading, the first look at a page, the first words, the stream."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from quizglass.cancellation import CancelToken
from quizglass.models.devices import describe_device
from quizglass.models.engine import Ask, Engine, View

_MOST_TOKENS = 64
"""Of an answer: enough to see how fast they follow, and a slow computer is done in minutes."""


@dataclass(frozen=True, slots=True)
class SpeedReport:
    """Seconds are medians over the rounds.

    ``look_s`` is taking in a page, ``first_text_s`` from a question to the first words when the page was looked at,
    ``pieces_per_s`` how fast the pieces of an answer follow each other after the first (tokens, for a model; None
    where no answer had three). ``weights_bytes`` is what the model says it takes, ``used_bytes`` what is gone from the
    device's free memory after the last answer.
    """

    model: str
    device: str
    quantization: str
    load_s: float
    look_s: float
    first_text_s: float
    answer_s: float
    pieces_per_s: float | None
    weights_bytes: int
    used_bytes: int

    def as_record(self) -> dict[str, Any]:
        """For JSON; seconds to the millisecond."""
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class _Timed:
    first_text_s: float
    answer_s: float
    pieces: int

    @property
    def pieces_per_s(self) -> float | None:
        stream = self.answer_s - self.first_text_s
        return (self.pieces - 1) / stream if self.pieces > 2 and stream > 0 else None


def measure(
    engine: Engine,
    make_view: Callable[[Engine], View],
    questions: Sequence[str],
    *,
    rounds: int = 3,
    on_progress: Callable[[float], None] = lambda _: None,
    clock: Callable[[], float] = time.perf_counter,
) -> SpeedReport:
    """Load ``engine``, then look at the view and put all ``questions`` to it, ``rounds`` times; unload it.

    Nothing is warmed up first: the first round counts as the others do.
    """
    cancel = CancelToken()
    free_before = describe_device().free_bytes
    begin = clock()
    engine.load(on_progress, cancel)
    load_s = clock() - begin
    looks: list[float] = []
    asked: list[_Timed] = []
    try:
        for _ in range(rounds):
            view = make_view(engine)
            begin = clock()
            glimpse = engine.look(view, cancel)
            looks.append(clock() - begin)
            asked += [_ask(engine, glimpse, question, cancel, clock) for question in questions]
        used_bytes = max(0, free_before - describe_device().free_bytes)
        info = engine.info
    finally:
        engine.unload()
    streams = [timed.pieces_per_s for timed in asked if timed.pieces_per_s is not None]
    return SpeedReport(
        model=info.id,
        device=info.device,
        quantization=info.quantization,
        load_s=load_s,
        look_s=median(looks),
        first_text_s=median(timed.first_text_s for timed in asked),
        answer_s=median(timed.answer_s for timed in asked),
        pieces_per_s=median(streams) if streams else None,
        weights_bytes=info.memory_bytes,
        used_bytes=used_bytes,
    )


def _ask(engine: Engine, glimpse: Any, question: str, cancel: CancelToken, clock: Callable[[], float]) -> _Timed:
    heard: list[float] = []
    ask = Ask(question, max_new_tokens=_MOST_TOKENS)
    begin = clock()
    engine.answer(glimpse, ask, on_text=lambda _: heard.append(clock()), cancel=cancel)
    end = clock()
    return _Timed((heard[0] if heard else end) - begin, end - begin, len(heard))
