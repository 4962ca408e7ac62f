"""How well typed letters fit the name of something."""

from __future__ import annotations


def closeness(wanted: str, words: str) -> float | None:
    """How well ``wanted`` fits ``words``: None when it does not fit; higher is better.

    Its letters occur in that order, or each of its words does by itself, in any order. Beginnings of words count
    most, then letters that stand together.
    """
    folded = words.casefold()
    typed = wanted.casefold().split()
    whole = _in_order("".join(typed), folded)
    if len(typed) < 2:
        return whole
    apart = [_in_order(word, folded) for word in typed]
    if whole is None and None not in apart and fits_words(wanted, words):
        return sum(score for score in apart if score is not None)
    return whole


def fits_words(wanted: str, words: str) -> bool:
    """Whether each word of ``wanted`` stands somewhere in ``words``, in any order."""
    folded = words.casefold()
    return all(word in folded for word in wanted.casefold().split())


def _in_order(wanted: str, words: str) -> float | None:
    score, at, together = 0.0, -1, 0
    for letter in wanted:
        found = words.find(letter, at + 1)
        if found < 0:
            return None
        begins = found == 0 or not words[found - 1].isalnum()
        together = together + 1 if found == at + 1 else 0
        score += 1 + 3 * begins + 2 * together - 0.02 * (found - at)
        at = found
    return score - 0.01 * len(words)
