"""The looks of cells in an .xlsx file: new ones that go with those which are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple
from xml.dom import minidom

from quizglass.batch.sheets.package import elements, parsed

_EMPTY: Final = (
    '<styleSheet xmlns="{space}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_LINK_COLOUR: Final = "FF1F4FBF"
_BEFORE_SIZE: Final = ("b", "i", "strike", "condense", "extend", "outline", "shadow")
"""What stands before the underline in a font: the order is prescribed."""
_FIRST_OWN_FORMAT: Final = 164
_LINE_POINTS: Final = 15.0
_LINE_A_SIZE: Final = _LINE_POINTS / 11


@dataclass(frozen=True, slots=True)
class Look:
    """``base`` is the number of the style that it goes with, None for a sheet of our own. ``shown_as`` is a number
    format, "" is for text.

    ``guarded`` keeps a text a text when it is edited, whatever it begins with.
    """

    base: int | None = None
    shown_as: str = ""
    guarded: bool = False
    is_link: bool = False
    is_head: bool = False


class Metrics(NamedTuple):
    """How high a line is, in points, and whether a text that is too long goes on in a next one."""

    line: float
    wraps: bool


class Styles:
    """Of a workbook. ``data`` None: it has none yet; ``space`` is the namespace of its parts."""

    def __init__(self, data: bytes | None, space: str) -> None:
        self._document = parsed(data if data is not None else _EMPTY.format(space=space).encode())
        root = self._document.documentElement
        assert root is not None  # it was parsed
        self._root, self._space, self._prefix = root, root.namespaceURI or space, root.prefix
        self._list = self._only("cellXfs")
        self._known: dict[Look, int] = {}
        self._fonts: dict[tuple[str, bool], str] = {}
        self._formats: dict[str, str] = {}
        self._metrics: dict[int, Metrics] = {}

    def number(self, look: Look) -> int:
        """The number of the style with that look, made when it is wanted first."""
        if look not in self._known:
            self._known[look] = self._made(look)
        return self._known[look]

    def metrics(self, base: int) -> Metrics:
        """How texts in the style ``base`` are set."""
        if base not in self._metrics:
            style = self._style(base)
            font = _children(self._only("fonts"))[int(style.getAttribute("fontId") or 0)]
            sizes = [float(size.getAttribute("val")) for size in elements(font, "sz")]
            wraps = any(one.getAttribute("wrapText") in {"1", "true"} for one in elements(style, "alignment"))
            self._metrics[base] = Metrics(_LINE_A_SIZE * sizes[0] if sizes else _LINE_POINTS, wraps)
        return self._metrics[base]

    def xml(self) -> bytes:
        return bytes(self._document.toxml(encoding="UTF-8"))

    def _style(self, number: int) -> minidom.Element:
        styles = _children(self._list)
        return styles[number if number < len(styles) else 0]

    def _made(self, look: Look) -> int:
        made = _copy(self._style(look.base or 0))
        alignment = self._alignment(look, made)
        for child in _children(made):
            if child.localName != "extLst":
                made.removeChild(child)
        made.setAttribute("numFmtId", self._format(look.shown_as) if look.shown_as else "0")
        made.setAttribute("applyNumberFormat", "1")
        if made.hasAttribute("quotePrefix"):
            made.removeAttribute("quotePrefix")
        if look.guarded:
            made.setAttribute("quotePrefix", "1")
        if look.is_link or look.is_head:
            made.setAttribute("fontId", self._font(made.getAttribute("fontId") or "0", is_link=look.is_link))
            made.setAttribute("applyFont", "1")
        made.setAttribute("applyAlignment", "1")
        made.insertBefore(alignment, made.firstChild)
        return _append(self._list, made)

    def _alignment(self, look: Look, base: minidom.Element) -> minidom.Element:
        """As high in its row as the cell that it goes with."""
        made = self._element("alignment", horizontal="right" if look.shown_as else "left")
        known = elements(base, "alignment")
        vertical = "top" if look.base is None else known[0].getAttribute("vertical") if known else ""
        if vertical:
            made.setAttribute("vertical", vertical)
        if not look.shown_as:
            made.setAttribute("wrapText", "1")
            if look.base is None:
                made.setAttribute("indent", "1")  # apart from the number before it
        return made

    def _font(self, base: str, *, is_link: bool) -> str:
        if (base, is_link) not in self._fonts:
            fonts = self._only("fonts")
            font = _copy(_children(fonts)[int(base)])
            self._dress(font, is_link=is_link)
            self._fonts[base, is_link] = str(_append(fonts, font))
        return self._fonts[base, is_link]

    def _dress(self, font: minidom.Element, *, is_link: bool) -> None:
        replaced = {"u", "color"} if is_link else {"b"}
        for child in _children(font):
            if child.localName in replaced:
                font.removeChild(child)
        if not is_link:
            font.insertBefore(self._element("b"), font.firstChild)
            return
        after = [child for child in _children(font) if child.localName not in _BEFORE_SIZE]
        font.insertBefore(self._element("u"), after[0] if after else None)
        sized = [child for child in after if child.localName not in {"vertAlign", "sz"}]
        font.insertBefore(self._element("color", rgb=_LINK_COLOUR), sized[0] if sized else None)

    def _format(self, code: str) -> str:
        if code not in self._formats:
            found = elements(self._document, "numFmts")
            formats = found[0] if found else self._element("numFmts")
            if not found:
                self._root.insertBefore(formats, self._root.firstChild)  # it is prescribed to be the first
            taken = [int(known.getAttribute("numFmtId")) for known in _children(formats)]
            number = str(max([_FIRST_OWN_FORMAT - 1, *taken]) + 1)
            _append(formats, self._element("numFmt", numFmtId=number, formatCode=code))
            self._formats[code] = number
        return self._formats[code]

    def _only(self, name: str) -> minidom.Element:
        return elements(self._document, name)[0]

    def _element(self, name: str, **attributes: str) -> minidom.Element:
        made = self._document.createElementNS(self._space, f"{self._prefix}:{name}" if self._prefix else name)
        for key, value in attributes.items():
            made.setAttribute(key, value)
        return made


def _children(element: minidom.Element) -> list[minidom.Element]:
    return [child for child in element.childNodes if isinstance(child, minidom.Element)]


def _copy(element: minidom.Element) -> minidom.Element:
    made = element.cloneNode(deep=True)
    assert made is not None
    return made


def _append(members: minidom.Element, member: minidom.Element) -> int:
    """The number of ``member``, put at the end of a list that counts its members."""
    members.appendChild(member)
    count = len(_children(members))
    members.setAttribute("count", str(count))
    return count - 1
