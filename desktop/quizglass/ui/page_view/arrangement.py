"""How the pages of a document stand beside one another. No Qt."""

from __future__ import annotations

from enum import Enum


class Arrangement(Enum):
    """Pages below one another, one at a time, or in facing pairs; the last lets the first page stand alone."""

    CONTINUOUS = "continuous"
    SINGLE = "single"
    TWO = "two"
    TWO_WITH_COVER = "two_with_cover"

    @classmethod
    def of(cls, name: str) -> Arrangement:
        """By its value; one that this version does not know is `CONTINUOUS`."""
        return next((known for known in cls if known.value == name), cls.CONTINUOUS)
