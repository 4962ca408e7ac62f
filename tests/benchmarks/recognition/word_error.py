"""How much of a text was read wrong. Compared without case and punctuation; every rate is errors per true word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from quizglass.geometry import PageRect
from quizglass.pages import Word
from quizglass.text.folding import compact, token_texts


@dataclass(frozen=True)
class Errors:
    """``wrong`` of ``true`` words; letters likewise, without spaces, so that glued words cost nothing there."""

    wrong: int = 0
    true: int = 0
    wrong_letters: int = 0
    true_letters: int = 0
    found: int = 0
    asked: int = 0

    def __add__(self, other: Errors) -> Errors:
        return Errors(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    def __str__(self) -> str:
        rates = f"{share(self.wrong, self.true):>17}{share(self.wrong_letters, self.true_letters):>9}"
        return f"{rates}{share(self.found, self.asked):>10}" if self.asked else rates


def share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def answer_errors(answers: Sequence[str], boxes: Sequence[PageRect], words: Sequence[Word]) -> Errors:
    """Words read inside the answer's boxes against the accepted answer that is nearest, both in order.

    ``found`` tells whether an accepted answer stands on the page as it is, wherever.
    """
    inside = " ".join(word.text for word in words_inside(boxes, words))
    page = compact(" ".join(word.text for word in words))
    found = any(compact(answer) in page for answer in answers)
    return min(
        (
            Errors(
                Levenshtein.distance(token_texts(answer), token_texts(inside)),
                len(token_texts(answer)),
                Levenshtein.distance(compact(answer), compact(inside)),
                len(compact(answer)),
                found,
                1,
            )
            for answer in answers
        ),
        key=lambda errors: errors.wrong_letters / max(1, errors.true_letters),
    )


def words_inside(boxes: Iterable[PageRect], words: Sequence[Word]) -> list[Word]:
    """The words whose centres lie in the boxes, box after box, as one reads them."""
    return [
        word
        for box in sorted(boxes, key=lambda box: (box.y0, box.x0))
        for word in sorted(words, key=lambda word: word.box.x0)
        if box.contains(*word.box.center)
    ]


def page_errors(truth: str, words: Iterable[Word]) -> Errors:
    """All words of a page as a bag: columns and tables have no one order that all readers must agree on.

    A wrong word is a true one that is missing or one too many, whichever are more.
    """
    true, read = (Counter(token_texts(text)) for text in (truth, " ".join(word.text for word in words)))
    right = (true & read).total()
    letters = [Counter("".join(bag.elements())) for bag in (true, read)]
    right_letters = (letters[0] & letters[1]).total()
    return Errors(
        max(true.total(), read.total()) - right,
        true.total(),
        max(bag.total() for bag in letters) - right_letters,
        letters[0].total(),
    )
