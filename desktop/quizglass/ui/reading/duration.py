"""How long reading takes, measured while it goes on."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil
from typing import Final

from quizglass.i18n import tr

_FIRST_GUESS_S: Final = 3.0
"""A page of A4 on two cores."""

_WEIGHT_OF_NEWEST: Final = 0.3
_MINUTE_S: Final = 60.0
_SHORT_S: Final = 45.0


class ReadingPace:
    """Seconds that one page takes on this computer: a guess at first, then what the last pages took."""

    def __init__(self) -> None:
        self._seconds = _FIRST_GUESS_S

    def note(self, seconds: float) -> None:
        """One more page was read."""
        self._seconds += _WEIGHT_OF_NEWEST * (seconds - self._seconds)

    def seconds(self, pages: float) -> float:
        """For ``pages``, and parts of pages."""
        return self._seconds * pages


class TimeLeft:
    """Tells from how much is done when all will be; ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = clock()

    def seconds(self, share: float) -> float | None:
        """None while nothing is done yet."""
        return (self._clock() - self._started) * (1 - share) / share if share > 0 else None


def time_words(seconds: float) -> str:
    """``about 4 min``: no more exact than it is known."""
    if seconds < _SHORT_S:
        return tr("less than a minute")
    minutes = ceil(seconds / _MINUTE_S - 0.25)
    if minutes < _MINUTE_S:
        return tr("about {minutes} min").format(minutes=max(1, minutes))
    return tr("about {hours} h").format(hours=max(1, round(minutes / _MINUTE_S)))
