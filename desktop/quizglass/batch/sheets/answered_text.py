"""A text file with the answers beside its questions.

Every line stays the line that it was, to the last character, and gets cells at its end: what reads the file by the
numbers of its lines goes on to do so. So a question has its best answer here, and how many others there are; all of
them are in the rows that a run exports.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from quizglass.batch.exports.cells import holdable, without_formula
from quizglass.batch.exports.columns import title
from quizglass.batch.sheets.best_answers import BestAnswer, titles
from quizglass.batch.sheets.encodings import Decoded
from quizglass.batch.sheets.separated import Record, Separated
from quizglass.batch.sheets.table import Table

_MARK: Final = b"\xef\xbb\xbf"
_SPECIAL: Final = '"\r\n'


def answered_separated(
    found: Separated, head_row: int | None, answers: Mapping[int, BestAnswer], *, separator: str
) -> str:
    """``found`` with ``answers`` by the numbers of their rows; ``separator`` is for a file that has none."""
    between = found.separator or separator
    width = max((len(record.cells) for record in found.records), default=0)
    lines = [found.before]
    for number, record in enumerate(found.records, start=1):
        more = titles() if number == head_row else _cells(answers.get(number))
        lines.append(_line(record, more, width, between, is_kept=bool(found.separator)))
    return "".join(lines)


def answered_lines(table: Table, answers: Mapping[int, BestAnswer], *, separator: str) -> str:
    """The lines of a text file as a table with a head."""
    lines = [[title("question"), *titles()]]
    lines += ([row.cells[1].text, *_cells(answers.get(row.number))] for row in table.rows)
    return "".join(separator.join(_field(cell, separator) for cell in line) + "\r\n" for line in lines)


def encoded(text: str, source: Decoded) -> bytes:
    """``text`` in the encoding of ``source``; where that lacks a letter of an answer, in UTF-8, marked as such."""
    try:
        return source.mark + text.encode(source.encoding)
    except UnicodeEncodeError:
        return _MARK + text.encode("utf-8")


def _line(record: Record, more: list[str], width: int, separator: str, *, is_kept: bool) -> str:
    written = record.written if is_kept else separator.join(_field(cell, separator) for cell in record.cells)
    if more:
        missing = width - len(record.cells)
        written += separator * (missing + 1) + separator.join(_field(cell, separator) for cell in more)
    return written + record.end


def _cells(answer: BestAnswer | None) -> list[str]:
    if answer is None:
        return []
    row = answer.row
    evidence = row.evidence_text if answer.text else ""
    texts = [answer.text, row.file if answer.text else "", str(answer.page or ""), evidence, answer.status]
    return [*(without_formula(holdable(text)) for text in texts), str(answer.others or "")]


def _field(text: str, separator: str) -> str:
    is_special = any(mark in text for mark in (*_SPECIAL, separator)) or text != text.strip()
    return '"' + text.replace('"', '""') + '"' if is_special else text
