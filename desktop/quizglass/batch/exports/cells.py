"""Texts of documents made safe for a table: nothing that a format cannot hold, nothing that is carried out."""

from __future__ import annotations

import re
from typing import Final

_REPLACEMENT: Final = "\ufffd"
_UNHOLDABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML or HTML forbids or every reader treats otherwise: control characters, halves of characters, and the two
that are no characters. Tab, line feed, carriage return and next line stay."""
_LINE_ENDS: Final = re.compile("\r\n?|\x85")

_CODED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet would take for a coded character."""
_MOST_UNITS: Final = 32_767
"""Of UTF-16 in a cell of a spreadsheet: more makes a file that is called damaged."""

_STARTS_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
"""What makes a spreadsheet calculate a cell of a text file; the wide forms do so in East Asian ones."""
_NUMBER: Final = re.compile(r"[-+]?[0-9]{1,15}(?:[.,][0-9]{1,15})?%?")


def holdable(text: str) -> str:
    """``text`` with U+FFFD for each character that some format cannot hold."""
    return _UNHOLDABLE.sub(_REPLACEMENT, text)


def unix_lines(text: str) -> str:
    """``text`` with line feeds alone, for formats whose readers make them so."""
    return _LINE_ENDS.sub("\n", text)


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate ``text``. A plain number is only what it says."""
    return text.startswith(_STARTS_FORMULA) and not _NUMBER.fullmatch(text)


def without_formula(text: str) -> str:
    """``text``, after an apostrophe where a spreadsheet would calculate it."""
    return f"'{text}" if starts_formula(text) else text


def cell_text(text: str) -> str:
    """``text`` as a cell of an XLSX file holds it."""
    held = _CODED.sub("_x005F_", unix_lines(holdable(text)))
    coded = held.encode("utf-16-le")
    if len(coded) <= 2 * _MOST_UNITS:
        return held
    return coded[: 2 * (_MOST_UNITS - 1)].decode("utf-16-le", "ignore") + "…"
