"""How much of the memory the glimpses of earlier questions may fill: never what the next look needs.

    bound = min(2 GiB, max((free + held) / 8, free + held - 2 GiB))

What they hold counts as free: it can be had at once. 2 GiB are enough to look at a page in the most tokens and to
answer; where there is less, an eighth holds a few pages and costs the next picture little.
"""

from __future__ import annotations

import sys
from importlib import import_module

from quizglass.models import devices
from quizglass.models.engine import Held

_MOST_BYTES = 2 * 2**30
_SPARED_BYTES = 2 * 2**30
_SHARE_OF_LITTLE = 8


def room_for_glimpses(held: Held, free: Held | None = None) -> Held:
    """The bytes that glimpses may hold, when they hold ``held`` and ``free`` (as measured now) can be had."""
    free = free or free_memory()
    return Held(_bound(free.card + held.card), _bound(free.memory + held.memory))


def free_memory() -> Held:
    """What can be had now; nothing on a card that no model is on."""
    memory = devices.processor().free_bytes
    torch = sys.modules.get("torch")
    # To ask a card that is not in use would take hundreds of megabytes of it.
    if torch is None or not torch.cuda.is_initialized():
        return Held(memory=memory)
    placing = import_module("quizglass.models.placing")  # by its name: who only reads words needs no torch
    return Held(placing.free_bytes(torch.device("cuda")), memory)


def _bound(obtainable: int) -> int:
    return min(_MOST_BYTES, max(obtainable // _SHARE_OF_LITTLE, obtainable - _SPARED_BYTES))
