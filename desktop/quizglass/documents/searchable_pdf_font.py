"""The font of invisible text: glyphs without ink, all of one width, and a map from their codes to letters.

Any letter of any script gets a code when it is first used, so that the font is a kilobyte and what is copied is right.
"""

from __future__ import annotations

import struct
from typing import Any, Final

from quizglass.documents.searchable_pdf_objects import add_object, add_stream, parsed

_NAME: Final = "GlyphlessText"
_UNITS: Final = 1000
_ADVANCE: Final = 500
_ASCENT, _DESCENT = 800, -200
"""Together one em: the box of a word is as high as its type size."""

ADVANCE: Final = _ADVANCE / _UNITS
DESCENT: Final = -_DESCENT / _UNITS
"""In ems: how wide each letter is, and how far its box reaches below the baseline."""

_CODES_A_BLOCK: Final = 100
"""As many lines as a block of a ToUnicode map may have."""


class GlyphlessFont:
    """Gives codes to letters while pages are written, then puts the font into the document."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._codes: dict[str, int] = {}
        self.reference: Final = add_object(pdf, "<<>>")
        """To the font's object, which `finish` fills."""

    def encoded(self, text: str) -> str:
        """``text`` as a hexadecimal string of two bytes a letter."""
        return "".join(f"{self._code(letter):04X}" for letter in text)

    def _code(self, letter: str) -> int:
        return self._codes.setdefault(letter, len(self._codes) + 1)

    def finish(self) -> None:
        """Write the font's objects, with all codes that were given."""
        program = _true_type()
        file = self._number(add_stream(self._pdf, program, f"/Length1 {len(program)}"))
        glyphs = self._number(add_stream(self._pdf, b"\x00\x01" * (len(self._codes) + 1)))
        unicodes = self._number(add_stream(self._pdf, self._to_unicode()))
        descriptor = add_object(
            self._pdf,
            f"<</Type/FontDescriptor/FontName/{_NAME}/Flags 4/FontBBox[0 {_DESCENT} {_ADVANCE} {_ASCENT}]/ItalicAngle 0"
            f"/Ascent {_ASCENT}/Descent {_DESCENT}/CapHeight {_ASCENT}/StemV 80/FontFile2 {file} 0 R>>",
        )
        descendant = add_object(
            self._pdf,
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{_NAME}/CIDToGIDMap {glyphs} 0 R/DW {_ADVANCE}/CIDSystemInfo"
            "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
            f"/FontDescriptor {self._number(descriptor)} 0 R>>",
        )
        source = (
            f"<</Type/Font/Subtype/Type0/BaseFont/{_NAME}/Encoding/Identity-H/ToUnicode {unicodes} 0 R"
            f"/DescendantFonts[{self._number(descendant)} 0 R]>>"
        )
        self._pdf.pdf_update_object(self._number(self.reference), parsed(self._pdf, source))

    def _number(self, reference: Any) -> int:
        return int(reference.pdf_to_num())

    def _to_unicode(self) -> bytes:
        lines = [
            f"<{code:04X}> <{letter.encode('utf-16-be', 'replace').hex()}>" for letter, code in self._codes.items()
        ]
        blocks = [lines[start : start + _CODES_A_BLOCK] for start in range(0, len(lines), _CODES_A_BLOCK)]
        maps = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
            f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{maps}\n"
            "endcmap CMapName currentdict /CMap defineresource pop end end\n"
        ).encode("ascii")


def _true_type() -> bytes:
    """A TrueType program of two glyphs: as little as every viewer takes for a font.

    Glyph 1 is a line without breadth from corner to corner of its box: nothing would be seen even if it were drawn,
    but it has an extent. MuPDF's display lists leave out what has none.
    """
    glyphs = 2
    corner_to_corner = struct.pack(
        ">hhhhhHHBBhhhh", 1, 0, _DESCENT, _ADVANCE, _ASCENT, 1, 0, 1, 1, 0, _ADVANCE, _DESCENT, _ASCENT - _DESCENT
    )
    tables = {
        # Character code 0 leads to glyph 1 (format 6, Windows symbol): viewers ask for a table, not for its content.
        b"cmap": struct.pack(">HHHHL", 0, 1, 3, 0, 12) + struct.pack(">HHHHHH", 6, 12, 0, 0, 1, 1),
        b"glyf": corner_to_corner,
        b"head": struct.pack(
            ">LLLLHHQQhhhhHHhhh",
            *(0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _UNITS, 0, 0),
            *(0, _DESCENT, _ADVANCE, _ASCENT, 0, 8, 2, 0, 0),
        ),
        b"hhea": struct.pack(">LhhhH11hH", 0x10000, _ASCENT, _DESCENT, 0, _ADVANCE, *([0] * 11), glyphs),
        b"hmtx": struct.pack(">HhHh", *([_ADVANCE, 0] * glyphs)),
        b"loca": struct.pack(">HHH", 0, 0, len(corner_to_corner) // 2),
        b"maxp": struct.pack(">LH13H", 0x10000, glyphs, 2, 1, 0, 0, 1, *([0] * 8)),
        b"name": struct.pack(">HHH", 0, 0, 6),
        b"post": struct.pack(">LLhhLLLLL", 0x30000, 0, 0, 0, 1, 0, 0, 0, 0),
    }
    place = 12 + 16 * len(tables)
    directory, body = struct.pack(">LHHHH", 0x10000, len(tables), 128, 3, 16 * len(tables) - 128), b""
    for tag, data in tables.items():
        padded = data + bytes(-len(data) % 4)
        directory += tag + struct.pack(">LLL", _checksum(padded), place + len(body), len(data))
        body += padded
    return directory + body


def _checksum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}L", data)
    return sum(words) % 2**32
