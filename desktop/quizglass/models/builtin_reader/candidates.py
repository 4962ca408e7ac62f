"""Everything on a page that might answer a question, before any of it is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from quizglass.models.builtin_reader.matches import Matches, without_asked
from quizglass.models.builtin_reader.passage import passage
from quizglass.models.builtin_reader.question import AskedFor
from quizglass.models.builtin_reader.question_words import AnswerKind, RangeEnd
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.models.builtin_reader.values import Value, find_values, has_pattern, is_person
from quizglass.text.dates import find_dates
from quizglass.text.folding import token_texts
from quizglass.text.stop_words import is_stop_word

_CODE = re.compile(r"(?<=\S)\s*\(\d+\)$")
"""A number in brackets behind a name: its key in somebody's list."""
_LOWER_REST = 0.3
"""What follows a label within a fragment in lower case is more likely the rest of the label."""
_LEADERS = "....."
"""A line of contents leads elsewhere; it answers nothing itself."""
_NOTHING = re.compile(r"(?:n/?a|none|nil|not applicable|нет|не применимо|-+|—)\.?", re.IGNORECASE)
"""What fills a field that has no value."""
_BOX = re.compile(r"^(?:[□☐☑☒■▢✓✔]|\[[ xX]?\])")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible answer: what is printed, in which fragment. ``quality`` 0..1: how surely of the asked kind."""

    text: str
    words: tuple[int, ...]
    fragment: int
    quality: float = 1.0
    end_of_range: RangeEnd | None = None


def find_candidates(page: ReadPage, asked: AskedFor, matches: Matches) -> Iterator[Candidate]:
    """The candidates of the kind asked for, fragment by fragment."""
    if has_pattern(asked.kind):
        for fragment in range(len(page.layout.fragments)):
            yield from _values(page, asked.kind, fragment, matches)
    else:
        for fragment in range(len(page.layout.fragments)):
            if fragment in page.labels:
                continue
            yield from _texts(page, asked.kind, fragment, matches)


def _values(page: ReadPage, kind: AnswerKind, number: int, matches: Matches) -> Iterator[Candidate]:
    own = page.layout.fragments[number].words
    text = passage(page.view.words, own)
    values = find_values(kind, text.text)
    if kind is AnswerKind.DATE and values:
        values = _with_neighbours(page, number, values)
    for value in values:
        words = without_asked(text.words_of(value.start, value.end), matches)
        if words:
            printed = text.text[max(value.start, text.starts[own.index(words[0])]) : value.end]
            yield Candidate(printed, words, number, value.quality, value.end_of_range)


def _with_neighbours(page: ReadPage, number: int, values: list[Value]) -> list[Value]:
    """The dates of a fragment with the ends of ranges that reach over a gap into the next fragment of the row."""
    row = page.layout.row(page.layout.fragments[number].box)
    at = row.index(number)
    near = row[max(0, at - 2) : at + 3]
    indices = [word for fragment in near for word in page.layout.fragments[fragment].words]
    whole = passage(page.view.words, indices)
    offset = whole.starts[indices.index(page.layout.fragments[number].words[0])]
    ends = {value.start - offset: value.end_of_range for value in find_values(AnswerKind.DATE, whole.text)}
    return [value._replace(end_of_range=value.end_of_range or ends.get(value.start)) for value in values]


def _texts(page: ReadPage, kind: AnswerKind, number: int, matches: Matches) -> Iterator[Candidate]:
    """The fragment as a whole, or what follows the question's words at its beginning."""
    own = page.layout.fragments[number].words
    head = 0
    while head < len(own) and (own[head] in matches.hits or not _LETTER.search(page.view.words[own[head]].text)):
        head += 1
    label = any(word in matches.hits for word in own[:head])
    if label and kind is AnswerKind.NAME and _speaks_of(page, number, own[head - 1]):
        return
    for run in (own[head:] if label else own,):
        if run and not (label and len(run) == len(own)):
            text = " ".join(page.view.words[i].text for i in run)
            if kind is AnswerKind.NAME:
                text = _name_alone(text)
                run = run[: len(text.split())]
            quality = _text_quality(text, kind) * (_LOWER_REST if label and text[:1].islower() else 1.0)
            if quality:
                yield Candidate(text, run, number, quality)


def _speaks_of(page: ReadPage, fragment: int, last: int) -> bool:
    """True where a line of prose goes on after ``last`` without a colon: "The tenant shall pay" names nobody."""
    return page.is_running_text(fragment) and not page.view.words[last].text.endswith((":", "-", "–", "—"))


def _name_alone(text: str) -> str:
    """Without the key in brackets behind it, and of "Ann Lee, tel. 5" only the person."""
    person = text.split(",")[0]
    return person if is_person(person) else _CODE.sub("", text)


def starts_with_box(text: str) -> bool:
    return bool(_BOX.match(text))


def _text_quality(text: str, kind: AnswerKind) -> float:
    if (
        text.endswith(":")
        or _LEADERS in text
        or _NOTHING.fullmatch(text)
        or all(is_stop_word(token) for token in token_texts(text))
    ):
        return 0.0
    if kind is AnswerKind.TEXT:
        return 1.0 if any(c.isalnum() for c in text) else 0.0
    letters = sum(c.isalpha() for c in text)
    digits = sum(c.isdigit() for c in text)
    if letters < 2 or (kind is AnswerKind.NAME and digits > letters):
        return 0.0
    if kind is AnswerKind.NAME and text[:1].isdigit() and find_dates(text):
        return 0.0
    capital = text[:1].isupper() or text[:1] in "\"«'(" or (text[:1].isdigit() and kind is AnswerKind.ADDRESS)
    return 1.0 if capital else 0.6
