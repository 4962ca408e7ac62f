"""The last things that the user did, by the names of the actions: no text, no file."""

from __future__ import annotations

import time
from collections import deque
from typing import Final

_MOST: Final = 20


class LastActions:
    def __init__(self) -> None:
        self._done: deque[tuple[float, str]] = deque(maxlen=_MOST)

    def note(self, action_id: str) -> None:
        self._done.append((time.monotonic(), action_id))

    def told(self) -> list[str]:
        """Each with how many seconds ago it was, oldest first."""
        now = time.monotonic()
        return [f"{now - at:6.0f} s ago  {action_id}" for at, action_id in self._done]
