"""From a question and a read page to the best answer: forms, tables and prose compete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from quizglass.geometry import WHOLE_PAGE
from quizglass.models.builtin_reader.address_lines import address_score, all_lines
from quizglass.models.builtin_reader.candidates import find_candidates, starts_with_box
from quizglass.models.builtin_reader.lookup import look_up, look_up_unquoted
from quizglass.models.builtin_reader.matches import Matches, match_terms
from quizglass.models.builtin_reader.number_pairs import asked_of_pair
from quizglass.models.builtin_reader.prose import from_prose
from quizglass.models.builtin_reader.question import DOCUMENT_WEIGHT, AskedFor, understand
from quizglass.models.builtin_reader.question_words import AnswerKind
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.models.builtin_reader.receipts.answers import Told
from quizglass.models.builtin_reader.receipts.answers import told as told_by_receipt
from quizglass.models.builtin_reader.scoring import Judged, company_score, judge
from quizglass.models.builtin_reader.told_by_form import told_by_form
from quizglass.models.builtin_reader.values import has_pattern
from quizglass.text.folding import fold

_LEAST_COVERAGE = 0.52
_TICK_BOX = -0.5
"""A box to tick labels the words behind it; they answer no other question."""
_TOLD = 0.8
"""How sure an answer is that the page's make-up tells: no label says it."""
_BARE_COVERAGE = 0.6
"""What a value counts as when only its kind was asked: the first date of a page answers "What is the date?"."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The best answer. ``found`` is False when too little of the question is supported."""

    text: str
    words: tuple[int, ...]
    confidence: float
    found: bool


def best_answer(page: ReadPage, question: str) -> Quote | None:
    """The best supported quote, None when the page holds nothing of the kind asked for."""
    told = told_by_form(page, fold(question))
    if told is not None and (not told.words or _lies_in_region(page, told.words)):
        return Quote(told.text, told.words, _TOLD if told.words else 0.0, found=bool(told.words))
    asked = understand(question)
    said = _from_receipt(page, asked)
    if said is not None:
        return Quote(said.text.strip(" ,;"), said.words, _TOLD, found=True)
    matches = match_terms(page, asked.terms)
    judged = [one for one in _all(page, asked, matches) if _in_region(page, one)]
    if not judged and asked.kind is AnswerKind.DATE:
        # "When does it leave?" of a page without dates asks for the time of day.
        asked = replace(asked, kind=AnswerKind.TIME)
        judged = [one for one in _all(page, asked, matches) if _in_region(page, one)]
    if not judged:
        return None
    best = max(judged, key=lambda one: one.score + _look_score(asked, one.candidate.text))
    coverage = best.coverage
    if asked.bare and has_pattern(asked.kind) and _is_such_a_document(matches):
        coverage = max(coverage, _BARE_COVERAGE)
    found = coverage >= _LEAST_COVERAGE
    quoted = best.candidate
    if asked.kind is AnswerKind.ADDRESS:
        found = found and address_score(quoted.text) >= 0
        quoted = all_lines(page, matches, quoted)
    text = asked_of_pair(fold(question), quoted.text.strip(" ,;"))
    return Quote(text, quoted.words, round(min(1.0, coverage), 3), found)


def _look_score(asked: AskedFor, text: str) -> float:
    """How far a text looks like what is asked, whatever stands around it."""
    of_address = address_score(text) if asked.kind is AnswerKind.ADDRESS else 0.0
    return company_score(asked, text) + of_address + (_TICK_BOX if starts_with_box(text) else 0.0)


def _from_receipt(page: ReadPage, asked: AskedFor) -> Told | None:
    """What the page as a receipt tells, within the region."""
    other = any(stem in page.words_by_stem for stem in asked.unknown)
    said = told_by_receipt(page, asked.subject) if asked.subject and not other else None
    return said if said and _lies_in_region(page, said.words) else None


def _all(page: ReadPage, asked: AskedFor, matches: Matches) -> Iterator[Judged]:
    if len(asked.phrases) > 1:
        cell = look_up(page, asked.phrases[0], asked.phrases[1])
        if cell is not None:
            yield cell
            return
    for candidate in find_candidates(page, asked, matches):
        yield judge(page, asked, matches, candidate)
    yield from look_up_unquoted(page, asked, matches)
    yield from from_prose(page, asked, matches)


def _is_such_a_document(matches: Matches) -> bool:
    """True when the page says what document the question takes it for: there is no invoice number in a timetable."""
    return all(n in matches.anywhere for n, term in enumerate(matches.terms) if term.weight >= DOCUMENT_WEIGHT)


def _in_region(page: ReadPage, one: Judged) -> bool:
    return _lies_in_region(page, one.candidate.words)


def _lies_in_region(page: ReadPage, words: tuple[int, ...]) -> bool:
    """True when most of the quote lies in the region; labels may stand around it."""
    region = page.view.region
    if region == WHOLE_PAGE:
        return True
    boxes = [page.view.words[w].box for w in words]
    return 2 * sum(region.contains(*box.center) for box in boxes) > len(boxes)
