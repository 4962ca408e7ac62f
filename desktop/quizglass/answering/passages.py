"""A sentence that says in its own words what the page prints: finding the part that is quoted.

The units of the sentence are chained with the units of the page, in the order of both and without wide gaps. Words
without a meaning of their own and words of the question count nothing, numbers and dates most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from quizglass.answering.letters import adjacent, same_row
from quizglass.answering.units import Unit
from quizglass.pages import Word
from quizglass.text.stop_words import is_stop_word
from quizglass.text.word_forms import stem

_WIDEST_GAP = 8
_GAP_COST = 0.1
_NEIGHBOUR_BONUS = 0.25
_USUAL_GAP = 2
_FILLED_GAP = 2
_OTHER_FORM = 0.8
_MISPRINT = 0.8
_SHORTEST_MISPRINT = 5
_NEARLY_ALL = 0.9
_EQUAL = 0.98


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of the page (rising indices) that a sentence quotes, and the weight of what they cover.

    ``lone``: it is a single word or digit, which may stand there by chance.
    """

    words: tuple[int, ...]
    weight: float
    lone: bool


@dataclass(frozen=True, slots=True)
class _Link:
    """Unit number ``said`` of the sentence found on the page."""

    said: int
    printed: Unit
    weight: float


class Weights:
    """How much each unit of an answer tells: words of the question tell nothing when there are others."""

    def __init__(self, answer: Iterable[Unit], question_stems: frozenset[str]) -> None:
        telling = any(unit.is_value or not (_is_filler(unit) or _is_asked(unit, question_stems)) for unit in answer)
        self._known = question_stems if telling else frozenset()

    def of(self, unit: Unit) -> float:
        if unit.is_value:
            return 2.0
        return 0.0 if _is_filler(unit) or _is_asked(unit, self._known) else 1.0

    def total(self, units: Iterable[Unit]) -> float:
        return sum(map(self.of, units))


def _is_filler(unit: Unit) -> bool:
    return is_stop_word(unit.token)


def _is_asked(unit: Unit, question_stems: frozenset[str]) -> bool:
    return bool(unit.token) and stem(unit.token) in question_stems


class PassageFinder:
    """Looks for sentences on one page."""

    def __init__(self, words: Sequence[Word], page_units: Sequence[Unit], weights: Weights) -> None:
        self._words = words
        self._weights = weights
        self._by_key: dict[str, list[Unit]] = defaultdict(list)
        for unit in page_units:
            for key in unit.keys:
                self._by_key[key].append(unit)
        self._vocabulary = [key[2:] for key in self._by_key if key.startswith("w:")]
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        for token in self._vocabulary:
            self._by_stem[stem(token)].append(token)

    def find(self, sentence: Sequence[Unit]) -> list[Passage]:
        """The passages that quote at least half of ``sentence``, the best ones only (several when they tie)."""
        total = self._weights.total(sentence)
        if total <= 0:
            return []
        links = sorted(self._links(sentence), key=lambda link: (link.printed.start, link.said))
        chains = [chain for chain in _chains(links) if _is_quote(chain, total)]
        best = max((_weight(chain) for chain in chains), default=0.0)
        return [self._passage(chain) for chain in chains if _weight(chain) >= _EQUAL * best]

    def _passage(self, chain: Sequence[_Link]) -> Passage:
        lone = len(chain) == 1 and not _is_telling(chain[0].printed)
        return Passage(self._lit(chain), _weight(chain), lone)

    def _lit(self, chain: Sequence[_Link]) -> tuple[int, ...]:
        """The words of a chain; gaps of up to two words within running text are filled."""
        lit: list[int] = []
        for link in chain:
            if lit:
                gap = range(lit[-1] + 1, link.printed.first)
                lit += gap if len(gap) <= _FILLED_GAP and self._runs_on(lit[-1], link.printed.first) else ()
            lit += [word for word in range(link.printed.first, link.printed.last + 1) if not lit or word > lit[-1]]
        return tuple(lit)

    def _runs_on(self, first: int, last: int) -> bool:
        """True where no column or cell ends between two words."""
        pairs = pairwise(self._words[first : last + 1])
        return all(adjacent(before, after) or not same_row(before, after) for before, after in pairs)

    def _links(self, sentence: Sequence[Unit]) -> Iterable[_Link]:
        for said, unit in enumerate(sentence):
            weight = self._weights.of(unit)
            if weight <= 0:
                continue
            keys, share = self._keys_on_page(unit)
            for printed in {id(found): found for key in keys for found in self._by_key.get(key, ())}.values():
                yield _Link(said, printed, weight * share)

    def _keys_on_page(self, unit: Unit) -> tuple[Iterable[str], float]:
        """The page's keys for a unit: its own, else other forms of the word, else one misprint of it."""
        if unit.is_value or not unit.keys.isdisjoint(self._by_key):
            return unit.keys, 1.0
        forms = self._by_stem.get(stem(unit.token), ())
        if forms:
            return [f"w:{form}" for form in forms], _OTHER_FORM
        if len(unit.token) >= _SHORTEST_MISPRINT and unit.token.isalpha():
            near = process.extractOne(
                unit.token, self._vocabulary, scorer=Levenshtein.normalized_similarity, score_cutoff=_MISPRINT
            )
            if near:
                return [f"w:{near[0]}"], float(near[1])
        return (), 0.0


def _chains(links: Sequence[_Link]) -> list[list[_Link]]:
    """The best chain that ends at every link where no better one goes on."""
    scores: list[float] = []
    previous: list[int] = []
    for here, link in enumerate(links):
        score, before = 0.0, -1
        for there in range(here - 1, -1, -1):
            gap = _gap(links[there], link)
            if gap > 3 * _WIDEST_GAP:  # ends are not sorted, but units are short
                break
            follows = links[there].printed.end <= link.printed.start and links[there].said < link.said
            if follows and gap <= _WIDEST_GAP:
                bonus = _NEIGHBOUR_BONUS if gap == 0 and link.said - links[there].said == 1 else 0.0
                joined = scores[there] + bonus - _GAP_COST * gap
                if joined > score:
                    score, before = joined, there
        scores.append(link.weight + score)
        previous.append(before)
    continued = set(previous)
    return [_walk(links, previous, end) for end in range(len(links)) if end not in continued]


def _gap(before: _Link, after: _Link) -> int:
    """The words of the page between two links."""
    return max(0, after.printed.first - before.printed.last - 1)


def _walk(links: Sequence[_Link], previous: Sequence[int], end: int) -> list[_Link]:
    chain = []
    while end >= 0:
        chain.append(links[end])
        end = previous[end]
    return chain[::-1]


def _weight(chain: Iterable[_Link]) -> float:
    return sum(link.weight for link in chain)


def _is_quote(chain: Sequence[_Link], total: float) -> bool:
    """At least half is there, and not by chance: a value, two neighbours, or nearly everything close together."""
    covered = _weight(chain)
    if covered < 0.5 * total:
        return False
    if any(link.printed.is_value for link in chain):
        return True
    gaps = [_gap(before, after) for before, after in pairwise(chain)]
    if covered >= _NEARLY_ALL * total:
        return sum(gaps) <= _USUAL_GAP * len(gaps)
    return any(gap <= 1 for gap in gaps)


def _is_telling(unit: Unit) -> bool:
    """Dates, codes and numbers of two digits and more are seldom met by chance."""
    return unit.is_value and any(sum(c.isdigit() for c in key) > 1 for key in unit.keys)
