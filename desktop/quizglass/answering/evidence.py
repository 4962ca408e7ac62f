"""Finding an answer on its page, so that the place can light up.

The page's words decide. The answer is looked for as a whole (letters and digits, then by value, then as a picture's
reader may have got it wrong), then sentence by sentence for the parts it quotes. At least half of it must be found;
otherwise nothing is lit, because a wrong place is worse than none. A model's own box counts only where words do not
decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from quizglass.answering.letters import Edge, Letters, quotes
from quizglass.answering.misreadings import misread_quotes
from quizglass.answering.passages import Passage, PassageFinder, Weights
from quizglass.answering.surroundings import Surroundings
from quizglass.answering.units import Unit, answer_units, page_units, value_of
from quizglass.answers import Evidence
from quizglass.geometry import WHOLE_PAGE, PageRect, line_boxes
from quizglass.pages import Word
from quizglass.text.folding import compact, fold

_HALF = 0.5
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\n+|(?:^|\s)[-*•–]\s+")
_PHRASE_END = re.compile(r"[,;:()]\s+")
_POLAR = frozenset({"yes", "no", "да", "нет"})
_SHORT = 2
_LARGEST_BOX = 0.8
_SMALLEST_SIDE = 0.002
_INSIDE = 0.5


@dataclass(frozen=True, slots=True)
class _Place:
    words: tuple[int, ...]
    edge: Edge = Edge.WORD


def find_evidence(
    answer: str,
    page: int,
    words: Sequence[Word],
    *,
    region: PageRect | None = None,
    question: str = "",
    hints: Sequence[PageRect] = (),
) -> Evidence | None:
    """Where ``answer`` is printed on the page with ``words`` (all of them, in reading order), None when it is not.

    Args:
        answer: what an engine said.
        page: the page's number, from 0, for the result.
        words: the page's words.
        region: places in it or nearest to it are preferred.
        question: places nearest to its words are preferred, and repeating them proves nothing.
        hints: boxes a model gave; they decide between places that are otherwise equal.
    """
    search = _Search(words, Surroundings(words, region, question, hints))
    return evidence_at(search.whole(answer) or search.parts(answer), page, words)


def evidence_at(indices: Iterable[int], page: int, words: Sequence[Word]) -> Evidence | None:
    """The evidence that an engine itself pointed at, by indices into ``words``; those out of range are left out."""
    lit = sorted({index for index in indices if 0 <= index < len(words)})
    if not lit:
        return None
    boxes: list[PageRect] = []
    texts: list[str] = []
    for run in _runs(lit):
        boxes += line_boxes(words[index].box for index in run)
        texts.append(" ".join(words[index].text for index in run))
    return Evidence(page, tuple(boxes), " … ".join(texts))


def evidence_of_model(boxes: Iterable[PageRect], page: int, region: PageRect | None) -> Evidence | None:
    """A model's own boxes as far as they are believable: mostly inside the region, neither a dot nor everything."""
    shown = region or WHOLE_PAGE
    sane = [kept for box in boxes if (kept := _believable(box, shown))]
    return Evidence(page, tuple(sane), source="model") if sane else None


class _Search:
    """One page searched for one answer."""

    def __init__(self, words: Sequence[Word], around: Surroundings) -> None:
        self._words = words
        self._around = around
        self._letters = Letters.of([word.text for word in words])

    @cached_property
    def _units(self) -> list[Unit]:
        return page_units(self._words)

    def whole(self, answer: str) -> tuple[int, ...]:
        """The best place that prints all of ``answer``, by its letters or by its value; () when there is none."""
        places = self._quoted(answer) or self._valued(answer) or self._misread(answer)
        if _says_little(answer):
            places = self._trustworthy(answer, places)
        return self._best(places, answer)

    def parts(self, answer: str) -> tuple[int, ...]:
        """The words of the page that ``answer`` quotes, when that is at least half of it."""
        if _says_little(answer):
            return ()
        units = answer_units(answer)
        weights = Weights(units, self._around.stems)
        total = weights.total(units)
        finder = PassageFinder(self._words, self._units, weights)
        found: set[int] = set()
        covered = 0.0
        for sentence in _pieces(_SENTENCE_END, answer):
            words, weight = self._part(sentence, finder, weights)
            found.update(words)
            covered += weight
        return tuple(sorted(found)) if total > 0 and covered >= _HALF * total else ()

    def _part(self, sentence: str, finder: PassageFinder, weights: Weights) -> tuple[tuple[int, ...], float]:
        """What one sentence quotes: all of it, or a passage, or some of its phrases."""
        units = answer_units(sentence)
        places = self._quoted(sentence) or self._misread(sentence)
        whole = self._best(places, sentence) if len(compact(sentence)) > _SHORT else ()
        if whole:
            return whole, weights.total(units)
        passages = self._not_by_chance(finder.find(units))
        if passages:
            best = max(passages, key=lambda passage: self._around.rank(passage.words))
            return best.words, best.weight
        words: list[int] = []
        weight = 0.0
        for phrase in _pieces(_PHRASE_END, sentence):
            told = weights.total(answer_units(phrase))
            place = self._best(self._quoted(phrase), phrase) if told >= 1 and len(compact(phrase)) > _SHORT else ()
            words += place
            weight += told if place else 0.0
        return (tuple(words), weight) if weight >= _HALF * weights.total(units) else ((), 0.0)

    def _not_by_chance(self, passages: list[Passage]) -> list[Passage]:
        """Without lone words, but where they stand beside the question's words or the page has none of these."""
        if self._around.knows_question:
            return [p for p in passages if not p.lone or self._around.is_beside_question(p.words)]
        return passages if len(passages) == 1 else [p for p in passages if not p.lone]

    def _quoted(self, text: str) -> list[_Place]:
        found = quotes(self._letters, self._words, Letters.of([text]))
        return [_Place(tuple(range(quote.first, quote.last + 1)), quote.edge) for quote in found]

    def _misread(self, text: str) -> list[_Place]:
        found = misread_quotes(self._letters, self._words, Letters.of([text]))
        return [_Place(tuple(range(quote.first, quote.last + 1)), quote.edge) for quote in found]

    def _valued(self, answer: str) -> list[_Place]:
        keys = value_of(answer)
        if not keys:
            return []
        return [_Place(tuple(range(u.first, u.last + 1))) for u in self._units if not keys.isdisjoint(u.keys)]

    def _best(self, places: Sequence[_Place], said: str) -> tuple[int, ...]:
        if len(places) < 2:
            return places[0].words if places else ()
        return max(places, key=lambda place: self._around.rank(place.words, place.edge, said)).words

    def _trustworthy(self, answer: str, places: Sequence[_Place]) -> list[_Place]:
        """The places of a word or digit that is met everywhere: in the region, beside the question's words, or alone.

        "Yes" and "no" must be printed as such beside the question's words: "Invoice No. 7" does not say no.
        """
        if compact(answer) in _POLAR:
            said = fold(answer).rstrip(".!")
            places = [place for place in places if fold(self._words[place.words[0]].text) == said]
            return [place for place in places if self._around.is_beside_question(place.words)]
        if len(places) == 1:
            return list(places)
        inside = [place for place in places if self._around.share_in_region(place.words) == 1]
        return inside or [place for place in places if self._around.is_beside_question(place.words)]


def _says_little(answer: str) -> bool:
    letters = compact(answer)
    return len(letters) <= _SHORT or letters in _POLAR


def _pieces(border: re.Pattern[str], text: str) -> list[str]:
    return [piece for piece in border.split(text) if compact(piece)]


def _runs(indices: Sequence[int]) -> list[list[int]]:
    """Rising indices cut where one is left out."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _believable(box: PageRect, shown: PageRect) -> PageRect | None:
    inside = box.intersection(shown)
    if inside is None or box.area <= 0 or inside.area < _INSIDE * box.area:
        return None
    too_small = inside.width < _SMALLEST_SIDE or inside.height < _SMALLEST_SIDE
    return None if too_small or inside.area > _LARGEST_BOX * shown.area else inside
