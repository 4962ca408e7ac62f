"""Words as a picture's reader gets them wrong: "T0TAL", "Tota1", "Subtotai" still read as what was printed."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

_CONFUSED = ("0odq", "1il|!t", "5s$", "8b", "2z", "6g", "ce")
"""Letters and digits that look alike in a bad print; each is written as the first of its group."""
_ALIKE = str.maketrans({letter: group[0] for group in _CONFUSED for letter in group})
_SHORTEST_DOUBTFUL = 5
"""Shorter words are taken as they are: "cash" is a letter away from "case"."""
_LETTERS_A_FAULT = 5


@lru_cache(maxsize=65536)
def shape(word: str) -> str:
    """How a folded word looks: the same for "total", "tota1" and "t0tal"."""
    return word.translate(_ALIKE)


@lru_cache(maxsize=65536)
def is_like(printed: str, word: str) -> bool:
    """True when the folded word ``printed`` can be ``word`` badly read or badly typed.

    A letter in five may be wrong, missing or too many, two neighbours may have changed places; not at both ends.
    """
    faults = len(word) // _LETTERS_A_FAULT
    if abs(len(printed) - len(word)) > faults:
        return False
    one, other = shape(printed), shape(word)
    if one == other:
        return True
    if min(len(printed), len(word)) < _SHORTEST_DOUBTFUL or (one[0] != other[0] and one[-1] != other[-1]):
        return False
    return OSA.distance(one, other, score_cutoff=faults) <= faults
