"""The captions of a payment order, found whatever small mistakes a picture's reader made in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from quizglass.layout.fragments import Box, Fragment, around
from quizglass.layout.page import PageLayout
from quizglass.text.folding import fold

_TITLE = re.compile(r"плат[е3э]жн\w*\s+пор[уy]ч\w*")
_LETTER = re.compile(r"[^\W\d_]")


class Caption(NamedTuple):
    """A caption's words and box in points."""

    words: tuple[int, ...]
    box: Box


def title(layout: PageLayout) -> Caption | None:
    """The words "Платежное поручение", which stand once on the form, at its head."""
    for fragment in layout.fragments:
        if _TITLE.search(fold(fragment.text)):
            start = next(i for i, w in enumerate(fragment.words) if fold(layout.words[w].text).startswith("плат"))
            return _caption(layout, fragment.words[start : start + 2])
    return None


def captions(layout: PageLayout, *words: str) -> list[Caption]:
    """The fragments that begin with ``words`` (folded, each cut to its beginning), from top to bottom."""
    found = []
    for fragment in layout.fragments:
        start = _begins(layout, fragment, words)
        if start is not None:
            found.append(_caption(layout, fragment.words[start : start + len(words)]))
    return sorted(found, key=lambda caption: caption.box.middle)


def _begins(layout: PageLayout, fragment: Fragment, wanted: Sequence[str]) -> int | None:
    start = next((i for i, word in enumerate(fragment.words) if _plain(layout, word)), len(fragment.words))
    if len(fragment.words) - start < len(wanted):
        return None
    pairs = zip(fragment.words[start:], wanted, strict=False)
    return start if all(_plain(layout, word).startswith(own) for word, own in pairs) else None


def _plain(layout: PageLayout, word: int) -> str:
    """The folded word without the marks and ruling around it."""
    return fold(layout.words[word].text).strip("|[]('`\"‘’_.:,")


def caption_alone(layout: PageLayout, *words: str) -> list[Caption]:
    """Captions behind which no more words follow in their fragment (marks do not count)."""
    alone = []
    for caption in captions(layout, *words):
        fragment = layout.fragments[layout.fragment_of_word[caption.words[0]]]
        after = fragment.words[fragment.words.index(caption.words[-1]) + 1 :]
        if not any(_LETTER.search(layout.words[w].text) for w in after):
            alone.append(caption)
    return alone


def _caption(layout: PageLayout, words: tuple[int, ...]) -> Caption:
    return Caption(words, around([layout.boxes[w] for w in words]))
