"""A cell of an unruled table by the words of its row and of its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizglass.layout.fragments import Box, around
from quizglass.models.builtin_reader.candidates import Candidate
from quizglass.models.builtin_reader.matches import Matches, f_score, match_terms, precision
from quizglass.models.builtin_reader.question import AskedFor, Term
from quizglass.models.builtin_reader.question_words import AnswerKind
from quizglass.models.builtin_reader.read_page import ReadPage
from quizglass.models.builtin_reader.scoring import Judged
from quizglass.models.builtin_reader.values import find_values, has_pattern, looks_like_value

_LEAST_ROW = 0.6
_LEAST_COLUMN = 0.4
_LEAST_NAMED = 0.5
_NAMED = 0.9
_LEAST_WEIGHT = 0.2
_BOTH_NAMED = 1.0
_OTHER_KIND = 0.8
_FIGURES = frozenset({AnswerKind.MONEY, AnswerKind.QUANTITY, AnswerKind.PERCENT, AnswerKind.IDENTIFIER})
_DOUBTFUL = 0.15
_BEYOND_TEXT = 0.2
_LABEL_LINES = 5
_HEADER_LINES = 9
_LINE_GAP = 0.8
_HEADER_REACH = 6
_NEAR_ROWS = 12
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
            words = _whole_cell(page, cell)
            candidate = Candidate(" ".join(page.view.words[w].text for w in words), words, cell)
            score = coverage + _BOTH_NAMED * named**0.5 * header
            if not candidate.text.endswith(":") and _may_be(asked.kind, candidate.text):
                yield Judged(candidate, score - _unlike(asked.kind, candidate.text), coverage)


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
        words, below = fragment.words, number
        found = [(words, precision(page, words, matches))]
        while len(found) < _LABEL_LINES and (following := _line_below(page, below)) is not None:
            words += page.layout.fragments[following].words
            found.append((words, precision(page, words, matches)))
            below = following
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
                words = _whole_cell(page, cell)
                candidate = Candidate(" ".join(page.view.words[w].text for w in words), words, cell)
                yield Judged(candidate, 0.5 + row_score * header, (row_score + header) / 2)


def _whole_cell(page: ReadPage, cell: int) -> tuple[int, ...]:
    """The cell's words; "Total:" and the number behind it are one cell."""
    fragment = page.layout.fragments[cell]
    following = page.layout.right_of(fragment.box)
    if fragment.text.endswith(":") and following:
        after = page.layout.fragments[following[0]]
        if after.box.x0 - fragment.box.x1 < fragment.box.height:
            return fragment.words + after.words
    return fragment.words


def _row_labels(page: ReadPage, rows: Matches) -> Iterator[tuple[tuple[int, ...], float]]:
    """Fragments, or several lines of one, that the row's phrase names."""
    for number, fragment in enumerate(page.layout.fragments):
        if not any(word in rows.hits for word in fragment.words):
            continue
        words = fragment.words
        best = (words, f_score(page, words, rows))
        below = number
        for _ in range(_LABEL_LINES - 1):
            following = _line_below(page, below)
            if following is None:
                break
            words += page.layout.fragments[following].words
            best = max(best, (words, f_score(page, words, rows)), key=lambda found: found[1])
            below = following
        if best[1] >= _LEAST_ROW:
            yield best


def _line_below(page: ReadPage, number: int) -> int | None:
    """The next line of a label that goes on below, flush left or indented a little."""
    box = page.layout.fragments[number].box
    for below in page.layout.below(box)[:2]:
        other = page.layout.fragments[below].box
        if other.y0 - box.y1 < _LINE_GAP * box.height and abs(other.x0 - box.x0) < 2 * box.height:
            return below
    return None


def _header(page: ReadPage, cell: int, label: tuple[int, ...], columns: Matches) -> tuple[float, float]:
    """How well the words above the cell name the column (the best run of up to nine lines), and the share said."""
    lines = _lines_above(page, cell, label)
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


def _lines_above(page: ReadPage, cell: int, label: tuple[int, ...]) -> list[list[int]]:
    """The words over the cell's column, line by line, nearest first."""
    band = _band(page, cell, label)
    lines: list[list[int]] = []
    edge = band.y0
    order = sorted(
        (w for w, b in enumerate(page.layout.boxes) if b.middle < band.y0 and band.x0 <= b.center <= band.x1),
        key=lambda w: -page.layout.boxes[w].middle,
    )
    for word in order:
        box = page.layout.boxes[word]
        if not lines or edge - box.middle > 0.5 * box.height:
            lines.append([])
            edge = box.middle
        lines[-1].append(word)
    return lines


def _band(page: ReadPage, cell: int, label: tuple[int, ...]) -> Box:
    """The cell with half of the gaps to its neighbours."""
    box = page.layout.fragments[cell].box
    reach = _HEADER_REACH * box.height
    before = page.layout.boxes[label[-1]].x1 if page.layout.boxes[label[-1]].x1 <= box.x0 else box.x0 - reach
    after = box.x1 + reach
    for other, fragment in enumerate(page.layout.fragments):
        near = abs(fragment.box.middle - box.middle) < _NEAR_ROWS * box.height
        if near and (page.values[other] or abs(fragment.box.middle - box.middle) < box.height):
            if fragment.box.x1 < box.x0:
                before = max(before, fragment.box.x1)
            elif fragment.box.x0 > box.x1:
                after = min(after, fragment.box.x0)
    return Box(max(box.x0 - reach, (before + box.x0) / 2), box.y0, min(box.x1 + reach, (box.x1 + after) / 2), box.y1)
