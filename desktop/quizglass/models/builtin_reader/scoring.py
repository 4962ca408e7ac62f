"""How well the surroundings of a candidate support it as the answer.

A candidate is supported by the words before it in its fragment, left of it in its row, above it in its column. Every
term of the question counts once, with the best support it has. The weights below are the whole model.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from quizglass.models.builtin_reader.candidates import Candidate
from quizglass.models.builtin_reader.matches import Matches, precision
from quizglass.models.builtin_reader.question import AskedFor
from quizglass.models.builtin_reader.question_words import AnswerKind
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.models.builtin_reader.values import has_pattern, is_company, is_person
from quizglass.text.folding import fold
from quizglass.text.vocabulary import labels_something
from quizglass.text.word_forms import stem

# How strongly a label supports a value, by where it stands.
_BEFORE = 1.0
_AFTER = 0.5
_LEFT = 1.0
_LEAST_LEFT, _FAR_LEFT = 0.85, 0.01
_ROW_HEAD = 0.85
_FARTHER_LEFT = 0.6
_ABOVE = 0.95
_COLUMN_HEAD = 0.85
_FARTHER_ABOVE = 0.45
_COUNTED = 2
"""How many words behind a number may say what it counts: "3 nights", "12 square metres"."""
_OFFICE = 0.9
_OFFICE_REACH = 8

# What a candidate's score is made of.
_COVERAGE = 1.0
_PRECISION = 0.45
_QUALITY = 0.25
_RIGHT_END = 0.3
_WRONG_END = -0.6
_OTHER_LABEL = -0.25
_REPEATED_LABEL = -0.05
_IS_LABEL = -0.5
_LIKE_LABEL = -0.5
_LONG = -0.3
_UNSUPPORTED = -0.4
_ALONE = 0.1
_NEAR_TOP = 0.3
_FILER_FIRST = 0.8
"""Whoever fills in a form says first who it is; others are named further down."""
_RUNNING_TEXT = -0.3
_PERSON = 0.4
_NO_PERSON = -0.3
_UNSURE = 0.75
"""What a bare number counts for where money is asked."""
_COMPANY, _NO_COMPANY = 0.4, -0.3
_LONGEST_TEXT = 14
_LONGEST_NAME = 8

_OFFICE_ALONE = 0.5
_OFFICE_WORDS = """
начальник директор руководитель заведующий председатель секретарь бухгалтер инспектор менеджер
manager director head chief president secretary treasurer accountant inspector supervisor
"""
_OFFICES = frozenset(map(stem, _OFFICE_WORDS.split()))
_UNIT_WORDS = """
шт кг г т л м мм см м2 м3 ед компл упак уп час ч дн мес pcs pc ea kg g t l m mm cm m2 h hrs set box
"""
_UNITS = frozenset(_UNIT_WORDS.split())
_FREE_GAP = 3.0
_FAR_LABEL = 0.08
"""What each height of empty space beyond the first three takes from a label above."""
_NAME_LABELS = frozenset(map(stem, ("name", "company", "title", "наименование", "имя", "фио", "название")))
_MANY_WORDS = 5
_REACH_ABOVE = 40
_NEAR_LINES = 1.6
_WIDE = 3.0


class Support(NamedTuple):
    """``words`` that support a candidate; ``strength`` 0..1; ``label``: near enough to be its label."""

    words: tuple[int, ...]
    strength: float
    label: bool


class Judged(NamedTuple):
    """A candidate with its ``score`` (compared) and ``coverage`` (0..1: the share of the question that is met)."""

    candidate: Candidate
    score: float
    coverage: float


def judge(page: ReadPage, asked: AskedFor, matches: Matches, candidate: Candidate) -> Judged:
    supports = [s for s in _supports(page, asked, candidate) if any(word in matches.hits for word in s.words)]
    found = dict(matches.implied)
    for term, how in matches.anywhere.items():
        found[term] = max(found.get(term, 0.0), how)
    for support in supports:
        for term, how in matches.best(support.words).items():
            found[term] = max(found.get(term, 0.0), how * support.strength)
    coverage = matches.coverage(found)
    if asked.kind is AnswerKind.MONEY:
        coverage *= _UNSURE + (1 - _UNSURE) * candidate.quality
    if asked.kind is AnswerKind.NAME and _is_office(page, candidate):
        coverage *= _OFFICE_ALONE
    score = _COVERAGE * coverage + _QUALITY * candidate.quality
    labels = [support for support in supports if support.label]
    if labels:
        best = max(labels, key=lambda s: matches.coverage(matches.best(s.words)) * s.strength)
        said = matches.coverage({**matches.implied, **matches.best(best.words)})
        score += _PRECISION * precision(page, best.words, matches) * said
        score += _REPEATED_LABEL * min(6, _repeats(page, best.words))
    elif not supports and not asked.bare and _has_other_label(page, candidate):
        score += _OTHER_LABEL
    if not (supports or asked.bare or has_pattern(asked.kind)):
        score += _UNSUPPORTED
    score += _range_score(asked, candidate) + _place_score(page, asked, candidate)
    score += _own_words_score(page, asked, matches, candidate)
    return Judged(candidate, score, coverage)


def _is_office(page: ReadPage, candidate: Candidate) -> bool:
    """True for "Head of sales" where a name is asked: who holds the office stands beside it."""
    first, *rest = candidate.words
    held = any(page.view.words[word].text[:1].isupper() for word in rest)
    return not held and bool(_OFFICES.intersection(page.stems[first]))


def company_score(asked: AskedFor, text: str) -> float:
    """What a legal form says where a firm is asked, and its lack where nothing else could tell."""
    if not asked.company:
        return 0.0
    return _COMPANY if is_company(text) else _NO_COMPANY if asked.bare else 0.0


def _own_words_score(page: ReadPage, asked: AskedFor, matches: Matches, candidate: Candidate) -> float:
    """What speaks against the candidate itself: it says what the question says, or is another label, or is long."""
    score = 0.0
    if any(word in matches.hits for word in candidate.words):
        score += _IS_LABEL * precision(page, candidate.words, matches)
    if not has_pattern(asked.kind):
        stems = [s for word in candidate.words for s in page.stems[word] if s.isalpha()]
        if stems:
            score += _LIKE_LABEL * sum(map(labels_something, stems)) / len(stems)
    longest = _LONGEST_NAME if asked.kind is AnswerKind.NAME else _LONGEST_TEXT
    if sum(len(page.view.words[w].text) > 1 for w in candidate.words) > longest:
        score += _LONG
    return score


def _place_score(page: ReadPage, asked: AskedFor, candidate: Candidate) -> float:
    """What only its kind identifies stands alone near the top; a line of running text is no name."""
    box = page.layout.fragments[candidate.fragment].box
    own = page.layout.fragments[candidate.fragment].words
    titled = candidate.words[0] != own[0] and page.view.words[own[0]].text[:1].isupper()
    alone = not page.is_running_text(candidate.fragment) or (titled and not has_pattern(asked.kind))
    score = _ALONE * alone
    if asked.bare or asked.filer:
        weight = _FILER_FIRST if asked.filer else _NEAR_TOP
        score += weight * (1 - box.y0 / max(page.view.page_size.height, box.y1))
    if not alone and (asked.bare or not has_pattern(asked.kind)):
        score += _RUNNING_TEXT
    if asked.signer:
        score += _PERSON if is_person(candidate.text) else _NO_PERSON
    return score


def _supports(page: ReadPage, asked: AskedFor, candidate: Candidate) -> Iterator[Support]:
    own = page.layout.fragments[candidate.fragment].words
    first, last = own.index(candidate.words[0]), own.index(candidate.words[-1])
    if first:
        yield Support(_own_sentence(page, own[:first]), _BEFORE, label=True)
    if last + 1 < len(own):
        if asked.kind is AnswerKind.QUANTITY:
            yield Support(own[last + 1 : last + 1 + _COUNTED], _BEFORE, label=True)
        yield Support(own[last + 1 :], _AFTER, label=False)
    if asked.signer and is_person(candidate.text):
        yield from _office(page, candidate)
    yield from _left(page, asked.kind, candidate.fragment)
    if not page.is_running_text(candidate.fragment):
        yield from _above(page, candidate)


def _own_sentence(page: ReadPage, before: tuple[int, ...]) -> tuple[int, ...]:
    """Of many words before a value those after the last full stop: what was said before labels something else."""
    if len(before) < _MANY_WORDS:
        return before
    for place in range(len(before) - 2, -1, -1):
        following = page.view.words[before[place + 1]].text
        if page.view.words[before[place]].text.endswith((".", ";")) and following[:1].isupper():
            return before[place + 1 :]
    return before


def _office(page: ReadPage, candidate: Candidate) -> Iterator[Support]:
    """Lines shortly above or beside a person's name, in any column: whoever signs has the office there."""
    box = page.layout.fragments[candidate.fragment].box
    for fragment in page.layout.fragments:
        if -2.5 * box.height <= box.middle - fragment.box.middle < _OFFICE_REACH * box.height:
            yield Support(fragment.words, _OFFICE, label=False)


def _left(page: ReadPage, kind: AnswerKind, number: int) -> Iterator[Support]:
    only_values = label = True
    row = page.left(number)
    box = page.layout.fragments[number].box
    first = next((left for left in reversed(row) if not _says_nothing(page, left)), None)
    for left in row:
        words = _own_sentence(page, page.layout.fragments[left].words)
        gap = (box.x0 - page.layout.fragments[left].box.x1) / max(box.height, 1.0)
        head = left == first
        if label:
            yield Support(words, max(_LEAST_LEFT, min(_LEFT, 1 - _FAR_LEFT * (gap - _FREE_GAP))), label=True)
        else:
            yield Support(words, _ROW_HEAD if only_values or head else _FARTHER_LEFT, label=head or only_values)
        # "Advertiser  Name:  Smith": a label that only names the kind leaves the one before it in charge.
        label = label and kind is AnswerKind.NAME and {s for w in words for s in page.stems[w]} <= _NAME_LABELS
        only_values = only_values and _says_nothing(page, left)


def _says_nothing(page: ReadPage, fragment: int) -> bool:
    """True for a value and for the unit that it is counted in: neither labels what stands right of it."""
    return page.values[fragment] or fold(page.layout.fragments[fragment].text).strip(" .") in _UNITS


def _above(page: ReadPage, candidate: Candidate) -> Iterator[Support]:
    box = page.layout.fragments[candidate.fragment].box
    only_values, near, edge = True, True, box.y0
    for above in page.above(candidate.fragment)[:_REACH_ABOVE]:
        fragment = page.layout.fragments[above]
        if fragment.words[0] in page.prose_words:
            return  # a sentence is no label of what stands below it
        if only_values:
            near = near and edge - fragment.box.y1 < _NEAR_LINES * box.height and not page.values[above]
            strength = _ABOVE if near else _COLUMN_HEAD
        else:
            near = near and edge - fragment.box.y1 < 0.6 * box.height
            strength = _COLUMN_HEAD if near else _FARTHER_ABOVE
        gap = (edge - fragment.box.y1) / max(box.height, 1.0)
        strength *= max(0.4, min(1.0, 1 - _FAR_LABEL * (gap - _FREE_GAP)))
        yield Support(_over(page, fragment.words, candidate), strength, label=near)
        only_values = only_values and page.values[above]
        edge = fragment.box.y0


def _over(page: ReadPage, words: tuple[int, ...], candidate: Candidate) -> tuple[int, ...]:
    """Of a heading over several columns only the words over the candidate."""
    box = page.layout.fragments[candidate.fragment].box
    boxes = page.layout.boxes
    if boxes[words[-1]].x1 - boxes[words[0]].x0 <= _WIDE * max(box.x1 - box.x0, 4 * box.height):
        return words
    reach = 2 * box.height
    return tuple(w for w in words if boxes[w].x0 < box.x1 + reach and boxes[w].x1 > box.x0 - reach)


def _repeats(page: ReadPage, words: tuple[int, ...]) -> int:
    number = page.layout.fragment_of_word[words[0]]
    return page.repeated[page.layout.fragments[number].text.lower()] - 1


def _has_other_label(page: ReadPage, candidate: Candidate) -> bool:
    left = page.left(candidate.fragment)
    return bool(left) and not page.values[left[0]]


def _range_score(asked: AskedFor, candidate: Candidate) -> float:
    if asked.end is None or candidate.end_of_range is None:
        return 0.0
    return _RIGHT_END if candidate.end_of_range is asked.end else _WRONG_END
