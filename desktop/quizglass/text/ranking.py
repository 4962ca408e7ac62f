"""Which pages a question is about: BM25 over word stems, with related words counting less than the word itself."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from quizglass.pages import Word
from quizglass.text.folding import token_texts
from quizglass.text.stop_words import is_stop_word
from quizglass.text.vocabulary import related
from quizglass.text.word_forms import stem

_SATURATION = 1.2
_LENGTH_SHARE = 0.5
"""Less than the usual 0.75: a dense page of a form is not less relevant for being dense."""
_RELATED = 0.5


class PageIndex:
    """The words of a document's pages, ready to be ranked."""

    def __init__(self, pages: Sequence[Sequence[Word]]) -> None:
        self._counts = [Counter(stem(t) for w in words for t in token_texts(w.text)) for words in pages]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._mean = max(1.0, sum(self._lengths) / max(1, len(self._lengths)))
        self._having = Counter(term for counts in self._counts for term in counts)

    def rank(self, question: str) -> list[tuple[int, float]]:
        """All pages (from 0) with their scores, best first; pages without a word of the question score 0."""
        terms = dict.fromkeys(stem(t) for t in token_texts(question) if not is_stop_word(t))
        scored = [(page, sum(self._score(page, term) for term in terms)) for page in range(len(self._counts))]
        return sorted(scored, key=lambda found: (-found[1], found[0]))

    def _score(self, page: int, term: str) -> float:
        own = self._bm25(page, term)
        others = max((how * self._bm25(page, other) for other, how in related(term).items()), default=0.0)
        return max(own, _RELATED * others)

    def _bm25(self, page: int, term: str) -> float:
        count = self._counts[page][term]
        if not count:
            return 0.0
        having = self._having[term]
        rarity = math.log(1 + (len(self._counts) - having + 0.5) / (having + 0.5))
        length = 1 - _LENGTH_SHARE + _LENGTH_SHARE * self._lengths[page] / self._mean
        return rarity * count * (_SATURATION + 1) / (count + _SATURATION * length)
