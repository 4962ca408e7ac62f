"""Questions from a spreadsheet or a text file.

XLSX, CSV in any usual encoding and with any usual separator, and text with a question a line. Every row is asked or
told of; a question that stands in several rows is asked once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quizglass.batch.exports.feed import RowFeed
from quizglass.batch.exports.whole_file import check_writable, whole_file
from quizglass.batch.row import Row
from quizglass.batch.sheets.answered_text import answered_lines, answered_separated, encoded
from quizglass.batch.sheets.answered_workbook import Place, write_answered_workbook
from quizglass.batch.sheets.best_answers import BestAnswer, gathered
from quizglass.batch.sheets.heads import is_only_numbers, looks_like_question, same_name
from quizglass.batch.sheets.left_out import LeftOut, Reason, quoted
from quizglass.batch.sheets.question_column import QuestionColumn, heads_of, named_column, question_column
from quizglass.batch.sheets.separated import lines_of, separated, table_of
from quizglass.batch.sheets.source import SUFFIXES as SUFFIXES
from quizglass.batch.sheets.source import is_lines, is_workbook, read_bytes, tables_in, text_of
from quizglass.batch.sheets.table import Kind, Table, TableRow, letter
from quizglass.batch.sheets.workbook import tables_of
from quizglass.cancellation import CancelToken
from quizglass.errors import (
    ExportIncomplete,
    NoQuestions,
    NoQuestionsLeft,
    NoSuchColumn,
    NoSuchWorksheet,
    SheetChanged,
    SheetOfOtherKind,
    WouldReplaceQuestions,
)

_KINDS: Final = {
    Kind.NUMBER: Reason.ONLY_NUMBERS,
    Kind.UNCALCULATED: Reason.UNCALCULATED,
    Kind.MISTAKE: Reason.MISTAKE,
    Kind.BADLY_QUOTED: Reason.BADLY_QUOTED,
}


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """``rows`` are all those that it stands in, from 1."""

    text: str
    rows: tuple[int, ...]

    @property
    def row(self) -> int:
        return self.rows[0]


@dataclass(frozen=True, slots=True)
class QuestionSheet:
    """``column`` counts from 1, ``header`` is its head's text. ``worksheet`` is "" for text files, which may have no
    columns but a question in each line.

    Each of ``left_out`` tells in its ``words`` which rows are not asked and why.
    """

    path: Path
    questions: tuple[SheetQuestion, ...]
    column: int
    header: str | None
    head_row: int | None
    left_out: tuple[LeftOut, ...] = ()
    worksheet: str = ""
    has_columns: bool = True

    @property
    def copy_suffix(self) -> str:
        """What the name of the copy with the answers ends with: a text with a question a line becomes a table."""
        return (self.path.suffix.lower() if self.has_columns else "") or ".csv"

    @property
    def letter(self) -> str:
        """What spreadsheets call the column."""
        return letter(self.column)


def read_questions(
    path: str | Path, *, column: str = "", worksheet: str = "", cancel: CancelToken | None = None
) -> QuestionSheet:
    """The questions in the file at ``path``.

    ``column`` is what the head of their column says, or its letter; "" finds it. ``worksheet`` is a title; "" takes the
    first that is shown and names its questions, or holds some. Rows that are hidden are not asked.

    Raises:
        FileMissing: it is not there; `FileAccessError` when it cannot be read.
        NotASheet: it is no spreadsheet and no text; `SheetOfOldKind`, `SheetDamaged`, `SheetLocked`, `SheetTooLarge`.
        NoQuestions: it holds none, or none that can be asked.
        NoSuchColumn: as its name says; `NoSuchWorksheet`.
        Cancelled: stopped.
    """
    path = Path(path)
    tables = tables_in(path, read_bytes(path), cancel or CancelToken())
    if not tables:
        raise NoQuestions(name=path.name)
    table, where = _found(_titled(tables, worksheet, path.name), column, path.name)
    questions, left_out = _asked(table, where)
    others = tuple(other.worksheet for other in tables if other is not table)
    if others:
        left_out.append(LeftOut(Reason.OTHER_WORKSHEETS, titles=others))
    if not questions:
        why = " ".join(one.words for one in left_out)
        raise NoQuestionsLeft(name=path.name, why=why) if why else NoQuestions(name=path.name)
    return QuestionSheet(
        path,
        questions,
        where.column,
        where.header,
        where.head_row,
        tuple(left_out),
        worksheet=table.worksheet,
        has_columns=table.has_head,
    )


def check_answers_target(sheet: QuestionSheet, out: Path) -> None:
    """Find out before a long run that its answers could not be written to ``out``.

    Raises:
        SheetOfOtherKind: the copy has to be of the kind of the original.
        WouldReplaceQuestions: it is the original.
        FileNotWritable: the folder is not there or takes no files, or the file is read-only.
    """
    if out.suffix.lower() != sheet.copy_suffix:
        raise SheetOfOtherKind(name=out.name, suffix=sheet.copy_suffix)
    check_writable(out)
    keep_original(sheet, out)


def keep_original(sheet: QuestionSheet, out: Path) -> None:
    """See that ``out`` is another file.

    Raises:
        WouldReplaceQuestions: it is the one with the questions.
    """
    try:
        same = out.samefile(sheet.path)
    except (OSError, ValueError):  # one of them is not there, or no file can have that name
        same = False
    if same:
        raise WouldReplaceQuestions(name=out.name)


def write_answers(
    sheet: QuestionSheet,
    rows: Iterable[Row],
    out: Path,
    *,
    delimiter: str = ",",
    progress: Callable[[int], None] = lambda _: None,
    cancel: CancelToken,
) -> None:
    """Copy the file of ``sheet`` to ``out``, with the answers in new columns beside its questions.

    The best answer stands beside a question: a person's correction, else one that was found, else the one the model is
    surest of; and how many others there are. A spreadsheet has them all in one more worksheet, with links. Rows are
    known by their questions: the file may have been sorted or added to meanwhile. ``delimiter`` is for a text file
    that has no columns yet. ``progress`` is told how many rows are read.

    Raises:
        AppError: as `check_answers_target` and `read_questions`.
        SheetChanged: what was asked stands nowhere in the file any more.
        SheetIsFull: it has no columns left.
        ExportIncomplete: what was written could not be read again; `DiskFull`, `FileInUse`.
        Cancelled: stopped; nothing is written.
    """
    check_answers_target(sheet, out)
    data = read_bytes(sheet.path)
    best: dict[str, BestAnswer] = {}
    feed = gathered(RowFeed(rows, out, progress, cancel), best)
    with whole_file(out) as partial:
        if is_workbook(sheet.path, data):
            _write_workbook(sheet, data, feed, best, partial, cancel)
        else:
            _write_text(sheet, data, feed, best, partial, delimiter)


def _write_workbook(
    sheet: QuestionSheet,
    data: bytes,
    rows: Iterable[Row],
    best: dict[str, BestAnswer],
    partial: Path,
    cancel: CancelToken,
) -> None:
    table = _only_table(sheet, data, cancel)
    where = _where_now(table, sheet)
    place = Place(table.worksheet, where.column, where.head_row)
    write_answered_workbook(data, sheet.path.name, place, rows, lambda: _by_row(table, where, best, sheet), partial)
    written = _only_table(sheet, partial.read_bytes(), cancel)
    if _asked(written, where)[0] != _asked(table, where)[0]:
        raise ExportIncomplete(name=sheet.path.name)


def _only_table(sheet: QuestionSheet, data: bytes, cancel: CancelToken) -> Table:
    found = tables_of(data, sheet.path.name, cancel, title=sheet.worksheet)
    if not found:
        raise SheetChanged(name=sheet.path.name)
    return found[0]


def _write_text(
    sheet: QuestionSheet,
    data: bytes,
    rows: Iterable[Row],
    best: dict[str, BestAnswer],
    partial: Path,
    delimiter: str,
) -> None:
    source = text_of(sheet.path, data)
    for _ in rows:  # gathers the best answers
        pass
    if is_lines(sheet.path, source.text):
        table = lines_of(source.text)
        answers = _by_row(table, _where_now(table, sheet), best, sheet)
        written = answered_lines(table, answers, separator=delimiter).encode("utf-8-sig")
    else:
        found = separated(source.text)
        table = table_of(found)
        where = _where_now(table, sheet)
        answers = _by_row(table, where, best, sheet)
        written = encoded(answered_separated(found, where.head_row, answers, separator=delimiter), source)
    partial.write_bytes(written)
    if partial.read_bytes() != written:
        raise ExportIncomplete(name=sheet.path.name)


def _where_now(table: Table, sheet: QuestionSheet) -> QuestionColumn:
    """The column of the questions, also where columns were put before it or rows above it since."""
    if sheet.header is None:
        return QuestionColumn(sheet.column)
    for row in table.rows:
        cell = row.cells.get(sheet.column)
        if row.number == sheet.head_row and cell is not None and same_name(cell.text, sheet.header):
            return QuestionColumn(sheet.column, sheet.header, sheet.head_row)
    found = named_column(table, sheet.header)
    if found is None:
        raise SheetChanged(name=sheet.path.name)
    return found


def _by_row(
    table: Table, where: QuestionColumn, best: dict[str, BestAnswer], sheet: QuestionSheet
) -> dict[int, BestAnswer]:
    asked = _asked(table, where)[0]
    answers = {row: best[question.text] for question in asked if question.text in best for row in question.rows}
    if best and not answers:
        raise SheetChanged(name=sheet.path.name)
    return answers


def _titled(tables: list[Table], title: str, name: str) -> list[Table]:
    """The worksheet that the user names, else those that are shown."""
    if not title:
        return [table for table in tables if not table.hidden] or tables
    named = [table for table in tables if table.worksheet.casefold() == title.casefold()]
    if not named:
        raise NoSuchWorksheet(name=name, typed=title, known=_listed(table.worksheet for table in tables))
    return named


def _found(tables: Sequence[Table], column: str, name: str) -> tuple[Table, QuestionColumn]:
    """The worksheet that has the column which the user names; else whose head names questions, or which has some."""
    if column:
        for table in tables:
            if where := named_column(table, column):
                return table, where
        raise NoSuchColumn(name=name, typed=column, known=_listed(heads_of(tables[0])))
    found = [(table, question_column(table)) for table in tables]
    named = (one for one in found if one[1].is_named)
    asking = (one for one in found if _has_questions(*one))
    return next(named, None) or next(asking, None) or found[0]


def _has_questions(table: Table, where: QuestionColumn) -> bool:
    cells = (row.cells.get(where.column) for row in table.rows)
    return any(cell is not None and looks_like_question(cell.text) for cell in cells)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(quoted, names))


def _asked(table: Table, where: QuestionColumn) -> tuple[tuple[SheetQuestion, ...], list[LeftOut]]:
    """The questions in the order of the rows, and what is told of the other rows, reason by reason."""
    rows: dict[str, list[int]] = {}
    told: dict[Reason, list[int]] = {}
    for row in table.rows:
        if row.number == where.head_row:
            continue
        reason, cell = _reason(row, where), row.cells.get(where.column)
        if reason is None and cell is not None:
            rows.setdefault(cell.text, []).append(row.number)
            reason = Reason.REPEATED if len(rows[cell.text]) > 1 else None
        if reason is not None:
            told.setdefault(reason, []).append(row.number)
    questions = tuple(SheetQuestion(text, tuple(numbers)) for text, numbers in rows.items())
    return questions, [LeftOut(reason, tuple(told[reason])) for reason in Reason if reason in told]


def _reason(row: TableRow, where: QuestionColumn) -> Reason | None:
    """Why a row is not asked, None when it is."""
    cell = row.cells.get(where.column)
    if where.head_row is not None and row.number < where.head_row:
        return Reason.ABOVE_HEAD
    if row.hidden:
        return Reason.HIDDEN
    if row.ragged:
        return Reason.RAGGED
    if cell is None:
        return Reason.NO_QUESTION
    if cell.kind in _KINDS:
        return _KINDS[cell.kind]
    return Reason.ONLY_NUMBERS if is_only_numbers(cell.text) else None
