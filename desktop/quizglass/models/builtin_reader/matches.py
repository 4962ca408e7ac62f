"""Where the words of a question stand on the page, and how much of a question some words cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from quizglass.models.builtin_reader.question import Term
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.text.likeness import is_like
from quizglass.text.stop_words import is_stop_word
from quizglass.text.vocabulary import words_of

_BADLY_READ = 0.9
ITEM_NUMBER = re.compile(r"\(?\d{1,2}[a-zа-я]?[.)]$", re.IGNORECASE)
_STOP_WORD_SHARE = 0.2
_ELSEWHERE, _TITLE = 0.3, 0.6
"""What a term far from the answer says: little, more in a title, which speaks of the whole page."""


@dataclass(frozen=True, slots=True)
class Matches:
    """``hits`` maps a word's index to the terms (by number) that it matches and how well, 0..1."""

    terms: tuple[Term, ...]
    hits: dict[int, dict[int, float]]
    anywhere: dict[int, float]
    """The terms that stand anywhere on the page, and how much that alone says for any answer on it."""

    @property
    def implied(self) -> dict[int, float]:
        """The terms that count as met, more or less, when nothing says them."""
        return {number: term.implied for number, term in enumerate(self.terms) if term.implied}

    @property
    def weight(self) -> float:
        return sum(term.weight for term in self.terms) or 1.0

    def best(self, words: Iterable[int]) -> dict[int, float]:
        """For every term that ``words`` match: how well."""
        found: dict[int, float] = {}
        for word in words:
            for term, how in self.hits.get(word, {}).items():
                if how > found.get(term, 0.0):
                    found[term] = how
        return found

    def coverage(self, found: dict[int, float]) -> float:
        """The share of the question's weight that is matched, 0..1."""
        return sum(self.terms[term].weight * how for term, how in found.items()) / self.weight


def match_terms(page: ReadPage, terms: Sequence[Term]) -> Matches:
    hits: dict[int, dict[int, float]] = {}
    anywhere: dict[int, float] = {}
    for number, term in enumerate(terms):
        for word, how in _places(page, term):
            found = hits.setdefault(word, {})
            found[number] = max(how, found.get(number, 0.0))
            says = how * (_TITLE if word in page.titles else _ELSEWHERE)
            anywhere[number] = max(says, anywhere.get(number, 0.0))
    return Matches(tuple(terms), hits, anywhere)


def _places(page: ReadPage, term: Term) -> Iterator[tuple[int, float]]:
    """The words that say ``term`` and how well, first those that print it, then those that may be it badly read."""
    for own, how in term.stems.items():
        for word in page.words_by_stem.get(own, ()):
            yield word, how
    if not page.doubtful:
        return
    meant = {other: how for own, how in term.stems.items() for other in words_of(own)} | {term.word: 1.0}
    for token, words in page.doubtful.items():
        how = max((how for other, how in meant.items() if is_like(token, other)), default=0.0)
        for word in words if how else ():
            yield word, _BADLY_READ * how


def without_asked(words: tuple[int, ...], matches: Matches) -> tuple[int, ...]:
    """A value without the question's own words before it: of "INN 7606112233" the digits when the INN is asked."""
    start = 0
    while start < len(words) - 1 and words[start] in matches.hits:
        start += 1
    return words[start:]


def precision(page: ReadPage, words: Sequence[int], matches: Matches) -> float:
    """The share of the label ``words`` that the question also says, 0..1. Of "A / B" the better part counts."""
    return max(_precision(page, part, matches) for part in _alternatives(page, words))


def f_score(page: ReadPage, words: Sequence[int], matches: Matches) -> float:
    """How well ``words`` and the terms cover each other, 0..1."""
    recall = matches.coverage(matches.best(words))
    if not recall:
        return 0.0
    share = _precision(page, words, matches)
    return 2 * recall * share / (recall + share)


def _precision(page: ReadPage, words: Sequence[int], matches: Matches) -> float:
    whole = matched = 0.0
    for word in _without_item_number(page, words):
        stems = page.stems[word]
        weight = sum(_STOP_WORD_SHARE if is_stop_word(s) else 1.0 for s in stems)
        whole += weight
        matched += weight * max(matches.hits.get(word, {}).values(), default=0.0)
    return min(1.0, matched / whole) if whole else 0.0


def _without_item_number(page: ReadPage, words: Sequence[int]) -> Sequence[int]:
    """Of "2. Registration No." the label without its place in the form."""
    numbered = len(words) > 1 and ITEM_NUMBER.match(page.view.words[words[0]].text)
    return words[1:] if numbered else words


def _alternatives(page: ReadPage, words: Sequence[int]) -> list[list[int]]:
    parts: list[list[int]] = [[]]
    for word in words:
        if page.view.words[word].text == "/":
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part] or [list(words)]
