"""What a thinking model writes before its answer, between ``<think>`` and ``</think>``, is not its answer.

Servers that know the model send it apart (``reasoning_content``); the others leave it in the text. Some prompts open
the thoughts themselves, so that only their end is seen.
"""

from __future__ import annotations

from typing import Final

BEGIN: Final = "<think>"
END: Final = "</think>"


class Spoken:
    """Passes on what is said aloud. ``text`` is the whole of it."""

    def __init__(self) -> None:
        self._said = ""
        self._passed = 0

    def feed(self, piece: str) -> str:
        """The part of what has come that can be shown, and was not yet."""
        self._said += piece
        shown = self._shown()
        new = shown[self._passed :]
        self._passed = max(self._passed, len(shown))
        return new

    @property
    def text(self) -> str:
        """What was said aloud, without the space around it."""
        aloud = self._said.rpartition(END)[2]
        return "" if aloud.lstrip().startswith(BEGIN) else aloud.strip()

    def _shown(self) -> str:
        begun = self._said.lstrip()
        if not begun.startswith(BEGIN):
            return "" if BEGIN.startswith(begun) else self._said
        return begun.partition(END)[2].lstrip()
