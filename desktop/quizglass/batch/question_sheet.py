"""Questions from a spreadsheet or a text file.

XLSX, CSV in any usual encoding and with any usual separator, and text with a question a line. Every row is asked or
told of; a question that stands in several rows is asked once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quizglass.batch.sheets.encodings import Decoded, decoded
from quizglass.batch.sheets.heads import is_only_numbers, looks_like_question
from quizglass.batch.sheets.left_out import LeftOut, Reason
from quizglass.batch.sheets.question_column import QuestionColumn, heads_of, named_column, question_column
from quizglass.batch.sheets.separated import lines_of, separated, table_of
from quizglass.batch.sheets.table import Kind, Table, TableRow, letter
from quizglass.batch.sheets.workbook import tables_of
from quizglass.cancellation import CancelToken
from quizglass.documents.file_access import explained
from quizglass.errors import (
    NoQuestions,
    NoQuestionsLeft,
    NoSuchColumn,
    NoSuchWorksheet,
    NotASheet,
    SheetDamaged,
    SheetLocked,
    SheetOfOldKind,
    SheetTooLarge,
)

SUFFIXES: Final = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
"""Of the names of files that questions are read from."""

_MOST_BYTES: Final = 200 * 2**20
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT: Final = b"mimetypeapplication/vnd.oasis.opendocument"
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
    """``column`` counts from 1, ``header`` is its head's text. ``worksheet`` is "" for text files.

    Each of ``left_out`` tells in its ``words`` which rows are not asked and why.
    """

    path: Path
    questions: tuple[SheetQuestion, ...]
    column: int
    header: str | None
    head_row: int | None
    left_out: tuple[LeftOut, ...] = ()
    worksheet: str = ""

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
    tables = _tables(path, read_bytes(path), cancel or CancelToken())
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
        path, questions, where.column, where.header, where.head_row, tuple(left_out), worksheet=table.worksheet
    )


def read_bytes(path: Path) -> bytes:
    """All of the file.

    Raises:
        FileMissing: it is not there; `FileAccessError` when it cannot be read.
        SheetTooLarge: it is.
        NotASheet: it is a folder or a device.
    """
    with explained(path):
        size, is_file = path.stat().st_size, path.is_file()
        if is_file and size <= _MOST_BYTES:
            return path.read_bytes()
    raise SheetTooLarge(name=path.name) if is_file else NotASheet(name=path.name)


def is_workbook(path: Path, data: bytes) -> bool:
    """Whether ``data`` is a spreadsheet of many worksheets; False for text.

    Raises:
        NotASheet: it is neither; `SheetOfOldKind`, `SheetDamaged`, `SheetLocked`.
    """
    if data.startswith(_OLE):
        raise SheetLocked(name=path.name) if _ENCRYPTED in data else SheetOfOldKind(name=path.name)
    if data.startswith(_ZIP):
        if _OPEN_DOCUMENT in data[:200]:
            raise SheetOfOldKind(name=path.name)
        return True
    suffix = path.suffix.lower()
    if data and suffix in {".xlsx", ".xlsm"}:
        raise SheetDamaged(name=path.name)
    if suffix in {".xls", ".ods"}:
        raise SheetOfOldKind(name=path.name)
    return False


def text_of(path: Path, data: bytes) -> Decoded:
    """The text of a text file.

    Raises:
        NotASheet: it is none.
    """
    found = decoded(data)
    if found is None or path.suffix.lower() not in {*SUFFIXES, ""}:
        raise NotASheet(name=path.name)
    return found


def _tables(path: Path, data: bytes, cancel: CancelToken) -> list[Table]:
    if is_workbook(path, data):
        return tables_of(data, path.name, cancel)
    text = text_of(path, data).text
    table = lines_of(text) if path.suffix.lower() == ".txt" else table_of(separated(text))
    return [table] if table.rows else []


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
    return ", ".join(f"“{name}”" for name in names)


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
