"""Back and forward after a jump, as in a browser."""

from __future__ import annotations

from typing import Generic, TypeVar

Spot = TypeVar("Spot")
_MOST = 100


class JumpHistory(Generic[Spot]):
    """Where one was before each jump."""

    def __init__(self) -> None:
        self._behind: list[Spot] = []
        self._ahead: list[Spot] = []

    def leave(self, here: Spot) -> None:
        """Note ``here`` before jumping away from it."""
        self._behind = [*self._behind, here][-_MOST:]
        self._ahead.clear()

    def back(self, here: Spot) -> Spot | None:
        """The spot before the last jump, or None at the beginning."""
        if not self._behind:
            return None
        self._ahead.append(here)
        return self._behind.pop()

    def forward(self, here: Spot) -> Spot | None:
        if not self._ahead:
            return None
        self._behind.append(here)
        return self._ahead.pop()
