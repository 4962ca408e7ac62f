"""The bytes of a file with questions, and what kind of file they are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from quizglass.batch.sheets.encodings import Decoded, decoded
from quizglass.batch.sheets.separated import lines_of, separated, table_of
from quizglass.batch.sheets.table import Table
from quizglass.batch.sheets.workbook import tables_of
from quizglass.cancellation import CancelToken
from quizglass.documents.file_access import explained
from quizglass.errors import NotASheet, SheetDamaged, SheetLocked, SheetOfOldKind, SheetTooLarge

SUFFIXES: Final = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt")
"""Of the names of files that questions are read from."""

_MOST_BYTES: Final = 200 * 2**20
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT: Final = b"mimetypeapplication/vnd.oasis.opendocument"


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


def is_lines(path: Path, text: str) -> bool:
    """Whether a text file has a question in each line; spreadsheets also save tables under such names, with tabs."""
    return path.suffix.lower() == ".txt" and separated(text).separator != "\t"


def tables_in(path: Path, data: bytes, cancel: CancelToken) -> list[Table]:
    """The tables that hold something: the worksheets of a spreadsheet, or the one of a text file.

    Raises:
        NotASheet: as `is_workbook` and `text_of`; `SheetTooLarge`.
        Cancelled: stopped.
    """
    if is_workbook(path, data):
        return tables_of(data, path.name, cancel)
    text = text_of(path, data).text
    table = lines_of(text) if is_lines(path, text) else table_of(separated(text))
    return [table] if table.rows else []
