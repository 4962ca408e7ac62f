"""Text cut into units of meaning: words, and numbers and dates by value.

"1,234.50", "1 234,50" and "1234.5" are one unit with one key; so are "2020-03-01" and "1 марта 2020 г.". A code such
as "INV-2043/1" is one unit too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quizglass.answering.letters import adjacent
from quizglass.pages import Word
from quizglass.text import dates, numbers
from quizglass.text.folding import fold

_TOKEN = re.compile(r"[^\W_]+")
_CODE = re.compile(r"(?<![\w.,])(?=[^\s]*\d)[^\W_]+(?:[-/_#:][^\W_]+)*(?![.,]?\w)")
_NOUGHTS = re.compile(r"o[\do]*(?![^\W_])")
_APART = " | "


@dataclass(frozen=True, slots=True)
class Unit:
    """``keys`` are what it can mean: "w:word", "n:1234.5", "d:2020-03-01", "c:inv-2043/1".

    ``start`` and ``end`` are offsets of the folded text. ``token`` is a word's, "" for a value. ``first`` and ``last``
    are the words of the page that print it.
    """

    keys: frozenset[str]
    start: int
    end: int
    token: str = ""
    first: int = 0
    last: int = 0

    @property
    def is_value(self) -> bool:
        return not self.token


def answer_units(text: str) -> list[Unit]:
    """The units of an answer in order, not overlapping; offsets are those of ``fold(text)``."""
    return _cut(fold(text))


def page_units(words: Sequence[Word]) -> list[Unit]:
    """The units of a page in order; a word broken at a line's end is there whole as well as in its parts.

    A number that goes on with noughts that a picture's reader took for letters is none: "1OO" is not 1.
    """
    text, starts = _joined(words)
    owner = _owners(text, starts)
    found = [
        replace(unit, first=owner[unit.start], last=owner[unit.end - 1])
        for unit in _cut(text)
        if not (unit.is_value and words[owner[unit.end - 1]].source == "ocr" and _NOUGHTS.match(text, unit.end))
    ]
    found += _unbroken(words, starts)
    return sorted(found, key=lambda unit: (unit.start, unit.end))


def value_of(text: str) -> frozenset[str]:
    """The keys of ``text`` when all of it is one number, amount or date; empty otherwise."""
    return _date_keys(text) or _number_keys(text)


def _cut(text: str) -> list[Unit]:
    taken = bytearray(len(text))
    units: list[Unit] = []

    def take(start: int, end: int, keys: frozenset[str], token: str = "") -> None:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        if keys and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            units.append(Unit(keys, start, end, token))

    for day in dates.find_dates(text):
        take(day.start, day.end, _date_keys(text[day.start : day.end]))
    for match in _CODE.finditer(text):
        if any(c.isdigit() for c in match.group()) and not match.group().isdigit():
            take(match.start(), match.end(), frozenset({f"c:{match.group()}"}))
    for number in numbers.find_numbers(text):
        take(number.start, number.end, _number_keys(text[number.start : number.end]))
    for match in _TOKEN.finditer(text):
        take(match.start(), match.end(), frozenset({f"w:{match.group()}"}), match.group())
    return sorted(units, key=lambda unit: unit.start)


def _date_keys(text: str) -> frozenset[str]:
    return frozenset(f"d:{day.isoformat()}" for day in dates.readings(text))


def _number_keys(text: str) -> frozenset[str]:
    return frozenset(f"n:{value.normalize():f}" for value in numbers.readings(text.strip()))


def _joined(words: Sequence[Word]) -> tuple[str, list[int]]:
    """The page as one string with every word's offset. Digits that stand apart never join into one number."""
    pieces: list[str] = []
    starts: list[int] = []
    length = 0
    for number, word in enumerate(words):
        if number:
            gap = _APART if _would_join(words[number - 1], word) else " "
            pieces.append(gap)
            length += len(gap)
        starts.append(length)
        pieces.append(fold(word.text))
        length += len(pieces[-1])
    return "".join(pieces), starts


def _would_join(before: Word, after: Word) -> bool:
    return before.text[-1:].isdigit() and after.text[:1].isdigit() and not adjacent(before, after)


def _owners(text: str, starts: Sequence[int]) -> list[int]:
    owners = [0] * len(text)
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(text)
        owners[start:end] = [number] * (end - start)
    return owners


def _unbroken(words: Sequence[Word], starts: Sequence[int]) -> Iterator[Unit]:
    for number in range(len(words) - 1):
        first = fold(words[number].text)
        if not first.endswith("-") or words[number + 1].box.y0 < words[number].box.center[1]:
            continue
        head, tail = _TOKEN.findall(first), _TOKEN.findall(fold(words[number + 1].text))
        if head and tail and head[-1].isalpha() and tail[0].isalpha():
            token = head[-1] + tail[0]
            start, end = starts[number], starts[number + 1] + len(tail[0])
            yield Unit(frozenset({f"w:{token}"}), start, end, token, number, number + 1)
