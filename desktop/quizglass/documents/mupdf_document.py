"""Documents that MuPDF reads: PDF, XPS, EPUB, CBZ, and pictures that nothing else opens. Only in the worker process."""

from __future__ import annotations

import os
import sys
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from quizglass.documents import mupdf_contents
from quizglass.documents.file_access import explained
from quizglass.documents.file_kinds import FileKind
from quizglass.documents.limits import MOST_PAGES, PAGES_KEPT_READY
from quizglass.documents.mupdf_drawing import draw, draw_grey, drawn_as_pdf
from quizglass.documents.mupdf_figures import figures_of
from quizglass.documents.mupdf_library import MUPDF_ERRORS, mupdf, out_of_memory
from quizglass.documents.mupdf_links import links_of
from quizglass.documents.mupdf_search import MupdfSearch
from quizglass.documents.mupdf_words import read_layer
from quizglass.documents.page_defect import defect_of
from quizglass.documents.page_recovery import gather_pages
from quizglass.documents.passwords import password_forms
from quizglass.documents.properties import DocumentProperties
from quizglass.errors import (
    DamagedDocument,
    DamagedPage,
    EmptyDocument,
    NeedsTooMuchMemory,
    NoSuchPage,
    PasswordNeeded,
    TooManyPages,
    WrongPassword,
)
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.pages import DocumentInfo, Figures, Hit, Link, PageImage, PageText
from quizglass.text.finding import Wanted

_A4: Final = Size(595.0, 842.0)
_BOOK_PAGE: Final = (420.0, 595.0, 11.0)
"""Width, height and type size in points that a book without pages of its own is laid out with: A5."""
_FINEST_DPI: Final = 400.0


@dataclass(frozen=True, slots=True)
class _ReadyPage:
    """A page's content, parsed once and drawn many times. ``origin`` and ``size`` are of the displayed page."""

    drawing: Any
    origin: tuple[float, float]
    size: Size

    def points(self, part: PageRect) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = part.to_size(self.size)
        left, top = self.origin
        return x0 + left, y0 + top, x1 + left, y1 + top


class MupdfDocument:
    """See `OpenedDocument`."""

    def __init__(self, path: Path, kind: FileKind, password: str | None) -> None:
        self._name = path.name
        self._file_bytes = path.stat().st_size
        self._is_image = kind is FileKind.PICTURE
        self._gathered = False
        self._ready: OrderedDict[int, _ReadyPage] = OrderedDict()
        try:
            self._document = mupdf.fz_open_document_with_stream(str(kind), _stream(path))
            self._unlock(password)
            if mupdf.fz_is_document_reflowable(self._document):
                mupdf.fz_layout_document(self._document, *_BOOK_PAGE)
            self._count = self._page_count()
        except MUPDF_ERRORS as error:
            raise self._explained(error) from error
        if self._count < 1:
            raise EmptyDocument(name=self._name)
        if self._count > MOST_PAGES:
            raise TooManyPages(name=self._name, count=self._count, most=MOST_PAGES)
        self._search = MupdfSearch(self._document)

    def _unlock(self, password: str | None) -> None:
        if not mupdf.fz_needs_password(self._document):
            return
        if password is None:
            if only_attachments_locked(self._document):
                return
            raise PasswordNeeded(name=self._name)
        if not any(mupdf.fz_authenticate_password(self._document, form) for form in password_forms(password)):
            raise WrongPassword(name=self._name)

    def _page_count(self) -> int:
        """What the document says, or how many pages can be found when it leads to none."""
        with suppress(*MUPDF_ERRORS):
            count = int(mupdf.fz_count_pages(self._document))
            if any(self._can_be_loaded(page) for page in {0, count - 1}):
                return count
        self._gathered = True
        return gather_pages(self._document)

    def _can_be_loaded(self, page: int) -> bool:
        try:
            return bool(mupdf.fz_load_page(self._document, page).m_internal)
        except MUPDF_ERRORS:
            return False

    def close(self) -> None:
        # MuPDF frees a document with the last reference to it.
        self._ready.clear()
        del self._document, self._search

    def as_pdf(self) -> Any:
        """MuPDF's PDF document: this one itself, or what all its pages look like when it is of another format."""
        pdf = self._document.pdf_document_from_fz_document()
        return pdf if pdf.m_internal else drawn_as_pdf(self._document, self._count)

    def info(self) -> DocumentInfo:
        sizes, damaged = self._sizes()
        notes = {"pages-gathered": self._gathered, "repaired": self._repaired()}
        return DocumentInfo(
            page_count=self._count,
            sizes=sizes,
            labels=mupdf_contents.labels(self._document, self._count),
            outline=mupdf_contents.outline(self._document, sizes),
            format=mupdf_contents.metadata(self._document, "format"),
            is_image=self._is_image,
            notes=tuple(note for note, holds in notes.items() if holds),
            title=mupdf_contents.metadata(self._document, "info:Title"),
            damaged_pages=damaged,
        )

    def _sizes(self) -> tuple[tuple[Size, ...], tuple[int, ...]]:
        """The size of every page, and the pages that cannot be loaded: those are shown as large as their neighbour.

        Raises:
            DamagedDocument: not one page could be loaded.
        """
        sizes: list[Size] = []
        damaged: list[int] = []
        for number in range(self._count):
            try:
                box = mupdf.fz_bound_page(mupdf.fz_load_page(self._document, number))
                sizes.append(_sane(box.x1 - box.x0, box.y1 - box.y0))
            except MUPDF_ERRORS as error:
                damaged.append(number)
                if len(damaged) == self._count:
                    raise self._explained(error) from error
                sizes.append(sizes[-1] if sizes else _A4)
        return tuple(sizes), tuple(damaged)

    def _repaired(self) -> bool:
        pdf = self._document.pdf_document_from_fz_document()
        return bool(pdf.m_internal and pdf.pdf_was_repaired())

    def render(self, page: int, clip: PageRect, width: int, height: int, turns: int) -> PageImage:
        try:
            ready = self._page(page)
            return draw(ready.drawing, ready.points(clip), width, height, turns)
        except MUPDF_ERRORS as error:
            raise self._explained(error, page) from error

    def words(self, page: int) -> PageText:
        try:
            ready = self._page(page)
            layer = read_layer(ready.drawing, ready.origin, ready.size)
            inked = bool(layer.words) or _shows_ink(ready)
            defect = defect_of(layer, partial(_drawn_grey, ready)) if inked else ""
            return PageText(layer.words, inked, bool(layer.pictures), defect)
        except MUPDF_ERRORS as error:
            raise self._explained(error, page) from error

    def find(self, page: int, wanted: Wanted) -> tuple[list[Hit], bool]:
        self._check(page)
        try:
            return self._search.find(page, wanted)
        except MUPDF_ERRORS as error:
            raise self._explained(error, page) from error

    def links(self, page: int) -> tuple[Link, ...]:
        self._check(page)
        try:
            return links_of(self._document, page)
        except MUPDF_ERRORS as error:
            raise self._explained(error, page) from error

    def figures(self, page: int) -> Figures:
        try:
            ready = self._page(page)
            return figures_of(ready.drawing, ready.origin, ready.size)
        except MUPDF_ERRORS as error:
            raise self._explained(error, page) from error

    def properties(self) -> DocumentProperties:
        # Imported here: few documents are asked for it.
        from quizglass.documents.mupdf_properties import properties_of

        try:
            return properties_of(self._document, self._count, self._file_bytes)
        except MUPDF_ERRORS as error:
            raise self._explained(error) from error

    def finest_scale(self, page: int) -> float:  # noqa: ARG002 - letters are lines, and scans are rarely finer
        return _FINEST_DPI / 72

    def _check(self, page: int) -> None:
        if not 0 <= page < self._count:
            raise NoSuchPage(page=page + 1, count=self._count)

    def _page(self, number: int) -> _ReadyPage:
        self._check(number)
        if number not in self._ready:
            while len(self._ready) >= PAGES_KEPT_READY:
                self._ready.popitem(last=False)
            page = mupdf.fz_load_page(self._document, number)
            box = mupdf.fz_bound_page(page)
            # With annotations and form fields: what a person sees on the page.
            drawing = mupdf.fz_new_display_list_from_page(page)
            size = _sane(box.x1 - box.x0, box.y1 - box.y0)
            self._ready[number] = _ReadyPage(drawing, (box.x0, box.y0), size)
        self._ready.move_to_end(number)
        return self._ready[number]

    def _explained(self, error: Exception, page: int | None = None) -> DamagedDocument | NeedsTooMuchMemory:
        place = {"name": self._name} if page is None else {"name": self._name, "page": page + 1}
        if out_of_memory(error):
            mupdf.fz_empty_store()
            return NeedsTooMuchMemory(**place)
        kind = DamagedDocument if page is None else DamagedPage
        return kind(**place, cause=type(error).__name__)


def only_attachments_locked(document: Any) -> bool:
    """Whether a PDF's pages can be read without the password that its attached files need."""
    pdf = document.pdf_document_from_fz_document()
    if not pdf.m_internal:
        return False
    encryption = pdf.pdf_trailer().pdf_dict_gets("Encrypt")
    methods = (encryption.pdf_dict_gets(key).pdf_to_name() for key in ("StmF", "StrF"))
    # Only from version 4 on can streams and strings be left as they are; there it is what holds if nothing is said.
    return encryption.pdf_dict_gets("V").pdf_to_int() >= 4 and all(method in {"", "Identity"} for method in methods)


def _stream(path: Path) -> Any:
    """The open file. MuPDF takes names in UTF-8 only; Linux has files with names in older encodings."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        if sys.platform != "linux":
            raise
        with explained(path):
            handle = os.open(path, os.O_RDONLY)
        try:
            return mupdf.fz_open_file(f"/proc/self/fd/{handle}")
        finally:
            os.close(handle)
    return mupdf.fz_open_file(str(path))


def _sane(width: float, height: float) -> Size:
    """A size that can be shown: a page of no or of absurd extent counts as A4."""
    return Size(width, height) if 1e-2 < width < 1e6 and 1e-2 < height < 1e6 else _A4


def _shows_ink(ready: _ReadyPage) -> bool:
    # Loaded here: most documents have words on every page and never need it.
    from PIL import Image

    from quizglass.documents.ink import INK_SIDE, has_ink

    grey, size = _drawn_grey(ready, INK_SIDE)
    return has_ink(Image.frombytes("L", size, grey))


def _drawn_grey(ready: _ReadyPage, side: int) -> tuple[bytes, tuple[int, int]]:
    """The page in grey levels with ``side`` pixels on its longer side, and its width and height in pixels."""
    scale = side / max(ready.size)
    width, height = (max(1, round(length * scale)) for length in ready.size)
    return draw_grey(ready.drawing, ready.points(WHOLE_PAGE), width, height), (width, height)
