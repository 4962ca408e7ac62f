"""Slips of the finger in a question: a word that is no known one, but nearly."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from rapidfuzz.distance import OSA

from quizglass.text.word_forms import stem

_SHORTEST, _SHORT, _LONG = 4, 5, 9


def corrected(token: str, words: Collection[str]) -> str:
    """The word of ``words`` that the folded ``token`` was meant to be, or ``token`` itself.

    A first letter is taken as meant. Short words are near to many others, so there only letters that changed places,
    were left out or doubled are mended; long ones may have two faults.
    """
    if len(token) < _SHORTEST or not token.isalpha() or stem(token) in _stems_of(frozenset(words)):
        return token
    found = [word for word in words if _is_slip(token, word)]
    return min(found, key=lambda word: OSA.distance(token, word), default=token)


@lru_cache(maxsize=16)
def _stems_of(words: frozenset[str]) -> frozenset[str]:
    return frozenset(map(stem, words))


@lru_cache(maxsize=65536)
def _is_slip(token: str, word: str) -> bool:
    if token[0] != word[0]:
        return False
    faults = 2 if len(word) >= _LONG else 1
    if OSA.distance(token, word, score_cutoff=faults) > faults:
        return False
    if len(word) > _SHORT:
        return True
    return (
        sorted(token) == sorted(word)
        or len(token) == len(word) - 1
        or _without_doubles(token) == _without_doubles(word)
    )


def _without_doubles(word: str) -> str:
    return "".join(letter for place, letter in enumerate(word) if not place or word[place - 1] != letter)
