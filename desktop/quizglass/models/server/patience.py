"""How often and how long a server is tried before it is given up."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

_JITTER: Final = 0.25  # of a delay: many computers that were refused together do not come back together


@dataclass(frozen=True, slots=True)
class Patience:
    """``tries`` in all; before the second ``first_delay_s`` pass, then twice as many each time, at most a few."""

    tries: int = 4
    first_delay_s: float = 0.5
    longest_delay_s: float = 8.0
    connect_s: float = 5.0

    def delay_s(self, failed: int) -> float:
        """Seconds to wait after the try number ``failed``, counted from 1."""
        delay = min(self.longest_delay_s, self.first_delay_s * 2.0 ** (failed - 1))
        return delay * (1.0 + _JITTER * (2.0 * random.random() - 1.0))  # noqa: S311 - nothing secret hangs on it


USUAL: Final = Patience()
