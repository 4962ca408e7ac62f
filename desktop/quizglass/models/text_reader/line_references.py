"""The numbers of lines in an answer, ``481.20 GBP [L12]``: read, and taken out of what is shown."""

from __future__ import annotations

import re

_REFERENCE = re.compile(r"\s*\[\s*L\s*\d{1,5}(?:\s*[,;–-]\s*L?\s*\d{1,5})*\s*\]")
_NUMBERS = re.compile(r"(\d+)(?:\s*[–-]\s*L?\s*(\d+))?")
_MAY_BECOME_ONE = re.compile(r"\[\s*(?:L[\sL\d,;–-]*)?$")
_LONGEST_RANGE = 50


class LineReferences:
    """Takes an answer piece by piece. What `feed` and `finish` return, joined, is the answer without references.

    ``numbers`` are those that were named, in order, without repeats.
    """

    def __init__(self) -> None:
        self._held = ""
        self._numbers: list[int] = []

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._numbers))

    def feed(self, piece: str) -> str:
        """What can be shown now: what may yet become a reference, and space before one, is held back."""
        text = _REFERENCE.sub(self._read, self._held + piece)
        begun = _MAY_BECOME_ONE.search(text)
        ready = text[: begun.start()] if begun else text
        shown = ready.rstrip()
        self._held = text[len(shown) :]
        return shown

    def finish(self) -> str:
        """What was held back and has become nothing."""
        held, self._held = self._held, ""
        return held.rstrip()

    def _read(self, match: re.Match[str]) -> str:
        for number in _NUMBERS.finditer(match[0]):
            first, last = int(number[1]), int(number[2] or number[1])
            self._numbers += range(first, min(last, first + _LONGEST_RANGE) + 1)
        return ""
