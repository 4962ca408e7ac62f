"""Addresses in running text: "the flat at 415 Willow Street, Apt 6, Portland, OR 97205"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizglass.pages import Word

_FEWEST_WORDS = 3
_PART = re.compile(
    r"^[(\"«]?(?:[A-ZА-ЯЁ][\w.'’-]*|\d[\w/-]*|г|ул|д|кв|пр|просп|пер|пл|обл|стр|корп|оф|пом|наб|ш|of|the)[.,;)\"»]*$"
)
_PLACE = re.compile(
    r"(?:street|st|road|rd|avenue|ave|lane|drive|square|way|boulevard|blvd|row|court|place|close|suite|apt|floor|ул|просп|пр|"
    r"пер|пл|наб|ш|бульвар|улица|проспект|шоссе)[.,]*$",
    re.IGNORECASE,
)


def printed_addresses(words: Sequence[Word], sentence: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Runs of capitalised words and numbers that hold a house number and a word for a street."""
    run: list[int] = []
    for word in (*sentence, -1):
        if word != -1 and _PART.match(words[word].text):
            run.append(word)
            continue
        texts = [words[w].text for w in run]
        numbered = any(text[:1].isdigit() for text in texts)
        if len(run) >= _FEWEST_WORDS and numbered and any(_PLACE.match(text) for text in texts):
            yield tuple(run)
        run = []
