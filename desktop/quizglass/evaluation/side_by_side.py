"""How fast a model answers here and through plain ``generate``, in turns, and how near that is to what is possible."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from statistics import median
from typing import TYPE_CHECKING, Any, Final, Literal

from quizglass.cancellation import CancelToken
from quizglass.models.benchmarking.sides import Side, Spoken
from quizglass.models.devices import taken_bytes
from quizglass.models.engine import A4, EngineInfo, View
from quizglass.models.vision_language.engine import VisionLanguageEngine

if TYPE_CHECKING:
    from quizglass.models.benchmarking.bench import Bench
    from quizglass.models.benchmarking.compiled_step import Compiled

_KINDS: Final[tuple[Literal["cuda", "cpu"], ...]] = ("cuda", "cpu")
_LARGE_BYTES = 10**9
_WARM_UP_TOKENS = 2
_DIGITS = 6
_PARTS = 4  # of a round of one side
QUESTIONS = (
    "What is the invoice number?",
    "Who is the seller?",
    "What is the total?",
    "When is it due?",
    "Who is the buyer?",
    "What is the date?",
    "What is the address?",
    "What was delivered?",
)
ShowPage = Callable[[int, tuple[int, int]], View]
"""Page number so many at such a size in pixels; any number may be asked for."""
_SOONER_IS_BETTER = frozenset({"vision_s", "prefill_s", "first_token_cold_s", "first_token_warm_s"})
_NO_SPEED = frozenset({"peak_bytes"})


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured: ``image_tokens`` at most of a page, ``new_tokens`` exactly of every answer."""

    rounds: int = 3
    image_tokens: int = 1280
    new_tokens: int = 200
    pages: int = 8
    batch: int = 8


_ON_PROCESSOR = Plan(image_tokens=256, new_tokens=64, pages=4)
_LARGE_ON_PROCESSOR = Plan(rounds=1, image_tokens=256, new_tokens=16, pages=2, batch=2)
"""Takes minutes as well."""


def plan_for(info: EngineInfo) -> Plan:
    """What can be waited for, where nothing else was wished."""
    if info.device != "CPU":
        return Plan()
    return _LARGE_ON_PROCESSOR if info.memory_bytes > _LARGE_BYTES else _ON_PROCESSOR


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one side: seconds and rates are medians over the rounds; None for what cannot be had.

    ``vision_s`` is a page's picture to the language model's input, ``prefill_s`` from there to the first token;
    ``first_token_cold_s`` is both, ``first_token_warm_s`` a second question to the page. ``bandwidth_share`` is the
    rate at which weights, keys and values are read in decoding, over that at which the device copies, 0..1.
    ``peak_bytes`` is the most memory that the card held.
    """

    vision_s: float | None = None
    prefill_s: float | None = None
    first_token_cold_s: float | None = None
    first_token_warm_s: float | None = None
    decode_tokens_per_s: float | None = None
    batch_tokens_per_s: float | None = None
    bandwidth_share: float | None = None
    pages_per_minute: float | None = None
    peak_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """``prompt_tokens`` and ``plan`` hold for both sides, ``generate`` is None where it could not be asked.

    ``copied_bytes_per_s`` counts what is read and what is written; ``read_bytes_per_token`` is what a decode step reads
    in the middle of an answer. ``same_tokens`` says whether both said the same to the same question. ``compiled`` is
    None where nobody asked for it.
    """

    info: EngineInfo
    numbers: str
    plan: Plan
    load_s: float
    used_bytes: int
    prompt_tokens: int
    copied_bytes_per_s: float
    read_bytes_per_token: int
    quizglass: Figures
    generate: Figures | None
    same_tokens: bool | None
    versions: dict[str, str] = field(repr=False)
    compiled: Compiled | None = None

    def as_record(self) -> dict[str, Any]:
        """For JSON. ``times`` is how many times as fast, or as soon, Quizglass is as ``generate``."""
        return {
            "model": self.info.id,
            "device": self.info.device,
            "quantization": self.info.quantization,
            "numbers": self.numbers,
            **asdict(self.plan),
            "prompt_tokens": self.prompt_tokens,
            "load_s": round(self.load_s, _DIGITS),
            "weights_bytes": self.info.memory_bytes,
            "used_bytes": self.used_bytes,
            "copied_bytes_per_s": round(self.copied_bytes_per_s),
            "read_bytes_per_token": self.read_bytes_per_token,
            "quizglass": _rounded(asdict(self.quizglass)),
            "generate": _rounded(asdict(self.generate)) if self.generate else None,
            "times": _rounded(self.times),
            "same_tokens": self.same_tokens,
            "versions": self.versions,
            "compiled": asdict(self.compiled) if self.compiled else None,
        }

    @property
    def times(self) -> dict[str, float]:
        """By the name of the figure; those that both sides have and that are better when smaller, or greater."""
        ours, theirs = asdict(self.quizglass), asdict(self.generate or Figures())
        found: dict[str, float] = {}
        for name, value in ours.items():
            other = theirs[name]
            if value and other and name not in _NO_SPEED:
                found[name] = other / value if name in _SOONER_IS_BETTER else value / other
        return found


class _Turns:
    """Both sides of ``bench`` in turns, so that a computer that grows slower grows slower for both."""

    def __init__(self, bench: Bench, plan: Plan, show: ShowPage, on_progress: Callable[[float], None]) -> None:
        self._bench = bench
        self._plan = plan
        self._show = show
        self._on_progress = on_progress
        self._page = 0
        self._done = 0
        self._questions = [QUESTIONS[number % len(QUESTIONS)] for number in range(plan.batch)]
        sides = (("quizglass", bench.own), ("generate", bench.generate))
        self._sides: dict[str, Side] = {name: side for name, side in sides if side is not None}
        self.taken = {name: _Taken() for name in self._sides}

    def warm_up(self, name: str) -> None:
        """What is done only once in a program's life: files read in, programs of the card chosen, graphs captured."""
        side = self._sides.get(name)
        if side is None:
            return
        count = self._plan.new_tokens if self._bench.kind == "cuda" else min(_WARM_UP_TOKENS, self._plan.new_tokens)
        side.cold(self._new_page(), QUESTIONS[0], count)
        if self._bench.kind == "cuda" and self._plan.batch > 1:
            side.together(self._questions, count)

    def run(self) -> None:
        for _ in range(self._plan.rounds):
            page, pages = self._new_page(), [self._new_page() for _ in range(self._plan.pages)]
            for name, side in self._sides.items():
                self._bench.clock.forget_peak()
                self._one_round(side, self.taken[name], page, pages)
                self.taken[name].peaks.append(self._bench.clock.peak_bytes())

    def _one_round(self, side: Side, taken: _Taken, page: View, pages: Sequence[View]) -> None:
        count = self._plan.new_tokens
        taken.cold.append(side.cold(page, QUESTIONS[0], count))
        self._tell()
        taken.warm.append(side.warm(QUESTIONS[1], 1).first_token_s)
        self._tell()
        if self._plan.batch > 1:
            taken.batch.append(side.together(self._questions, count))
        self._tell()
        taken.pages.append(side.pages(pages, QUESTIONS[2], count))
        self._tell()

    def same_tokens(self) -> bool | None:
        said = [[spoken.tokens for spoken in taken.cold] for taken in self.taken.values()]
        return said[0] == said[1] if len(said) > 1 else None

    def _new_page(self) -> View:
        self._page += 1
        return self._show(self._page - 1, self._bench.picture_size(A4))

    def _tell(self) -> None:
        self._done += 1
        self._on_progress(self._done / (_PARTS * self._plan.rounds * len(self._sides)))


@dataclass
class _Taken:
    """What the rounds gave of one side."""

    cold: list[Spoken] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    batch: list[float | None] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    peaks: list[int | None] = field(default_factory=list)

    def figures(self, read_bytes: int, copied_per_s: float, pages: int) -> Figures:
        vision = _median([spoken.vision_s for spoken in self.cold])
        first = median(spoken.first_token_s for spoken in self.cold)
        rate = _median([spoken.tokens_per_s for spoken in self.cold])
        return Figures(
            vision_s=vision,
            prefill_s=None if vision is None else first - vision,
            first_token_cold_s=first,
            first_token_warm_s=median(self.warm),
            decode_tokens_per_s=rate,
            batch_tokens_per_s=_median(self.batch),
            bandwidth_share=None if rate is None else rate * read_bytes / copied_per_s,
            pages_per_minute=60 * pages / median(self.pages),
            peak_bytes=max((peak for peak in self.peaks if peak is not None), default=None),
        )


def _rounded(figures: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: None if value is None else round(value, _DIGITS) for name, value in figures.items()}


def _median(values: Sequence[float | None]) -> float | None:
    """None where any of them is missing."""
    known = [value for value in values if value is not None]
    return median(known) if known and len(known) == len(values) else None


def measure_beside_generate(
    engine: VisionLanguageEngine,
    counts: Mapping[str, int],
    show: ShowPage,
    *,
    compiling: bool = False,
    on_loading: Callable[[float], None] = lambda _: None,
    on_measuring: Callable[[float], None] = lambda _: None,
) -> SideBySide:
    """Load ``engine``, measure both sides in turns, unload it. ``counts`` are fields of `Plan` to be so and no other.
    With ``compiling`` the decode step is compiled as well, which takes minutes.

    Raises:
        AppError: as `Engine.load` and asking raise them.
    """
    before = {kind: taken_bytes(kind) for kind in _KINDS}
    begin = time.perf_counter()
    engine.load(on_loading, CancelToken())
    load_s = time.perf_counter() - begin
    try:
        # Imported here: it brings torch along, which `load` has by now, or has said in words that it is missing.
        from quizglass.models.benchmarking.bench import Bench

        plan = replace(plan_for(engine.info), **counts)
        bench = Bench(engine, plan.image_tokens)
        with bench.in_our_words():
            report = _measured(bench, plan, show, on_measuring, load_s, before[bench.kind])
            if not compiling:
                return report
            page = show(0, bench.picture_size(A4))
            return replace(report, compiled=bench.compiled(page, plan.new_tokens, plan.rounds))
    finally:
        engine.unload()


def _measured(
    bench: Bench, plan: Plan, show: ShowPage, on_progress: Callable[[float], None], load_s: float, before: int
) -> SideBySide:
    """``before`` is how many bytes of the device were in use before the model was loaded, in ``load_s`` seconds."""
    turns = _Turns(bench, plan, show, on_progress)
    turns.warm_up("quizglass")
    used = max(0, taken_bytes(bench.kind) - before)
    turns.warm_up("generate")
    turns.run()
    prompt = turns.taken["quizglass"].cold[0].prompt_tokens
    read, copied = bench.read_per_token(prompt + plan.new_tokens // 2), bench.clock.copy_rate()
    figures = {name: taken.figures(read, copied, plan.pages) for name, taken in turns.taken.items()}
    return SideBySide(
        info=bench.info,
        numbers=bench.numbers,
        plan=plan,
        load_s=load_s,
        used_bytes=used,
        prompt_tokens=prompt,
        copied_bytes_per_s=copied,
        read_bytes_per_token=read,
        quizglass=figures["quizglass"],
        generate=figures.get("generate"),
        same_tokens=turns.same_tokens(),
        versions=bench.versions,
    )
