"""Which pieces of a form only label others: nobody asks for them.

A label ends with a colon, or stands in a column of labels: several rows begin at one place with a short piece,
some of them words that label elsewhere too, and all have something at their right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from quizglass.layout.page import PageLayout
from quizglass.text.folding import token_texts
from quizglass.text.vocabulary import labels_something
from quizglass.text.word_forms import stem

_FEWEST_ROWS = 4
_MOST_WORDS = 5
_KNOWN = 0.6
"""The share of a column's pieces with a word of the vocabulary from which on the others are labels too."""
_VALUES_BELOW = 0.25
"""With more labels than that beside a column's labels their values stand below them."""


def form_labels(layout: PageLayout, values: Sequence[bool], running_words: frozenset[int]) -> frozenset[int]:
    """The fragments of ``layout`` that are labels; ``values`` tells of every fragment whether it is a value."""
    found: set[int] = set()
    columns: dict[int, list[int]] = defaultdict(list)
    for number in sorted(range(len(layout.fragments)), key=lambda n: layout.fragments[n].box.x0):
        fragment = layout.fragments[number]
        if values[number] or fragment.words[0] in running_words or len(fragment.words) > _MOST_WORDS:
            continue
        if fragment.text.endswith(":"):
            found.add(number)
        elif layout.right_of(fragment.box):
            columns[round(fragment.box.x0 / max(1.0, layout.letter_height))].append(number)
    for _, column in sorted(columns.items()):
        heads = [number for number in column if not _has_label(layout, number, found)]
        known = [number for number in heads if _is_known(layout.fragments[number].text)]
        if len(heads) >= _FEWEST_ROWS:
            beside = [layout.right_of(layout.fragments[number].box)[0] for number in heads]
            above = sum(_is_known(layout.fragments[number].text) for number in beside)
            all_are = len(known) >= _KNOWN * len(heads) and above <= _VALUES_BELOW * len(heads)
            labels = heads if all_are else known
            found.update(number for number in labels if not any(c.isdigit() for c in layout.fragments[number].text))
    return frozenset(found)


def _has_label(layout: PageLayout, number: int, labels: set[int]) -> bool:
    """True for what stands right of a label: it is its value."""
    left = layout.left_of(layout.fragments[number].box)
    return bool(left) and left[0] in labels


def _is_known(text: str) -> bool:
    return any(labels_something(stem(token)) for token in token_texts(text) if token.isalpha())
