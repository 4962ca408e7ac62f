"""The texts of a worksheet, read straight from its XML: fast, and without what a library would leave away."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import Any, Final
from xml.parsers import expat

from quizglass.batch.sheets.package import Package, Worksheet, understood
from quizglass.batch.sheets.table import Cell, Kind, Table, TableRow, number_of
from quizglass.cancellation import CancelToken

_CHUNK: Final = 2**18
_PLACE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_CODED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold, as spreadsheets write it."""


def tables_of(data: bytes, name: str, cancel: CancelToken, *, title: str = "") -> list[Table]:
    """Every worksheet that holds something, or the one with that ``title``; ``name`` is the file's.

    Raises:
        SheetDamaged: the file is not as a spreadsheet should be.
        SheetTooLarge: it takes too much memory.
        Cancelled: stopped.
    """
    with understood(name), zipfile.ZipFile(io.BytesIO(data)) as archive:
        package = Package(name, archive)
        shared = _shared_texts(package)
        found = []
        for worksheet in package.worksheets():
            if title and worksheet.title != title:
                continue
            table = _Reader(worksheet, shared).read(package.part(worksheet.part), cancel)
            if table.rows:
                found.append(table)
        return found


def place(reference: str) -> tuple[int, int]:
    """Row and column of a cell, from 1.

    Raises:
        ValueError: it is none.
    """
    match = _PLACE.fullmatch(reference)
    if match is None:
        raise ValueError(reference)
    return int(match[2]), number_of(match[1])


@cache
def local(name: str) -> str:
    """The name of an element without the prefix of its namespace."""
    return name.rpartition(":")[2]


def parser() -> Any:
    """One that tells of elements and texts, and refuses what declares a document type."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse
    return made


def _refuse(*_: object) -> None:
    raise ValueError("declares a document type")


def plain(text: str) -> str:
    """``text`` with the characters that are written as codes."""
    read = _CODED.sub(lambda code: chr(int(code[1], 16)), text)
    return read.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if read != text else text


def _shared_texts(package: Package) -> list[str]:
    part = package.related(package.workbook, "/sharedStrings")
    if part is None or part not in package.archive.namelist():
        return []
    texts: list[str] = []
    pieces: list[str] = []
    inside: list[str] = []

    def begun(name: str, _: dict[str, str]) -> None:
        inside.append(local(name))

    def ended(name: str) -> None:
        inside.pop()
        if local(name) == "si":
            texts.append(plain("".join(pieces)))
            pieces.clear()

    def told(text: str) -> None:
        if inside[-1] == "t" and "rPh" not in inside:  # how it is pronounced stands beside the text
            pieces.append(text)

    made = parser()
    made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = begun, ended, told
    made.Parse(package.part(part), True)
    return texts


class _Reader:
    """Of one worksheet."""

    def __init__(self, worksheet: Worksheet, shared: list[str]) -> None:
        self._worksheet, self._shared = worksheet, shared
        self._rows: list[TableRow] = []
        self._hidden_columns: set[int] = set()
        self._inside: list[str] = []
        self._row = self._column = 0
        self._hidden = False
        self._cells: dict[int, Cell] = {}
        self._type, self._has_formula = "n", False
        self._value: list[str] = []
        self._text: list[str] = []

    def read(self, data: bytes, cancel: CancelToken) -> Table:
        made = parser()
        made.StartElementHandler, made.EndElementHandler = self._begun, self._ended
        made.CharacterDataHandler = self._told
        for begin in range(0, len(data), _CHUNK):
            cancel.raise_if_cancelled()
            made.Parse(data[begin : begin + _CHUNK])
        made.Parse(b"", True)
        worksheet = self._worksheet
        return Table(tuple(self._rows), worksheet.title, worksheet.hidden, frozenset(self._hidden_columns))

    def _begun(self, name: str, attributes: dict[str, str]) -> None:
        element = local(name)
        self._inside.append(element)
        if element == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column, self._cells = 0, {}
            self._hidden = _is_true(attributes.get("hidden"))
        elif element == "c":
            self._column = place(attributes["r"])[1] if "r" in attributes else self._column + 1
            self._type, self._has_formula = attributes.get("t", "n"), False
            self._value, self._text = [], []
        elif element == "f":
            self._has_formula = True
        elif element == "col" and _is_true(attributes.get("hidden")):
            self._hidden_columns |= set(range(int(attributes["min"]), int(attributes["max"]) + 1))

    def _ended(self, name: str) -> None:
        element = local(name)
        self._inside.pop()
        if element == "c":
            cell = self._cell()
            if cell:
                self._cells[self._column] = cell
        elif element == "row" and self._cells:
            self._rows.append(TableRow(self._row, self._cells, self._hidden))

    def _told(self, text: str) -> None:
        if self._inside[-1] == "v":
            self._value.append(text)
        elif self._inside[-1] == "t" and "rPh" not in self._inside:
            self._text.append(text)

    def _cell(self) -> Cell | None:
        value = "".join(self._value)
        if self._type == "e":
            return Cell(value, Kind.MISTAKE)
        if self._has_formula and not value:
            # A formula whose value is no text at all was calculated; without a value it was not.
            return None if self._type == "str" else Cell("", Kind.UNCALCULATED)
        if self._type not in {"s", "str", "inlineStr"}:
            return Cell(value, Kind.NUMBER) if value else None
        if self._type == "s":
            text = self._shared[int(value)] if value else ""
        else:
            text = plain(value if self._type == "str" else "".join(self._text))
        return Cell(text.strip()) if text.strip() else None


def _is_true(value: str | None) -> bool:
    return value in {"1", "true"}
