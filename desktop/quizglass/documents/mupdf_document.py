"""Documents that MuPDF reads: PDF, XPS, EPUB, CBZ, and pictures that nothing else opens. Only in the worker process."""

from __future__ import annotations

import sys
import unicodedata
import zipfile
from collections import OrderedDict
from pathlib import Path
from typing import Any

from quizglass.documents.limits import MOST_PAGES
from quizglass.errors import (
    DamagedDocument,
    DamagedPage,
    EmptyDocument,
    NoSuchPage,
    NotADocument,
    PasswordNeeded,
    TooLarge,
    WrongPassword,
)
from quizglass.geometry import PageRect, Size
from quizglass.i18n import tr
from quizglass.pages import DocumentInfo, OutlineEntry, PageImage, PageText

# PyMuPDF imports these when they are installed: its layout models and NumPy with ONNX Runtime, 0.3 s for nothing.
for _unused in ("pymupdf.layout", "pymupdf4llm"):
    sys.modules.setdefault(_unused, None)  # type: ignore[arg-type]
import pymupdf  # noqa: E402 - after the lines above, on purpose

from quizglass.documents.mupdf_words import page_words  # noqa: E402

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

_KEPT_PAGES = 4
_FALLBACK_SIZE = Size(595.0, 842.0)
_INK_SIDE_PX = 160
_INK_LEVEL = 200
"""A grey value below this counts as ink; paper and faint bleed-through stay above."""


class MupdfDocument:
    """See `OpenedDocument`."""

    def __init__(self, path: Path, password: str | None) -> None:
        self._name = path.name
        try:
            self._document = pymupdf.open(str(path), filetype=_file_type(path))
        except (RuntimeError, ValueError, OSError) as error:
            raise DamagedDocument(name=path.name) from error
        try:
            self._unlock(password)
            self._count = self._page_count()
        except BaseException:
            self._document.close()
            raise
        self._lists: OrderedDict[int, tuple[Any, Any]] = OrderedDict()

    def _unlock(self, password: str | None) -> None:
        if not self._document.needs_pass:
            return
        if password is None:
            if not self._document.authenticate(""):
                raise PasswordNeeded(name=self._name)
            return
        # What was typed may be composed otherwise than what the file was locked with.
        forms = dict.fromkeys([password, *(unicodedata.normalize(form, password) for form in ("NFKC", "NFC", "NFD"))])
        if not any(self._document.authenticate(form) for form in forms):
            raise WrongPassword(name=self._name)

    def _page_count(self) -> int:
        try:
            count = int(self._document.page_count)
        except (RuntimeError, ValueError) as error:
            raise DamagedDocument(name=self._name) from error
        if count == 0:
            raise EmptyDocument(name=self._name)
        if count > MOST_PAGES:
            limit = tr("{count} pages, at most {most} can be opened").format(count=count, most=MOST_PAGES)
            raise TooLarge(name=self._name, limit=limit)
        return count

    def close(self) -> None:
        self._lists.clear()
        self._document.close()

    # What is in it ----------------------------------------------------------------------------------------------

    def info(self) -> DocumentInfo:
        sizes, damaged = self._sizes()
        notes = [note for note, holds in (("some-pages-damaged", damaged), ("repaired", self._repaired())) if holds]
        metadata = self._document.metadata or {}
        return DocumentInfo(
            page_count=self._count,
            sizes=sizes,
            labels=self._labels(),
            outline=self._outline(sizes),
            format=str(metadata.get("format") or ""),
            is_image=not self._document.is_pdf and not self._document.is_reflowable and self._is_picture(),
            notes=tuple(notes),
            title=str(metadata.get("title") or ""),
        )

    def _is_picture(self) -> bool:
        return str((self._document.metadata or {}).get("format") or "").lower() in {"image", "tiff", "jpx", "jbig2"}

    def _repaired(self) -> bool:
        return bool(self._document.is_pdf and self._document.is_repaired)

    def _sizes(self) -> tuple[tuple[Size, ...], bool]:
        sizes: list[Size] = []
        damaged = False
        for number in range(self._count):
            try:
                box = self._document.load_page(number).rect
            except (RuntimeError, ValueError):
                damaged = True
                sizes.append(sizes[-1] if sizes else _FALLBACK_SIZE)
                continue
            sizes.append(_sane(box.width, box.height))
        return tuple(sizes), damaged

    def _labels(self) -> tuple[str, ...]:
        try:
            if not self._document.is_pdf or not self._document.get_page_labels():
                return ()
            return tuple(self._document[number].get_label() for number in range(self._count))
        except (RuntimeError, ValueError, KeyError, TypeError, IndexError):
            return ()

    def _outline(self, sizes: tuple[Size, ...]) -> tuple[OutlineEntry, ...]:
        try:
            entries = self._document.get_toc(simple=False)
        except (RuntimeError, ValueError, TypeError, IndexError, RecursionError):
            return ()
        found = []
        for level, title, page, target in entries[:20_000]:
            leads = 1 <= page <= self._count
            point = target.get("to") if isinstance(target, dict) else None
            y = float(point.y) / sizes[page - 1].height if leads and point is not None else 0.0
            found.append(OutlineEntry(level - 1, str(title), page - 1 if leads else None, min(1.0, max(0.0, y))))
        return tuple(found)

    # Pages ------------------------------------------------------------------------------------------------------

    def _page(self, number: int) -> tuple[Any, Any]:
        """The page and its display list: drawing a second tile must not read the page again."""
        if number in self._lists:
            self._lists.move_to_end(number)
            return self._lists[number]
        if not 0 <= number < self._count:
            raise NoSuchPage(page=number + 1, count=self._count)
        page = self._document.load_page(number)
        self._lists[number] = (page, page.get_displaylist(annots=1))
        while len(self._lists) > _KEPT_PAGES:
            self._lists.popitem(last=False)
        return self._lists[number]

    def render(self, page: int, clip: PageRect, width: int, height: int, turns: int) -> PageImage:
        try:
            return self._draw(page, clip, width, height, turns)
        except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
            raise DamagedPage(name=self._name, page=page + 1) from error

    def _draw(self, number: int, clip: PageRect, width: int, height: int, turns: int) -> PageImage:
        page, drawing = self._page(number)
        size = _sane(page.rect.width, page.rect.height)
        x0, y0, x1, y1 = clip.to_size(size)
        across, down = (height, width) if turns % 2 else (width, height)
        scale_x, scale_y = across / max(x1 - x0, 1e-6), down / max(y1 - y0, 1e-6)
        # From page points to the pixels of the picture before it is turned, then turned about its own corner.
        matrix = pymupdf.Matrix(scale_x, 0, 0, scale_y, -x0 * scale_x, -y0 * scale_y) * _turn(turns, across, down)
        picture = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, width, height), False)
        picture.clear_with(255)
        mupdf = pymupdf.mupdf
        device = mupdf.fz_new_draw_device(mupdf.FzMatrix(), picture.this)
        area = mupdf.FzRect(0, 0, width, height)
        mupdf.fz_run_display_list(drawing.this, device, mupdf.FzMatrix(*matrix), area, mupdf.FzCookie())
        mupdf.fz_close_device(device)
        return PageImage(width, height, picture.stride, bytes(picture.samples_mv))

    def words(self, page: int) -> PageText:
        try:
            loaded, _ = self._page(page)
            words = page_words(loaded)
            return PageText(words, bool(words) or self._has_ink(page), bool(loaded.get_images()))
        except (RuntimeError, ValueError, pymupdf.mupdf.FzErrorBase) as error:
            raise DamagedPage(name=self._name, page=page + 1) from error

    def _has_ink(self, number: int) -> bool:
        whole = PageRect(0.0, 0.0, 1.0, 1.0)
        pixels = self._draw(number, whole, _INK_SIDE_PX, _INK_SIDE_PX, 0).data
        return min(pixels) < _INK_LEVEL


def _turn(turns: int, width: int, height: int) -> pymupdf.Matrix:
    """The matrix that turns a picture of ``width`` by ``height`` clockwise by quarter turns, corner kept at 0, 0."""
    match turns % 4:
        case 1:
            return pymupdf.Matrix(0, 1, -1, 0, height, 0)
        case 2:
            return pymupdf.Matrix(-1, 0, 0, -1, width, height)
        case 3:
            return pymupdf.Matrix(0, -1, 1, 0, 0, width)
    return pymupdf.Matrix(1, 0, 0, 1, 0, 0)


def _sane(width: float, height: float) -> Size:
    """A size that can be shown: a page of no or of absurd extent counts as A4."""
    return Size(width, height) if 1e-2 < width < 1e6 and 1e-2 < height < 1e6 else _FALLBACK_SIZE


def _file_type(path: Path) -> str:
    """MuPDF's name of the type, by content. An archive is XPS, EPUB or comic book by what lies in it.

    Raises:
        NotADocument: an archive of something else.
    """
    with path.open("rb") as file:
        head = file.read(2048)
    if b"%PDF-" in head:
        return "pdf"
    if not head.startswith(b"PK"):
        return ""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:5000]
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise NotADocument(name=path.name) from error
    lowered = [name.lower() for name in names]
    if "meta-inf/container.xml" in lowered:
        return "epub"
    if any(name.endswith((".fdseq", ".fpage")) for name in lowered):
        return "xps"
    if any(name.endswith((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp")) for name in lowered) and (
        "[content_types].xml" not in lowered
    ):
        return "cbz"
    raise NotADocument(name=path.name)
