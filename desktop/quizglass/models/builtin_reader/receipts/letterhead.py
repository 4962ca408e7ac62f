"""The head of a receipt: whose it is, and where that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from quizglass.models.builtin_reader.receipts.head_words import (
    CONTACTS,
    COURTESIES,
    HOUSE,
    LEGAL_FORM,
    NAME_ENDINGS,
    NUMBER_BEHIND,
    PARTICULARS,
    PARTIES,
    PLOT,
    POSTCODE,
    REGIONS,
    REGISTRATIONS,
    STREETS,
    TITLES,
    TRADE,
)
from quizglass.models.builtin_reader.receipts.lines import Line

_LONGEST_HEAD = 24
"""Lines from the top among which the shop presents itself."""
_FEWEST_LETTERS = 4
_PRICE = re.compile(r"\d[.,]\d\d\s*[A-Z]{0,2}\s*$")
_NAME_LINES = 3
_LEGAL, _TRADE, _REGISTERED, _FIRST, _LARGE, _ASIDE, _SMALL_LETTERS = 3.0, 1.0, 1.5, 0.3, 2.0, -2.0, -1.0
"""What speaks for a line as the shop's name: see `_name_score`."""
_BRACKETS = ("(", "[", "*", "-")
"""Before branches, registrations and titles; an address begins with none of them."""
_CLOSE = 1.6
"""The widest space, in heights of a line, between two lines of one address."""


class Role(StrEnum):
    """What a line of a head is."""

    TEXT = "text"
    ADDRESS = "address"
    REGISTRATION = "registration"
    CONTACT = "contact"
    TITLE = "title"
    PARTICULAR = "particular"
    PARTY = "party"
    COURTESY = "courtesy"
    NOISE = "noise"


_ROLES = (
    (Role.COURTESY, COURTESIES),
    (Role.TITLE, TITLES),
    (Role.PARTY, PARTIES),
    (Role.REGISTRATION, REGISTRATIONS),
    (Role.CONTACT, CONTACTS),
    (Role.PARTICULAR, PARTICULARS),
)
_ENDS = frozenset({Role.PARTY, Role.PARTICULAR})
"""Where these begin, the shop has presented itself."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Words by index, line by line; () where the head does not tell."""

    name: tuple[int, ...] = ()
    address: tuple[tuple[int, ...], ...] = ()


def read_letterhead(lines: Sequence[Line]) -> Letterhead:
    """The shop's name and the lines of its address, from the ``lines`` of a receipt."""
    head = [(line, _role(line, lines)) for line in lines[:_LONGEST_HEAD]]
    first, last = _address(head)
    address = [line for line, role in head[first : last + 1] if role is Role.ADDRESS or role is Role.TEXT]
    name = _name(head, first if address else len(head))
    return Letterhead(name, tuple(line.words for line in address))


def _role(line: Line, lines: Sequence[Line]) -> Role:
    """What ``line`` is; with a price beside it, it is about goods whatever it says."""
    priced = any(_PRICE.search(other.text) and _beside(line, other) for other in lines[:_LONGEST_HEAD])
    return Role.PARTICULAR if priced else role_of(line.text)


def _beside(one: Line, other: Line) -> bool:
    return one is not other and abs(one.box.middle - other.box.middle) < min(one.box.height, other.box.height) / 2


def role_of(text: str) -> Role:
    """What a line of a head is, by its words alone."""
    letters = sum(c.isalpha() for c in text)
    for role, pattern in _ROLES:
        if pattern.search(text):
            return role
    if _PRICE.search(text):
        return Role.PARTICULAR
    if _is_address(text):
        return Role.ADDRESS
    return Role.TEXT if letters >= _FEWEST_LETTERS else Role.NOISE


def has_address_sign(text: str) -> bool:
    """True for a text with a street, a region or a postcode."""
    return bool(STREETS.search(text) or REGIONS.search(text) or postcode(text))


def _is_address(text: str) -> bool:
    """True for a line with two signs of an address: a street, a house number, a postcode, a region."""
    if text.startswith(_BRACKETS):
        return False
    coded = postcode(text) is not None
    signs = sum(bool(pattern.search(text)) for pattern in (STREETS, HOUSE, REGIONS)) + coded
    return signs > 1 or (signs == 1 and ("," in text or coded))


def _address(head: Sequence[tuple[Line, Role]]) -> tuple[int, int]:
    """The first and the last place of the address in ``head``; (0, -1) without one."""
    goods = next((n for n, (_, role) in enumerate(head) if n and role in _ENDS), len(head))
    party = next((n for n, (_, role) in enumerate(head) if role is Role.PARTY), len(head))
    signed = [n for n in range(party) if head[n][1] is Role.ADDRESS and not LEGAL_FORM.search(head[n][0].text)]
    listed = [n for n in range(1, goods) if head[n][1] is Role.TEXT and "," in head[n][0].text]
    for places in ([n for n in signed if n < goods], listed, signed):
        if places:
            first = _address_start(head, places[0])
            return first, _address_end(head, places[0])
    return 0, -1


def _address_start(head: Sequence[tuple[Line, Role]], first: int) -> int:
    """The place before ``first`` when that line has a sign of an address, though too few to tell it alone."""
    before = head[first - 1] if first else None
    if before and before[1] is Role.TEXT and HOUSE.search(before[0].text) and not LEGAL_FORM.search(before[0].text):
        return first - 1
    return first


def _address_end(head: Sequence[tuple[Line, Role]], first: int) -> int:
    """The place of the last line that goes on with the address."""
    last = first
    for place in range(first + 1, len(head)):
        line, role = head[place]
        before = head[last][0]
        if role is Role.NOISE or line.box.x0 > before.box.x1 or line.box.x1 < before.box.x0:
            continue
        far = line.box.y0 - before.box.y1 > _CLOSE * before.box.height
        if far or role not in {Role.ADDRESS, Role.TEXT}:
            break
        if not _unfinished(head, last, place):
            break
        last = place
    return last


def _unfinished(head: Sequence[tuple[Line, Role]], last: int, place: int) -> bool:
    """True where an address goes on: after a comma, with signs of its own, or before a line that has them.

    Behind the postcode and its town only the region or the country may follow.
    """
    before, text = head[last][0].text.rstrip(), head[place][0].text
    if text.startswith(_BRACKETS):
        return False
    code = postcode(before)
    if before.endswith(",") or (code is not None and code.end() >= len(before) - 1):
        return True
    if code is not None:
        return bool(REGIONS.search(text))
    following = head[place + 1][1] if place + 1 < len(head) else Role.NOISE
    signs = STREETS.search(text) or REGIONS.search(text) or postcode(text)
    return head[place][1] is Role.ADDRESS or following is Role.ADDRESS or bool(signs)


def postcode(text: str) -> re.Match[str] | None:
    """The postcode in a line; the number of a plot is none, nor that of a house before its street."""
    found = POSTCODE.search(PLOT.sub(lambda plot: "_" * len(plot.group()), text))
    of_house = found is not None and found.start() == 0 and STREETS.search(text, found.end())
    return None if of_house else found


def _name(head: Sequence[tuple[Line, Role]], end: int) -> tuple[int, ...]:
    """The words of the shop's name, of one line or several."""
    places = [n for n in range(min(end, len(head))) if head[n][1] is Role.TEXT or _is_named(head[n])]
    before = [n for n in places if not any(head[m][1] in _ENDS for m in range(n))] or places
    if not before:
        return ()
    usual = median(line.box.height for line, _ in head)
    best = max(before, key=lambda n: _name_score(head, n, usual))
    first = last = best
    while first - 1 in before and _goes_on(head, first - 1):
        first -= 1
    while last + 1 < len(head) and head[last + 1][1] in {Role.TEXT, Role.ADDRESS} and _goes_on(head, last):
        last += 1
    lines = [head[n][0] for n in range(first, last + 1)][:_NAME_LINES]
    words = tuple(word for line in lines for word in line.words)
    text = " ".join(line.text for line in lines)
    return words[: len(NUMBER_BEHIND.sub("", text).split())] or words


def _is_named(one: tuple[Line, Role]) -> bool:
    """True for a line with a legal form, whatever else it says."""
    line, role = one
    return role is Role.ADDRESS and bool(LEGAL_FORM.search(line.text))


def _goes_on(head: Sequence[tuple[Line, Role]], place: int) -> bool:
    """True when the name in line ``place`` goes on in the next."""
    text, following = head[place][0].text.rstrip(), head[place + 1][0].text
    return text.endswith(("&", " and", " AND")) or bool(NAME_ENDINGS.match(following))


def _name_score(head: Sequence[tuple[Line, Role]], place: int, usual: float) -> float:
    line = head[place][0]
    following = head[place + 1][1] if place + 1 < len(head) else Role.NOISE
    score = _LEGAL * bool(LEGAL_FORM.search(line.text)) + _TRADE * _names_trade(line.text)
    score += _REGISTERED * (following is Role.REGISTRATION) - _FIRST * place
    score += min(_LARGE, max(0.0, line.box.height / usual - 1))
    if line.text == line.text.lower():
        score += _SMALL_LETTERS
    left, right = _body(head)
    if not left <= line.box.center <= right:
        score += _ASIDE
    return score


def _names_trade(text: str) -> bool:
    """True for "Alton Bakery", not for "Bistro & Cafe" alone: that only describes the line above."""
    return bool(TRADE.search(text)) and any(c.isalpha() for c in TRADE.sub("", text))


def _body(head: Sequence[tuple[Line, Role]]) -> tuple[float, float]:
    """Between what places the head's middle lies: stamps and numbers by hand stand aside."""
    boxes = [line.box for line, role in head if role in {Role.ADDRESS, Role.REGISTRATION, Role.CONTACT, Role.TITLE}]
    if not boxes:
        return 0.0, float("inf")
    return min(box.x0 for box in boxes), max(box.x1 for box in boxes)
