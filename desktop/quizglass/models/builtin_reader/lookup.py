"""A cell of an unruled table by the words of its row and of its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizglass.layout.fragments import around
from quizglass.layout.tables import header_lines, label_runs, looks_like_value, whole_cell
from quizglass.models.builtin_reader.candidates import Candidate
from quizglass.models.builtin_reader.matches import Matches, f_score, match_terms, precision
from quizglass.models.builtin_reader.passage import passage
from quizglass.models.builtin_reader.question import AskedFor, Term
from quizglass.models.builtin_reader.question_words import AnswerKind
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.models.builtin_reader.scoring import Judged
from quizglass.models.builtin_reader.values import find_values, has_pattern

_LEAST_ROW = 0.6
_LEAST_COLUMN = 0.4
_LEAST_NAMED = 0.5
_NAMED = 0.9
_LEAST_WEIGHT = 0.2
_BOTH_NAMED = 1.0
_OTHER_KIND = 0.8
_FIGURES = frozenset({AnswerKind.MONEY, AnswerKind.QUANTITY, AnswerKind.PERCENT, AnswerKind.IDENTIFIER})
_LONG_CELL = 4
_DOUBTFUL = 0.15
_BEYOND_TEXT = 0.2
_HEADER_LINES = 9
_FAR_LINE = 0.004
"""What every line between header and cell costs: the nearest of equal headers wins."""


def look_up(page: ReadPage, one: Sequence[Term], other: Sequence[Term]) -> Judged | None:
    """The cell whose row is labelled by one phrase and whose column by the other, in either order."""
    found = [*_cells(page, other, one), *_cells(page, one, other)]
    return max(found, key=lambda judged: judged.score, default=None)


def look_up_unquoted(page: ReadPage, asked: AskedFor, matches: Matches) -> Iterator[Judged]:
    """Cells whose row is named in the question; what else the question says must name the column."""
    for label, named in _named_rows(page, matches):
        row = matches.best(label)
        rest = [term for number, term in enumerate(matches.terms) if row.get(number, 0.0) < _NAMED]
        if not any(term.weight > _LEAST_WEIGHT for term in rest):
            continue
        columns = match_terms(page, rest)
        met = matches.coverage({n: how for n, how in row.items() if how >= _NAMED})
        for cell in page.layout.right_of(around([page.layout.boxes[w] for w in label])):
            header, said = _header(page, cell, label, columns)
            if header < _LEAST_COLUMN:
                continue
            coverage = min(1.0, met + said * columns.weight / matches.weight)
            candidate = _cell_value(page, asked.kind, cell)
            score = coverage + _BOTH_NAMED * named**0.5 * header
            if not candidate.text.endswith(":") and _may_be(asked.kind, candidate.text):
                yield Judged(candidate, score - _unlike(asked.kind, candidate.text), coverage)


def _cell_value(page: ReadPage, kind: AnswerKind, cell: int) -> Candidate:
    """The cell; of a long one only the value of the kind asked for ("Acme Ltd, tax number 5190987654")."""
    text = passage(page.view.words, whole_cell(page.layout, cell))
    values = find_values(kind, text.text) if len(text.words) >= _LONG_CELL else []
    if not values:
        return Candidate(text.text, text.words, cell)
    best = max(values, key=lambda value: value.quality)
    return Candidate(text.text[best.start : best.end], text.words_of(best.start, best.end), cell)


def _may_be(kind: AnswerKind, text: str) -> bool:
    """False for a cell that cannot be what is asked: any cell may be a figure, but no other cell is a date."""
    return kind in _FIGURES or not has_pattern(kind) or bool(find_values(kind, text))


def _unlike(kind: AnswerKind, text: str) -> float:
    """What a cell loses for not looking like the kind of answer asked for."""
    if not has_pattern(kind):
        return 0.0
    qualities = [value.quality for value in find_values(kind, text)]
    return _DOUBTFUL * (1 - max(qualities)) if qualities else _OTHER_KIND


def _named_rows(page: ReadPage, matches: Matches) -> Iterator[tuple[tuple[int, ...], float]]:
    """Row labels of which the question says (nearly) every word, and the share that it says."""
    for number, fragment in enumerate(page.layout.fragments):
        if fragment.words[0] not in matches.hits and fragment.words[-1] not in matches.hits:
            continue
        found = [(words, precision(page, words, matches)) for words in label_runs(page.layout, number)]
        said = [one for one in found if one[1] >= _LEAST_NAMED]
        if said:
            yield max(said, key=lambda one: (len(matches.best(one[0])), -len(one[0])))


def _cells(page: ReadPage, row: Sequence[Term], column: Sequence[Term]) -> Iterator[Judged]:
    columns = match_terms(page, column)
    for label, row_score in _row_labels(page, match_terms(page, row)):
        box = around([page.layout.boxes[w] for w in label])
        cells = page.layout.right_of(box)
        for cell in cells:
            header, _ = _header(page, cell, label, columns)
            if header >= _LEAST_COLUMN:
                words = whole_cell(page.layout, cell)
                candidate = Candidate(" ".join(page.view.words[w].text for w in words), words, cell)
                yield Judged(candidate, 0.5 + row_score * header, (row_score + header) / 2)


def _row_labels(page: ReadPage, rows: Matches) -> Iterator[tuple[tuple[int, ...], float]]:
    """Labels, of one line or several, that the row's phrase names."""
    for number, fragment in enumerate(page.layout.fragments):
        if any(word in rows.hits for word in fragment.words):
            runs = [(words, f_score(page, words, rows)) for words in label_runs(page.layout, number)]
            best = max(runs, key=lambda run: run[1])
            if best[1] >= _LEAST_ROW:
                yield best


def _header(page: ReadPage, cell: int, label: tuple[int, ...], columns: Matches) -> tuple[float, float]:
    """How well the words above the cell name the column (the best run of up to nine lines), and the share said."""
    lines = header_lines(page.layout, cell, page.layout.boxes[label[-1]].x1, page.values.__getitem__)
    best = (0.0, 0.0)
    beyond = 0.0
    for first, nearest in enumerate(lines):
        words: list[int] = []
        for number, line in enumerate(lines[first : first + _HEADER_LINES]):
            words += line
            if number == 0 and not any(word in columns.hits for word in line):
                break
            score = f_score(page, words, columns) - _FAR_LINE * first - beyond
            if score > best[0]:
                best = (score, columns.coverage(columns.best(words)))
        if not looks_like_value(" ".join(page.view.words[w].text for w in nearest)):
            beyond = _BEYOND_TEXT
    return best
