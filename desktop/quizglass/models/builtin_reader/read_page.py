"""A page made ready for questions: its layout, the stems of its words, what its fragments look like."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise

from quizglass.layout.fragments import Box
from quizglass.layout.page import PageLayout, lay_out
from quizglass.layout.tables import looks_like_value
from quizglass.models.builtin_reader.form_labels import form_labels
from quizglass.models.builtin_reader.payments.form import Form, read_form
from quizglass.models.builtin_reader.receipts.receipt import Receipt, read_receipt
from quizglass.models.engine import Held, View
from quizglass.pages import Word
from quizglass.text.folding import fold, token_texts
from quizglass.text.vocabulary import compound, labels_something, phrase
from quizglass.text.word_forms import stem

_SHORTEST_DOUBTFUL = 3
_SPACED_LETTERS = 4
_DENSE = 0.6
_TITLES_END, _LONGEST_TITLE = 0.33, 40
_RUNNING_SENTENCE, _RUNNING_LINE, _RUNNING_FRAGMENT = 9, 6, 8
_LAID_OUT_WORD_BYTES = 800
_STEMS_REMEMBERED = 1 << 14
"""About what layout, stems and all that is asked of them take, as measured."""
_PLURAL = re.compile(r"\(e?s\)")
"""Of "Address(es)", "Name(s)"."""
_NUMBER_SIGNS = {"no": "number", "nr": "number", "num": "number"}


@dataclass(frozen=True)
class ReadPage:
    """The glimpse of the built-in reader. Stems are by word index, ``values`` by fragment."""

    view: View
    layout: PageLayout
    stems: tuple[tuple[str, ...], ...]
    values: tuple[bool, ...]
    _above: dict[int, list[int]] = field(default_factory=dict)
    _left: dict[int, list[int]] = field(default_factory=dict)

    @property
    def held(self) -> Held:
        return Held(memory=self.view.held_bytes + _LAID_OUT_WORD_BYTES * len(self.view.words))

    @cached_property
    def words_by_stem(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for word, stems in enumerate(self.stems):
            for own in stems:
                found.setdefault(own, []).append(word)
        return found

    @cached_property
    def doubtful(self) -> dict[str, list[int]]:
        """Tokens read from a picture that are no word of the vocabulary, perhaps one badly read; with their words."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.view.words):
            for token in token_texts(word.text) if word.source == "ocr" else ():
                if len(token) >= _SHORTEST_DOUBTFUL and not token.isdigit() and not labels_something(stem(token)):
                    found.setdefault(token, []).append(number)
        return found

    @cached_property
    def labels(self) -> frozenset[int]:
        """The fragments that only label another: they end with a colon, or begin the rows of a column of labels."""
        return form_labels(self.layout, self.values, self.running_words)

    @cached_property
    def payment(self) -> Form | None:
        """The page as a payment order or an invoice with the bank block of one."""
        return read_form(self.layout)

    @cached_property
    def receipt(self) -> Receipt | None:
        return read_receipt(self.layout, len(self.running_words))

    @cached_property
    def repeated(self) -> Counter[str]:
        """How often each fragment's text stands on the page: a label of a form once, of a list's lines often."""
        return Counter(fragment.text.lower() for fragment in self.layout.fragments)

    @cached_property
    def running_words(self) -> frozenset[int]:
        """The words of dense lines in long sentences: prose, as far as can be seen."""
        lines: dict[int, list[Box]] = {}
        for word, box in zip(self.view.words, self.layout.boxes, strict=True):
            lines.setdefault(word.line, []).append(box)
        prose = {line for line, boxes in lines.items() if len(boxes) >= _RUNNING_LINE and _density(boxes) >= _DENSE}
        return frozenset(
            word
            for sentence in self.layout.sentences
            for words in [[w for w in sentence.words if self.view.words[w].line in prose]]
            if len(words) >= _RUNNING_SENTENCE
            for word in words
        )

    @cached_property
    def prose_words(self) -> frozenset[int]:
        """All words of sentences that have running words, their short last lines too."""
        prose = (sentence for sentence in self.layout.sentences if not self.running_words.isdisjoint(sentence.words))
        return frozenset(word for sentence in prose for word in sentence.words)

    @cached_property
    def _blocks(self) -> dict[int, list[int]]:
        blocks: dict[int, list[int]] = {}
        for number, word in enumerate(self.view.words):
            blocks.setdefault(word.block, []).append(number)
        return blocks

    def paragraph_before(self, word: int) -> list[int]:
        """The words of the paragraph before ``word``: they often name whom it goes on speaking of."""
        block = self._blocks[self.view.words[word].block]
        return block[: bisect_left(block, word)]

    @cached_property
    def titles(self) -> frozenset[int]:
        """The words of short fragments near the top: they speak of the whole page."""
        lowest = _TITLES_END * self.view.page_size.height
        return frozenset(
            word
            for fragment in self.layout.fragments
            if fragment.box.y1 < lowest and len(fragment.text) <= _LONGEST_TITLE
            for word in fragment.words
        )

    def is_running_text(self, fragment: int) -> bool:
        """True for a line of prose: long itself, or a long line of a long sentence. Cells and labels are short."""
        words = self.layout.fragments[fragment].words
        long = sum(len(self.view.words[word].text) > 1 for word in words) >= _RUNNING_FRAGMENT
        return long or words[0] in self.prose_words

    def above(self, fragment: int) -> list[int]:
        """The fragments above in the same column, nearest first."""
        if fragment not in self._above:
            self._above[fragment] = self.layout.above(self.layout.fragments[fragment].box)
        return self._above[fragment]

    def left(self, fragment: int) -> list[int]:
        """The fragments left in the same row, nearest first."""
        if fragment not in self._left:
            self._left[fragment] = self.layout.left_of(self.layout.fragments[fragment].box)
        return self._left[fragment]


def _density(boxes: Sequence[Box]) -> float:
    """The share of a line that words fill: prose is dense even when it is justified, a row of cells is not."""
    return sum(box.x1 - box.x0 for box in boxes) / max(1.0, max(b.x1 for b in boxes) - min(b.x0 for b in boxes))


def read_page(view: View) -> ReadPage:
    layout = lay_out(view.words, view.page_size)
    values = tuple(looks_like_value(fragment.text) for fragment in layout.fragments)
    return ReadPage(view, layout, tuple(_page_stems(view.words)), values)


def _page_stems(words: Sequence[Word]) -> list[tuple[str, ...]]:
    """The stems of every word, and of two together.

    The letters of a letter-spaced heading ("O R D E R") all get the heading's word.
    """
    stems = [word_stems(word.text) for word in words]
    for index, (one, other) in enumerate(pairwise([fold(word.text) for word in words])):
        together = phrase(one, other.rstrip(":"))
        if together:
            stems[index] += (together,)
            stems[index + 1] += (together,)
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and len(words[end].text) == 1 and words[end].text.isalpha():
            end += 1
        if end - start >= _SPACED_LETTERS:
            heading = "".join(word.text for word in words[start:end])
            stems[start:end] = [word_stems(heading)] * (end - start)
        start = max(end, start + 1)
    return stems


@lru_cache(maxsize=_STEMS_REMEMBERED)
def word_stems(text: str) -> tuple[str, ...]:
    """The stems of one printed word; number signs count as the word "number"."""
    spelled = _PLURAL.sub("", text.lower()).replace("e-mail", "email").replace("#", " number ").replace("№", " номер ")
    found = (_NUMBER_SIGNS.get(token, token) for token in token_texts(spelled))
    return tuple(part for token in found for part in (stem(token), *compound(token)))
