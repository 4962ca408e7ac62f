"""A worksheet's XML with cells put into some of its rows, and every other byte as it was.

Parsing it into objects and writing these again would lose what the library does not know: charts, the values of
formulas, settings of newer programs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from quizglass.batch.sheets.table import letter, number_of
from quizglass.batch.sheets.workbook import local, parser, place

_AFTER_CELLS: Final = (
    *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations"),
)
"""What may stand before the links: the order is prescribed."""
_SPANS: Final = re.compile(rb"""\s+spans=(?:"[^"]*"|'[^']*')""")
_HEIGHT: Final = re.compile(rb"""\s+ht=(?:"[^"]*"|'[^']*')""")
_USUAL_CHARACTERS: Final = 9.0
_RANGE: Final = re.compile(r"\$?[A-Za-z]{1,3}\$?[0-9]+:\$?([A-Za-z]{1,3})\$?[0-9]+")


@dataclass(slots=True)
class RowSpan:
    """Bytes: of the start tag and of the place before the end tag. ``style`` is that of the cell in question.

    ``cells`` are the place and the column of each. ``height`` is in points, None where it is not told.
    """

    begin: int
    after_tag: int
    end: int = 0
    is_closed: bool = False
    style: int = 0
    height: float | None = None
    has_own_height: bool = False
    cells: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Layout:
    """Where things are in the bytes of a worksheet. ``last_column`` is the last with a value or in a merged cell."""

    dot: str = ""
    rows: dict[int, RowSpan] = field(default_factory=dict)
    last_column: int = 0
    columns: list[dict[str, str]] = field(default_factory=list)
    columns_at: tuple[int, int] | None = None
    cells_at: int = 0
    links_at: int = 0
    has_links: bool = False
    dimension_at: tuple[int, int] | None = None
    dimension: str = ""


def layout_of(data: bytes, rows: Collection[int], column: int) -> Layout:
    """``rows`` are those to be written into, ``column`` the one whose style is asked for. ``data`` is UTF-8."""
    return _Survey(data, frozenset(rows), column).layout


@dataclass(frozen=True, slots=True)
class NewCells:
    """``xml`` of the cells of a row, and how high they are in points."""

    xml: str
    height: float


def patched(
    data: bytes, layout: Layout, cells: Mapping[int, NewCells], widths: Mapping[int, float], links: str
) -> bytes:
    """``data`` with ``cells`` at the end of their rows, from the first of ``widths`` on.

    ``widths`` are those of the new columns, in characters; ``links`` is what is added within ``hyperlinks``. A row
    becomes higher where it must, unless somebody has set its height.
    """
    first = min(widths)
    edits: list[tuple[int, int, bytes]] = []
    for number, new in cells.items():
        edits += _row_edits(data, layout, layout.rows[number], first, new)
    begin, end = layout.columns_at or (layout.cells_at, layout.cells_at)
    edits.append((begin, end, _columns(layout, widths).encode()))
    if links:
        dot = layout.dot
        written = links if layout.has_links else f"<{dot}hyperlinks>{links}</{dot}hyperlinks>"
        edits.append((layout.links_at, layout.links_at, written.encode()))
    if layout.dimension_at:
        begin, end = layout.dimension_at
        edits.append((begin, end, _dimension(data[begin:end], layout.dimension, max(widths))))
    return _edited(data, edits)


def utf8(data: bytes) -> bytes:
    """``data``, whose places are counted in bytes, in the encoding that nearly all programs write."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = re.sub(r"^<\?xml[^>]*\?>", "", data.decode("utf-16"))
        return text.encode()
    declared = re.match(rb"""\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)["']""", data)
    if declared is None or declared[1].lower() in {b"utf-8", b"us-ascii", b"ascii"}:
        return data
    text = data.decode(declared[1].decode())
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode()


def width_of(layout: Layout, column: int) -> float:
    """How wide a column is, in characters."""
    known = (one for one in layout.columns if int(one["min"]) <= column <= int(one["max"]))
    return float(next(known, {}).get("width", _USUAL_CHARACTERS))


class _Survey:
    def __init__(self, data: bytes, rows: frozenset[int], column: int) -> None:
        self._data, self._wanted, self._style_of = data, rows, column
        self.layout = Layout()
        self._path: list[str] = []
        self._row = self._column = 0
        self._cell_at = 0
        self._span: RowSpan | None = None
        self._parser: Any = parser()
        self._parser.StartElementHandler, self._parser.EndElementHandler = self._begun, self._ended
        self._parser.Parse(data, True)

    def _begun(self, name: str, attributes: dict[str, str]) -> None:
        element, at, layout = local(name), self._parser.CurrentByteIndex, self.layout
        self._path.append(element)
        if element == "row":
            self._begin_row(at, attributes)
        elif element == "c":
            self._column = place(attributes["r"])[1] if "r" in attributes else self._column + 1
            self._cell_at = at
            if self._span and self._column == self._style_of:
                self._span.style = int(attributes.get("s", 0))
        elif element in {"v", "f", "is"} and "c" in self._path:
            layout.last_column = max(layout.last_column, self._column)
        elif element == "mergeCell" and (found := _RANGE.fullmatch(attributes.get("ref", ""))):
            layout.last_column = max(layout.last_column, number_of(found[1]))
        elif element == "col" and self._path[-2] == "cols":
            layout.columns.append(attributes)
        elif element == "cols":
            layout.columns_at = (at, at)
        elif element == "sheetData":
            layout.cells_at, layout.dot = at, name[: -len("sheetData")]
        elif element == "dimension":
            layout.dimension_at, layout.dimension = (at, self._after_tag(at)), attributes.get("ref", "")

    def _begin_row(self, at: int, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        self._span = None
        if self._row in self._wanted and self._row not in self.layout.rows:
            self._span = self.layout.rows[self._row] = RowSpan(at, self._after_tag(at))
            self._span.height = float(attributes["ht"]) if "ht" in attributes else None
            self._span.has_own_height = attributes.get("customHeight") in {"1", "true"}

    def _ended(self, name: str) -> None:
        element, layout = local(name), self.layout
        self._path.pop()
        at = self._parser.CurrentByteIndex
        if element == "c" and self._span:
            self._span.cells.append((self._cell_at, self._after(at), self._column))
        elif element == "row" and self._span:
            self._span.end, self._span.is_closed = at, self._data[at : at + 2] != b"</"
        elif element == "cols" and layout.columns_at:
            layout.columns_at = (layout.columns_at[0], self._after(at))
        elif element == "hyperlinks":
            layout.links_at, layout.has_links = at, self._data[at : at + 2] == b"</"
        elif len(self._path) == 1 and element in _AFTER_CELLS and not layout.has_links:
            layout.links_at = self._after(at)

    def _after_tag(self, begin: int) -> int:
        """Behind a start tag; a ">" may stand within the value of an attribute."""
        tag = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""").match(self._data, begin)
        if tag is None:
            raise ValueError("not a tag")
        return tag.end()

    def _after(self, at: int) -> int:
        """Behind an element that ends; one without content has ended there already."""
        return self._after_tag(at) if self._data[at : at + 2] == b"</" else at


def _row_edits(data: bytes, layout: Layout, span: RowSpan, first: int, new: NewCells) -> list[tuple[int, int, bytes]]:
    """The row's end, and its cells beyond the last column with a value: they are empty, and in the way."""
    tag = _SPANS.sub(b"", data[span.begin : span.after_tag])
    if not span.has_own_height and new.height > (span.height or 0.0):
        # Not every program finds out by itself how high a row has to be.
        name = f"<{layout.dot}row"
        tag = f'{name} ht="{new.height:g}"'.encode() + _HEIGHT.sub(b"", tag)[len(name) :]
    xml = new.xml.encode()
    if span.is_closed:
        return [(span.begin, span.end, tag[:-2].rstrip() + b">" + xml + f"</{layout.dot}row>".encode())]
    edits = [(span.begin, span.after_tag, tag)]
    edits += [(begin, end, b"") for begin, end, column in span.cells if column >= first]
    return [*edits, (span.end, span.end, xml)]


def _columns(layout: Layout, widths: Mapping[int, float]) -> str:
    """Those that are there, without the new ones where they lie within, and the new ones."""
    dot, first, last = layout.dot, min(widths), max(widths)
    parts: list[tuple[int, int, dict[str, str]]] = []
    for known in layout.columns:
        begin, end = int(known["min"]), int(known["max"])
        parts += [(begin, min(end, first - 1), known), (max(begin, last + 1), end, known)]
    parts += [(number, number, {"width": f"{width:g}", "customWidth": "1"}) for number, width in widths.items()]
    tags = []
    for begin, end, attributes in sorted((part for part in parts if part[0] <= part[1]), key=lambda part: part[:2]):
        held = (attributes | {"min": str(begin), "max": str(end)}).items()
        tags.append(f"<{dot}col {' '.join(f'{key}={quoteattr(value)}' for key, value in held)}/>")
    return f"<{dot}cols>{''.join(tags)}</{dot}cols>"


def _dimension(tag: bytes, known: str, last: int) -> bytes:
    """The range that is said to be used, as far as the new columns."""
    begin, _, end = known.partition(":")
    rows = re.sub("[^0-9]", "", end or begin) or "1"
    last = max(last, number_of(re.sub("[^A-Za-z]", "", end)))
    return tag.replace(f'"{known}"'.encode(), f'"{begin}:{letter(last)}{rows}"'.encode())


def _edited(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    pieces, at = [], 0
    for begin, end, new in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [data[at:begin], new]
        at = end
    return b"".join([*pieces, data[at:]])
