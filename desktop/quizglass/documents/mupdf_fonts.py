"""The fonts of a PDF, gathered from its pages. Only in the worker process."""

from __future__ import annotations

import re
import time
from typing import Any, Final

from quizglass.documents.mupdf_library import MUPDF_ERRORS, mupdf
from quizglass.documents.properties import FontUse

_MOST_S: Final = 2.0
_MOST_FONTS: Final = 500
_DEEPEST: Final = 3
"""Forms within forms that are looked into."""
_SUBSET: Final = re.compile(r"^[A-Z]{6}\+")
_PROGRAMS: Final = ("FontFile", "FontFile2", "FontFile3")


def fonts_of(pdf: Any, count: int) -> tuple[tuple[FontUse, ...], bool]:
    """The fonts in the order of their first use, and whether there was time for all pages."""
    gathered = _Fonts()
    end = time.monotonic() + _MOST_S
    for number in range(count):
        if time.monotonic() > end or len(gathered.fonts) >= _MOST_FONTS:
            return tuple(gathered.fonts), False
        try:
            page = mupdf.pdf_lookup_page_obj(pdf, number)
            gathered.look_into(page.pdf_dict_get_inheritable(mupdf.PDF_ENUM_NAME_Resources), 0)
        except MUPDF_ERRORS:
            continue
    return tuple(gathered.fonts), True


class _Fonts:
    """Objects that were seen are known by their number: thousands of pages share their fonts."""

    def __init__(self) -> None:
        self.fonts: dict[FontUse, None] = {}
        self._seen: set[int] = set()

    def look_into(self, resources: Any, depth: int) -> None:
        if self._is_known(resources):
            return
        fonts = resources.pdf_dict_gets("Font")
        for at in range(fonts.pdf_dict_len()):
            font = fonts.pdf_dict_get_val(at)
            if not self._is_known(font):
                self.fonts[_font_use(font)] = None
        if depth >= _DEEPEST:
            return
        forms = resources.pdf_dict_gets("XObject")
        for at in range(forms.pdf_dict_len()):
            form = forms.pdf_dict_get_val(at)
            if not self._is_known(form) and form.pdf_dict_gets("Subtype").pdf_to_name() == "Form":
                self.look_into(form.pdf_dict_gets("Resources"), depth + 1)

    def _is_known(self, thing: Any) -> bool:
        number = thing.pdf_to_num()
        known = number in self._seen
        if number:
            self._seen.add(number)
        return known


def _font_use(font: Any) -> FontUse:
    kind = font.pdf_dict_gets("Subtype").pdf_to_name()
    name = _SUBSET.sub("", font.pdf_dict_gets("BaseFont").pdf_to_name())
    if kind == "Type3":
        # Its letters are drawings in the document itself.
        return FontUse(name or font.pdf_dict_gets("Name").pdf_to_name(), kind, is_embedded=True)
    inner = font.pdf_dict_gets("DescendantFonts").pdf_array_get(0) if kind == "Type0" else font
    descriptor = inner.pdf_dict_gets("FontDescriptor")
    embedded = any(descriptor.pdf_dict_gets(program).m_internal for program in _PROGRAMS)
    return FontUse(name, kind, embedded)
