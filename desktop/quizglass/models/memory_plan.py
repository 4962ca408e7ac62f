"""How a model can be loaded so that it fits into the memory that is free, told before it is loaded.

Where the wish does not fit, it is given up step by step, what costs least first:

    a picture of half the size → 8 bit → 4 bit → a picture of a fifth → the processor, which takes minutes

A coarser precision comes before the smallest picture: in 4 bit a model reads nearly as well, on a picture of 256
tokens nobody reads small print. What no step makes fit wants a smaller model; `best_fit` names one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from quizglass.models.catalog_entry import Entry
from quizglass.models.devices import Device
from quizglass.models.image_budget import LEAST_TOKENS, MOST_TOKENS
from quizglass.models.installed import InstalledModel
from quizglass.models.memory_need import SIXTEEN_BIT, THIRTY_TWO_BIT, Need, is_span, need_of
from quizglass.settings import Quantization

_COARSER = (Quantization.BF16, Quantization.INT8, Quantization.NF4)
_PICTURES = (MOST_TOKENS, MOST_TOKENS // 2)
_GOOD_READER = {"picture", "boxes", "russian"}


class Step(StrEnum):
    """What differs from the wish."""

    SMALLER_PICTURE = "smaller-picture"
    COARSER = "coarser"
    PROCESSOR = "processor"


@dataclass(frozen=True, slots=True)
class Plan:
    """``steps`` are what had to be given up, none when all is as wished. ``need`` is what the plan takes.

    ``fits`` is False when no step was enough; the plan is then the wish itself. ``slow`` says that a processor computes
    what a card is made for.
    """

    quantization: Quantization
    device: Literal["cuda", "cpu"]
    tokens: int
    need: Need
    free_bytes: int
    steps: tuple[Step, ...] = ()
    fits: bool = True
    slow: bool = False


def plan(model: InstalledModel, wished: Quantization, card: Device | None, processor: Device) -> Plan:
    """The best way to load ``model``; ``card`` is None where there is none that may be used."""
    places = [place for place in (card, processor) if place is not None]
    tried = [option for place in places for option in _options(model, wished, place, moved=place is not places[0])]
    return next((option for option in tried if option.need.total <= option.free_bytes), _as_wished(tried[0]))


def best_fit(entries: Iterable[Entry], memory_bytes: int) -> Entry | None:
    """The largest model of ``entries`` that sees, points, speaks Russian, may be sold with, and fits.

    None when none does. Of equals the later: successors stand below.
    """
    fitting = [entry for entry in entries if _can_be_offered(entry) and entry.fits(memory_bytes)]
    return max(reversed(fitting), key=lambda entry: min(entry.memory_gb.values()), default=None)


def _can_be_offered(entry: Entry) -> bool:
    return entry.commercial and not entry.gated and not entry.obstacle and set(entry.abilities) >= _GOOD_READER


def _options(model: InstalledModel, wished: Quantization, place: Device, *, moved: bool) -> Iterator[Plan]:
    """Ways to load on ``place``, the best first; ``moved`` says that it is not where it was wished."""
    fixed = bool(model.quantization) or is_span(model)
    precisions = [wished] if fixed else list(_COARSER[_COARSER.index(wished) :])
    pairs = [(precision, tokens) for precision in precisions for tokens in _PICTURES]
    for precision, tokens in [*pairs, (precisions[-1], LEAST_TOKENS)]:
        steps = {
            Step.PROCESSOR: moved,
            Step.COARSER: precision is not wished,
            Step.SMALLER_PICTURE: tokens < MOST_TOKENS,
        }
        yield Plan(
            precision,
            place.kind,
            tokens,
            need_of(
                model, precision, tokens=tokens, number_bytes=SIXTEEN_BIT if place.kind == "cuda" else THIRTY_TWO_BIT
            ),
            place.free_bytes,
            tuple(step for step, taken in steps.items() if taken),
            slow=place.kind == "cpu" and not is_span(model),
        )


def _as_wished(first: Plan) -> Plan:
    return Plan(first.quantization, first.device, first.tokens, first.need, first.free_bytes, fits=False)
