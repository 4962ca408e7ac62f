"""A copy of an .xlsx file with the answers beside its questions, and a worksheet more with all of them.

Only what is new is put in: pictures, charts, formulas with their values, macros and all settings stay as they are.
"""

from __future__ import annotations

import io
import posixpath
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from xml.dom import minidom

from quizglass.batch.row import Row
from quizglass.batch.sheets.answers_worksheet import write_answers_worksheet
from quizglass.batch.sheets.best_answers import BestAnswer, titles
from quizglass.batch.sheets.cell_xml import (
    MOST_POINTS,
    CellWriter,
    Links,
    Value,
    answer_value,
    lines_in,
    linked,
    text_value,
)
from quizglass.batch.sheets.package import Package, elements, parsed, relations_of, understood
from quizglass.batch.sheets.styles import Look, Styles
from quizglass.batch.sheets.table import number_of
from quizglass.batch.sheets.worksheet_patch import Layout, NewCells, layout_of, patched, utf8, width_of
from quizglass.errors import SheetIsFull
from quizglass.i18n import tr

_WIDTHS: Final = (34.0, 24.0, 11.0, 46.0, 18.0, 16.0)
_MOST_COLUMNS: Final = 16_384
_MOST_LINKS: Final = 65_000
_MOST_TITLE: Final = 31
_USUAL_WIDTH: Final = 64 * 9525
"""Of a column, in the units of drawings."""
_CHUNK: Final = 2**20
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_TYPES: Final = "[Content_Types].xml"
_RELATIONSHIPS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the questions stand: a worksheet's title, their column from 1, and the row of their head."""

    worksheet: str
    column: int
    head_row: int | None


def write_answered_workbook(
    data: bytes,
    name: str,
    place: Place,
    rows: Iterable[Row],
    answers: Callable[[], Mapping[int, BestAnswer]],
    out: Path,
) -> None:
    """Write the copy of ``data``, the file ``name``, to ``out``.

    ``answers`` by the numbers of their rows are asked for when all ``rows`` were gone through.

    Raises:
        SheetDamaged: the file is not as a spreadsheet should be.
        SheetIsFull: there are no columns left for answers.
    """
    with understood(name), zipfile.ZipFile(io.BytesIO(data)) as archive, tempfile.TemporaryFile() as part:
        copy = _Copy(name, archive, place)
        copy.add_worksheet(rows, part)
        copy.answer(answers())
        copy.save(out, part)


class _Copy:
    """Its methods raise what `understood` knows."""

    def __init__(self, name: str, archive: zipfile.ZipFile, place: Place) -> None:
        self._name, self._place = name, place
        self._package = package = Package(name, archive)
        self._book = package.document(package.workbook)
        (self._sheet,) = (sheet for sheet in package.worksheets() if sheet.title == place.worksheet)
        self._space = _root(self._book).namespaceURI or ""
        kind = next(kind for kind, target in package.relations(package.workbook).values() if target == self._sheet.part)
        self._relations = kind.removesuffix("/worksheet")
        self._styles_part = package.related(package.workbook, "/styles")
        self._styles = Styles(package.part(self._styles_part) if self._styles_part else None, self._space)
        self._from_1904 = any(
            one.getAttribute("date1904") in {"1", "true"} for one in elements(self._book, "workbookPr")
        )
        self._new: dict[str, bytes] = {}

    def add_worksheet(self, rows: Iterable[Row], part: IO[bytes]) -> None:
        """Write the worksheet with all answers into ``part``."""
        written = write_answers_worksheet(
            rows, part, self._styles, space=self._space, relations=self._relations, counts_from_1904=self._from_1904
        )
        name = self._free_name()
        if written:
            self._new[relations_of(name)] = _RELATIONSHIPS.format(written).encode()
        self._register(name)
        self._answers_part = name

    def answer(self, answers: Mapping[int, BestAnswer]) -> None:
        """Put the answers beside the questions, by the numbers of their rows.

        Raises:
            SheetIsFull: there are no columns left for them.
        """
        data = utf8(self._package.part(self._sheet.part))
        head = {self._place.head_row} - {None}
        layout = layout_of(data, {*answers, *(row for row in head if row)}, self._place.column)
        first = max(layout.last_column, self._last_of_neighbours(max(layout.rows, default=0))) + 1
        if first + len(_WIDTHS) - 1 > _MOST_COLUMNS:
            raise SheetIsFull(name=self._name)
        relations = self._package.relations(self._sheet.part)
        links = Links(self._relations, _MOST_LINKS, frozenset(relations), layout.dot)
        cells = self._cells(layout, answers, first, links)
        widths = {first + offset: width for offset, width in enumerate(_WIDTHS)}
        self._new[self._sheet.part] = patched(data, layout, cells, widths, links.elements())
        self._add_relations(self._sheet.part, links.relationships())

    def save(self, out: Path, answers_part: IO[bytes]) -> None:
        """Write the copy, in the order of the parts of the original."""
        self._put_styles()
        source = self._package.archive
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for info in source.infolist():
                data = self._new.pop(info.filename, None)
                archive.writestr(info, source.read(info) if data is None else data, zipfile.ZIP_DEFLATED)
            for name, data in self._new.items():
                archive.writestr(name, data)
            with archive.open(self._answers_part, "w", force_zip64=True) as part:
                answers_part.seek(0)
                while chunk := answers_part.read(_CHUNK):
                    part.write(chunk)

    def _cells(
        self, layout: Layout, answers: Mapping[int, BestAnswer], first: int, links: Links
    ) -> dict[int, NewCells]:
        writer = CellWriter(self._styles, dot=layout.dot, counts_from_1904=self._from_1904)
        written: dict[int, NewCells] = {}
        for number, span in sorted(layout.rows.items()):
            if number == self._place.head_row:
                values, style = [text_value(text) for text in titles()], span.style
            else:
                values, style = _values(answers[number], span.style), None
            parts = []
            for column, value in enumerate(values, start=first):
                parts.append(writer.cell(number, column, value, style))
                if value.link:
                    links.add(number, column, value.link)
            texts = list(zip((str(value.content or "") for value in values), _WIDTHS, strict=True))
            metrics = self._styles.metrics(span.style)
            if number in answers and span.height is None and metrics.wraps:
                texts.append((answers[number].row.question, width_of(layout, self._place.column)))
            written[number] = NewCells("".join(parts), min(lines_in(texts) * metrics.line, MOST_POINTS))
        return written

    def _last_of_neighbours(self, last_row: int) -> int:
        """The last column that a table reaches, or a drawing that begins in one of the rows up to ``last_row``."""
        last = 0
        for kind, target in self._package.relations(self._sheet.part).values():
            if kind.endswith("/table"):
                reference = _root(self._package.document(target)).getAttribute("ref").rpartition(":")[2]
                last = max(last, number_of("".join(c for c in reference if c.isalpha())))
            elif kind.endswith("/drawing"):
                last = max([last, *_reached_by_drawings(self._package.document(target), last_row)])
        return last

    def _free_name(self) -> str:
        folder, taken = posixpath.dirname(self._sheet.part), set(self._package.archive.namelist())
        numbers = (number for number in range(1, len(taken) + 2) if f"{folder}/sheet{number}.xml" not in taken)
        return f"{folder}/sheet{next(numbers)}.xml"

    def _register(self, part: str) -> None:
        """Tell the workbook of a new worksheet."""
        (sheets,) = elements(self._book, "sheets")
        known = elements(sheets, "sheet")
        made = _like(known[0], "sheet")
        made.setAttribute("name", _free_title({sheet.getAttribute("name").casefold() for sheet in known}))
        made.setAttribute("sheetId", str(max(int(sheet.getAttribute("sheetId")) for sheet in known) + 1))
        name = self._relate(self._package.workbook, part, "worksheet")
        made.setAttribute("xmlns:qg", self._relations)
        made.setAttribute("qg:id", name)
        sheets.appendChild(made)
        self._new[self._package.workbook] = bytes(self._book.toxml(encoding="UTF-8"))
        self._declare(part, "worksheet+xml")

    def _put_styles(self) -> None:
        part = self._styles_part
        if part is None:
            part = posixpath.join(posixpath.dirname(self._package.workbook), "styles.xml")
            self._relate(self._package.workbook, part, "styles")
            self._declare(part, "styles+xml")
        self._new[part] = self._styles.xml()

    def _relate(self, source: str, target: str, kind: str) -> str:
        taken = self._package.relations(source)
        name = next(
            name for name in (f"qg{number}" for number in range(1, len(taken) + 3)) if self._is_free(source, name)
        )
        self._add_relations(source, f'<Relationship Id="{name}" Type="{self._relations}/{kind}" Target="/{target}"/>')
        return name

    def _is_free(self, source: str, name: str) -> bool:
        part = relations_of(source)
        return name not in self._package.relations(source) and f'"{name}"'.encode() not in self._new.get(part, b"")

    def _add_relations(self, source: str, xml: str) -> None:
        if not xml:
            return
        part = relations_of(source)
        data = self._new.get(part) or self._old(part) or _RELATIONSHIPS.format("").encode()
        tree = parsed(data)
        for made in elements(parsed(_RELATIONSHIPS.format(xml).encode()), "Relationship"):
            copy = _like(_root(tree), "Relationship")
            for key, value in made.attributes.items():
                copy.setAttribute(key, value)
            _root(tree).appendChild(copy)
        self._new[part] = bytes(tree.toxml(encoding="UTF-8"))

    def _declare(self, part: str, kind: str) -> None:
        tree = parsed(self._new.get(_TYPES) or self._package.part(_TYPES))
        made = _like(_root(tree), "Override")
        made.setAttribute("PartName", f"/{part}")
        made.setAttribute("ContentType", _KIND + kind)
        _root(tree).appendChild(made)
        self._new[_TYPES] = bytes(tree.toxml(encoding="UTF-8"))

    def _old(self, part: str) -> bytes | None:
        return self._package.part(part) if part in self._package.archive.namelist() else None


def _values(answer: BestAnswer, base: int) -> list[Value]:
    row = answer.row
    return [
        answer_value(answer.text, base),
        linked(text_value(answer.file_name, base), row),
        linked(Value(answer.page, Look(base, "0")), row, to_page=True),
        text_value(row.evidence_text if answer.text else "", base),
        text_value(answer.status, base),
        Value(answer.others or None, Look(base, "0")),
    ]


def _reached_by_drawings(drawing: minidom.Document, last_row: int) -> Iterator[int]:
    """The last column of each that begins above ``last_row``: where it ends, or about there by its size."""
    for name in ("twoCellAnchor", "oneCellAnchor"):
        for anchor in elements(drawing, name):
            corners = [*elements(anchor, "from"), *elements(anchor, "to")]
            if int(_text(elements(corners[0], "row")[0])) >= last_row:
                continue
            column = int(_text(elements(corners[-1], "col")[0])) + 1
            if name == "oneCellAnchor":
                column += int(elements(anchor, "ext")[0].getAttribute("cx")) // _USUAL_WIDTH + 1
            yield column


def _free_title(taken: set[str]) -> str:
    base, number = tr("Answers"), 1
    title = base
    while title.casefold() in taken:
        number += 1
        title = f"{base[: _MOST_TITLE - len(str(number)) - 1]} {number}"
    return title


def _root(tree: minidom.Document) -> minidom.Element:
    root = tree.documentElement
    assert root is not None  # it was parsed
    return root


def _like(element: minidom.Element, name: str) -> minidom.Element:
    """A new element of the same namespace, with the same prefix."""
    document = element.ownerDocument
    assert document is not None
    return document.createElementNS(element.namespaceURI or "", f"{element.prefix}:{name}" if element.prefix else name)


def _text(element: minidom.Element) -> str:
    return "".join(str(child.data) for child in element.childNodes if isinstance(child, minidom.Text))
