"""Silencing the text of a page that lies about what is printed: it looks the same and is no longer found."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final

from quizglass.documents.mupdf_library import mupdf
from quizglass.documents.searchable_pdf_objects import add_stream

OPENING: Final = b"/Span<</ActualText<FEFF>>>BDC\n"
CLOSING: Final = b"\nEMC\n"
"""Around content whose text is nothing at all, for viewers that ask (MuPDF, Poppler, Acrobat; PDFium in part)."""

_DEEPEST: Final = 8
"""Forms within forms."""

_ALL_SPACES: Final = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
    b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
    b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
    b"1 begincodespacerange %(first)b %(last)b endcodespacerange\n%(ranges)b"
    b"endcmap CMapName currentdict /CMap defineresource pop end end\n"
)
_ROW_OF_SPACES: Final = b"[" + b"<0020>" * 256 + b"]"
_ROWS_A_BLOCK: Final = 64


class SilentFonts:
    """Copies of fonts whose every code means a space, for viewers that look nowhere else (pdf.js).

    The fonts themselves stay as they are: other pages may use them well.
    """

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._copies: dict[int, Any] = {}

    @cached_property
    def _one_byte(self) -> Any:
        return add_stream(self._pdf, _spaces([b"<00> <FF> " + _ROW_OF_SPACES]))

    @cached_property
    def _two_bytes(self) -> Any:
        rows = [b"<%02X00> <%02XFF> %b" % (high, high, _ROW_OF_SPACES) for high in range(256)]
        return add_stream(self._pdf, _spaces(rows))

    def put_into(self, resources: Any, depth: int = 0) -> None:
        """Have ``resources``, which is the page's own, name silent fonts; the forms in it likewise."""
        for key, copied in (("Font", self._font), ("XObject", self._form)):
            old = resources.pdf_dict_gets(key)
            if not old.pdf_is_dict():
                continue
            new = mupdf.pdf_copy_dict(old)
            for index in range(old.pdf_dict_len()):
                name, value = old.pdf_dict_get_key(index), old.pdf_dict_get_val(index)
                new.pdf_dict_put(name, self._copied(value, copied, depth))
            resources.pdf_dict_puts(key, new)

    def _copied(self, value: Any, copied: Any, depth: int) -> Any:
        number = int(value.pdf_to_num())
        if number and number in self._copies:
            return self._copies[number]
        copy = copied(value, depth)
        if number:
            self._copies[number] = copy
        return copy

    def _font(self, font: Any, _: int) -> Any:
        kind = font.pdf_dict_gets("Subtype").pdf_to_name()
        # Of a font that is not in the file, a viewer may choose the glyphs by what the map says.
        if not font.pdf_is_dict() or not (kind == "Type3" or _is_embedded(font)):
            return font
        silent = mupdf.pdf_copy_dict(font)
        silent.pdf_dict_puts("ToUnicode", self._two_bytes if kind == "Type0" else self._one_byte)
        return self._pdf.pdf_add_object(silent)

    def _form(self, form: Any, depth: int) -> Any:
        resources = form.pdf_dict_gets("Resources")
        if depth >= _DEEPEST or form.pdf_dict_gets("Subtype").pdf_to_name() != "Form" or not resources.pdf_is_dict():
            return form
        own = mupdf.pdf_copy_dict(resources)
        self.put_into(own, depth + 1)
        entries = mupdf.pdf_copy_dict(form)
        entries.pdf_dict_puts("Resources", own)
        return self._pdf.pdf_add_stream(mupdf.pdf_load_raw_stream(form), entries, 1)


def _is_embedded(font: Any) -> bool:
    descendants = font.pdf_dict_gets("DescendantFonts")
    holder = descendants.pdf_array_get(0) if descendants.pdf_is_array() else font
    descriptor = holder.pdf_dict_gets("FontDescriptor")
    return any(descriptor.pdf_dict_gets(key).m_internal for key in ("FontFile", "FontFile2", "FontFile3"))


def _spaces(rows: list[bytes]) -> bytes:
    """The map of these rows of 256 codes; a single one is that of fonts with codes of one byte."""
    blocks = [rows[start : start + _ROWS_A_BLOCK] for start in range(0, len(rows), _ROWS_A_BLOCK)]
    written = b"".join(b"%d beginbfrange\n%b\nendbfrange\n" % (len(block), b"\n".join(block)) for block in blocks)
    first, last = (b"<00>", b"<FF>") if len(rows) == 1 else (b"<0000>", b"<FFFF>")
    return _ALL_SPACES % {b"first": first, b"last": last, b"ranges": written}
