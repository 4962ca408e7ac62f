"""Addresses that stand in several lines of one column: the line that was found, and the lines that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quizglass.layout.fragments import Box, Fragment
from quizglass.layout.page import PageLayout
from quizglass.models.builtin_reader.candidates import Candidate
from quizglass.models.builtin_reader.matches import ITEM_NUMBER, Matches
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.models.builtin_reader.receipts.letterhead import Role, has_address_sign, role_of
from quizglass.text.dates import find_dates
from quizglass.text.vocabulary import labels_something

_MOST_LINES = 5
_GAP = 0.9
"""The widest space between two lines of an address, in heights of a line."""
_FLUSH = 1.2
"""How far their beginnings may differ, in heights of a line."""
_LABELS = 0.5
_NO_ADDRESS = -0.5
_TELEPHONE = -1.5
_LONG_NUMBER = re.compile(r"(?:\d[\s().–-]{0,2}){8}")
"""Digits of a telephone or an account."""


def all_lines(page: ReadPage, matches: Matches, found: Candidate) -> Candidate:
    """``found`` with the lines of its address above and below it."""
    layout = page.layout
    if found.words[-1] != layout.fragments[found.fragment].words[-1] or page.is_running_text(found.fragment):
        return found
    own = _box_of(layout, found.words)
    below = list(_lines(page, matches, own, down=True))
    whole = found.words[0] == layout.fragments[found.fragment].words[0]
    above = list(_lines(page, matches, own, down=False)) if whole else []
    parts = [*(line.words for line in reversed(above)), found.words, *(line.words for line in below)]
    words = tuple(word for part in parts for word in part)
    return replace(found, text=" ".join(layout.words[w].text for w in words), words=words)


def address_score(text: str) -> float:
    """What a text without any sign of an address loses where one is asked."""
    if has_address_sign(text):
        return 0.0
    if _LONG_NUMBER.search(text):
        return _TELEPHONE
    says_other = role_of(text) not in {Role.ADDRESS, Role.TEXT} or bool(find_dates(text))
    return _NO_ADDRESS if says_other or not ("," in text or any(c.isdigit() for c in text)) else 0.0


def _lines(page: ReadPage, matches: Matches, box: Box, *, down: bool) -> Iterator[Fragment]:
    layout = page.layout
    for _ in range(_MOST_LINES):
        near = layout.below(box) if down else layout.above(box)
        following = next((n for n in near[:3] if _is_next(layout.fragments[n].box, box, down=down)), None)
        if following is None or not _goes_on(page, matches, following):
            return
        yield layout.fragments[following]
        box = layout.fragments[following].box


def _is_next(other: Box, box: Box, *, down: bool) -> bool:
    height = min(box.height, other.height)
    gap = other.y0 - box.y1 if down else box.y0 - other.y1
    return -0.6 * height <= gap <= _GAP * height and abs(other.x0 - box.x0) <= _FLUSH * height


def _goes_on(page: ReadPage, matches: Matches, fragment: int) -> bool:
    """True for a line that may be of an address: no label, no telephone, no date, no prose."""
    own = page.layout.fragments[fragment]
    if own.text.endswith(":") or page.is_running_text(fragment):
        return False
    if any(how == 1.0 for word in own.words for how in matches.hits.get(word, {}).values()):
        return False
    if (
        ITEM_NUMBER.match(own.text.split()[0])
        or role_of(own.text) not in {Role.ADDRESS, Role.TEXT}
        or find_dates(own.text)
    ):
        return False
    stems = [stem for word in own.words for stem in page.stems[word] if stem.isalpha()]
    return sum(map(labels_something, stems)) <= _LABELS * len(stems)


def _box_of(layout: PageLayout, words: tuple[int, ...]) -> Box:
    boxes = [layout.boxes[w] for w in words]
    return Box(boxes[0].x0, min(b.y0 for b in boxes), boxes[-1].x1, max(b.y1 for b in boxes))
