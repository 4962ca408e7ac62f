"""Running text: words in reading order cut into sentences across line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizglass.layout.fragments import Box
from quizglass.pages import Word

_END = re.compile(r"[.!?…][\"'»”)\]]*$")
_ABBREVIATION = re.compile(
    r"^(?:[\"'«(]*)(?:\w|г|гг|ст|стр|ул|д|корп|кв|пр|им|т|тел|руб|коп|тыс|млн|млрд|см|рис|п|пп|ч|др|проч|н|э|"
    r"mr|mrs|ms|dr|st|no|nos|vs|inc|ltd|co|corp|dept|fig|vol|approx|e\.g|i\.e|etc|jan|feb|mar|apr|jun|jul|aug|sept?|"
    r"oct|nov|dec)\.$",
    re.IGNORECASE,
)
_ITEM_NUMBER = re.compile(r"\(?\d{1,2}[.)]$")
"""At the beginning of a line: another field of a form, another clause."""
_NUMBER_SIGNS = ("no", "nr", "№", "item", "section", "п.", "ст.", "пункт", "стать")
_PARAGRAPH_GAP = 1.1
"""A wider gap between two lines, in heights of a line, begins another paragraph."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """``words`` are indices into the page's words, in reading order; ``lines``: how many lines it spans."""

    words: tuple[int, ...]
    lines: int


def read_sentences(words: Sequence[Word], boxes: Sequence[Box]) -> Iterator[Sentence]:
    """The sentences of the page. Cells and labels come as sentences too: every paragraph ends one."""
    for paragraph in _paragraphs(words, boxes):
        start = 0
        for position, index in enumerate(paragraph):
            following = words[paragraph[position + 1]].text if position + 1 < len(paragraph) else ""
            if not following or _ends(words[index].text, following):
                run = tuple(paragraph[start : position + 1])
                yield Sentence(run, len({words[i].line for i in run}))
                start = position + 1


def _ends(text: str, following: str) -> bool:
    if not _END.search(text) or _ABBREVIATION.match(text):
        return False
    return not following[:1].islower()


def _paragraphs(words: Sequence[Word], boxes: Sequence[Box]) -> Iterator[list[int]]:
    paragraph: list[int] = []
    for index in range(len(words)):
        if paragraph and not _goes_on(words, boxes, paragraph[-1], index):
            yield paragraph
            paragraph = []
        paragraph.append(index)
    if paragraph:
        yield paragraph


def _goes_on(words: Sequence[Word], boxes: Sequence[Box], last: int, index: int) -> bool:
    before, after = boxes[last], boxes[index]
    height = min(before.height, after.height)
    if words[last].line == words[index].line:
        return after.x0 - before.x1 < 4 * height
    if words[last].text.endswith(":") and words[index].text[:1].isupper():
        return False
    if _ITEM_NUMBER.match(words[index].text) and not words[last].text.lower().startswith(_NUMBER_SIGNS):
        return False
    drop = after.y0 - before.y1
    next_line = -0.5 * height <= drop <= _PARAGRAPH_GAP * height and after.x0 < before.x1
    similar = max(before.height, after.height) < 1.4 * height
    return next_line and similar
