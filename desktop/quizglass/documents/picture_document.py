"""Pictures as documents (PNG, JPEG, TIFF, WebP, BMP, JPEG 2000, GIF) through Pillow. Only in the worker process."""

from __future__ import annotations

import contextlib
import math
import warnings
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from PIL import Image, ImageChops, ImageFile

from quizglass.documents.file_access import explained
from quizglass.documents.ink import INK_SIDE, has_ink
from quizglass.documents.limits import MOST_PAGES, MOST_PICTURE_PIXELS
from quizglass.documents.picture_ends import is_cut_short
from quizglass.documents.picture_modes import on_white_paper, upright
from quizglass.documents.properties import DocumentProperties
from quizglass.errors import DamagedDocument, DamagedPage, NoSuchPage, PictureTooLarge, TooManyPages
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.pages import DocumentInfo, Figures, Hit, Link, PageImage, PageText
from quizglass.text.finding import Wanted

# Sizes are checked here, against a limit of our own and with words of our own.
Image.MAX_IMAGE_PIXELS = None

_ORIENTATION_TAG: Final = 0x0112
_DEFAULT_DPI: Final = 96.0
_LEAST_DPI, _MOST_DPI = 20.0, 4800.0
"""What lies outside is a mistake of the program that wrote the file."""

_PAGED_FORMATS: Final = ("TIFF",)
"""Where further frames are pages. Elsewhere they are an animation or a second exposure."""

_COLOUR_BYTES: Final = 4
"""What a pixel in colour takes while it is decoded; a grey one takes a byte, and black and white become grey."""

_HALVED: Final = 2
"""A JPEG beyond the limit is decoded with every second pixel of every second row, however near one looks."""

_LARGE_PIXELS: Final = 25_000_000
_JPEG_FORMATS: Final = ("JPEG", "MPO")
_UNREADABLE: Final = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, NotImplementedError)
"""What Pillow's readers raise on broken files; what it cannot identify at all is an OSError too."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """A decoded page, upright, in grey or RGB. ``whole``: at the resolution of the file, not a lower one."""

    number: int
    picture: Image.Image
    whole: bool


class PictureDocument:
    """See `OpenedDocument`. A frame is decoded when it is first drawn; the last one is kept decoded.

    Of large frames one is kept for all open documents together: two would not fit into the memory that is allowed.
    """

    _all_open: ClassVar[weakref.WeakSet[PictureDocument]] = weakref.WeakSet()

    def __init__(self, path: Path) -> None:
        self._path = path
        self._name = path.name
        # Pillow warns of odd metadata on standard error, where nobody reads it.
        warnings.simplefilter("ignore")
        self._file = self._open()
        self._ready: _Frame | None = None
        self._is_broken_off = False
        self._sizes = self._measure()
        self._all_open.add(self)

    def _open(self) -> Image.Image:
        with explained(self._path):
            self._path.open("rb").close()
        try:
            return Image.open(self._path)
        except _UNREADABLE as error:
            raise DamagedDocument(name=self._name, cause=type(error).__name__) from error

    def _measure(self) -> tuple[Size, ...]:
        """The upright size of every page in points; a file that breaks off has the pages that are there."""
        sizes: list[Size] = []
        while True:
            try:
                self._file.seek(len(sizes))
                sizes.append(self._points())
            except _UNREADABLE as error:
                if not sizes:
                    raise DamagedDocument(name=self._name, cause=type(error).__name__) from error
                self._is_broken_off = not isinstance(error, EOFError)
                return tuple(sizes)
            if len(sizes) > MOST_PAGES:
                raise TooManyPages(name=self._name, count=len(sizes), most=MOST_PAGES)
            if self._file.format not in _PAGED_FORMATS:
                return tuple(sizes)

    def _points(self) -> Size:
        width, height = self._file.size
        if width * height > MOST_PICTURE_PIXELS * self._times_larger():
            raise PictureTooLarge(name=self._name, width=width, height=height)
        across, down = self._dpi()
        size = Size(width * 72 / across, height * 72 / down)
        return size.turned(1) if self._orientation() >= 5 else size

    def _times_larger(self) -> int:
        """How many times more pixels than in colour fit into the same memory."""
        if self._file.format in _JPEG_FORMATS:
            return _HALVED**2
        return _COLOUR_BYTES // 2 if self._file.mode in {"1", "L"} else 1

    def _dpi(self) -> tuple[float, float]:
        with contextlib.suppress(*_UNREADABLE, ZeroDivisionError):
            across, down = (float(value) for value in self._file.info.get("dpi", (0, 0)))
            # A fax has half the lines; ten times as many are a mistake.
            if all(_LEAST_DPI <= dpi <= _MOST_DPI for dpi in (across, down)) and 0.2 <= across / down <= 5:
                return across, down
        return _DEFAULT_DPI, _DEFAULT_DPI

    def _orientation(self) -> int:
        """EXIF's number of how the camera was held, 1 to 8. Pillow itself turns what is in a TIFF."""
        if self._file.format == "TIFF" or (self._file.format == "PNG" and "exif" not in self._file.info):
            # Of a PNG, Pillow would decode all pixels to see whether the tag comes after them.
            return 1
        with contextlib.suppress(*_UNREADABLE, ZeroDivisionError):
            found = int(self._file.getexif().get(_ORIENTATION_TAG, 1))
            return found if 1 <= found <= 8 else 1
        return 1

    def close(self) -> None:
        self._ready = None
        self._file.close()

    def info(self) -> DocumentInfo:
        notes = ("cut-short",) if self._is_broken_off or is_cut_short(self._path, self._file.format) else ()
        form = str(self._file.format or "")
        return DocumentInfo(len(self._sizes), self._sizes, format=form, is_image=True, notes=notes)

    def render(self, page: int, clip: PageRect, width: int, height: int, turns: int) -> PageImage:
        across, down = (height, width) if turns % 2 else (width, height)
        picture = self._picture(page, math.ceil(max(across / clip.width, down / clip.height)))
        part = _part(picture, clip, across, down)
        if turns % 4:
            turn = (Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)[turns % 4 - 1]
            part = part.transpose(turn)
        return PageImage(width, height, width * 3, part.convert("RGB").tobytes())

    def upright_pixels(self, page: int) -> Image.Image:
        """The whole page as 8-bit grey or RGB at the resolution of the file.

        Raises:
            AppError: why it cannot be decoded.
        """
        return self._picture(page, max(self._file.size))

    def jpeg(self) -> tuple[bytes, Image.Image, int] | None:
        """The bytes of a JPEG file, its picture (not decoded) and EXIF's orientation; None for other formats."""
        if self._file.format not in _JPEG_FORMATS:
            return None
        with explained(self._path):
            return self._path.read_bytes(), self._file, self._orientation()

    def words(self, page: int) -> PageText:
        picture = self._picture(page, INK_SIDE)
        scale = min(1.0, INK_SIDE / max(picture.size))
        width, height = (max(1, round(side * scale)) for side in picture.size)
        small = picture.resize((width, height), reducing_gap=2.0)
        inked = has_ink(small.convert("L"))
        return PageText((), has_ink=inked, has_images=True, defect="no-words" if inked else "")

    def find(self, page: int, wanted: Wanted) -> tuple[list[Hit], bool]:  # noqa: ARG002 - a picture has no text layer
        return [], True

    def links(self, page: int) -> tuple[Link, ...]:  # noqa: ARG002 - nor links
        return ()

    def figures(self, page: int) -> Figures:  # noqa: ARG002 - the page is the picture
        return Figures((WHOLE_PAGE,))

    def properties(self) -> DocumentProperties:
        kind = self._file.format or ""
        return DocumentProperties(format=kind, file_bytes=self._path.stat().st_size, pixels=self._file.size)

    def finest_scale(self, page: int) -> float:
        if not 0 <= page < len(self._sizes):
            raise NoSuchPage(page=page + 1, count=len(self._sizes))
        self._file.seek(page)
        return max(self._file.size) / max(self._sizes[page])

    def _picture(self, number: int, side: int) -> Image.Image:
        """The page decoded with at least ``side`` pixels both ways, or all that the file has."""
        if not 0 <= number < len(self._sizes):
            raise NoSuchPage(page=number + 1, count=len(self._sizes))
        ready = self._ready
        if ready is None or ready.number != number or not (ready.whole or min(ready.picture.size) >= side):
            # Freed first, here and elsewhere.
            ready = self._ready = None
            self._make_room()
            ready = self._ready = self._decode(number, side)
        return ready.picture

    def _make_room(self) -> None:
        for document in self._all_open:
            ready = document._ready
            if ready is not None and ready.picture.width * ready.picture.height > _LARGE_PIXELS:
                document._ready = None

    def _decode(self, number: int, side: int) -> _Frame:
        with self._open() as file:
            width, height = file.size
            least = _HALVED if width * height > MOST_PICTURE_PIXELS and file.format in _JPEG_FORMATS else 1
            # Only JPEG can be decoded at a half, a quarter or an eighth, in a fraction of the time.
            file.draft(None, (min(side, width // least), min(side, height // least)))
            whole = file.size == (width, height) or width < _HALVED * least * file.width
            try:
                file.seek(number)
                file.load()
                return _Frame(number, self._as_seen(file), whole)
            except _UNREADABLE as error:
                cause = error
        return _Frame(number, self._what_is_there(number, cause), whole=True)

    def _what_is_there(self, number: int, cause: Exception) -> Image.Image:
        """The rows that a truncated file still holds, from the start: a failed attempt cannot be gone on with."""
        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            with self._open() as file:
                file.seek(number)
                _load_pieces(file)
                return self._as_seen(file)
        except _UNREADABLE:
            raise DamagedPage(name=self._name, page=number + 1, cause=type(cause).__name__) from cause
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False

    def _as_seen(self, file: Image.Image) -> Image.Image:
        return upright(on_white_paper(_with_inks_as_meant(file)), self._orientation())


def _load_pieces(file: Image.Image) -> None:
    """Load ``file``; where a packed TIFF breaks off, keep the strips before.

    Raises:
        OSError: not one piece could be read.
    """
    try:
        file.load()
    except OSError:
        if not isinstance(file, ImageFile.ImageFile):
            raise
        file.tile = []
        file.load()
        if not file.getbbox():
            raise


def _with_inks_as_meant(file: Image.Image) -> Image.Image:
    """Pillow takes every JPEG in CMYK for one of Adobe's, which are inverted; those say so by signing it."""
    if file.mode == "CMYK" and file.format in _JPEG_FORMATS and "adobe" not in file.info:
        return ImageChops.invert(file)
    return file


def _part(frame: Image.Image, clip: PageRect, width: int, height: int) -> Image.Image:
    """The part ``clip`` of ``frame`` at ``width`` by ``height``; what lies beyond the page is white."""
    inner = clip.intersection(PageRect(0.0, 0.0, 1.0, 1.0))
    if inner is None or inner.is_empty:
        return Image.new("RGB", (width, height), "white")
    place = inner.inside(clip).to_pixels(width, height) if inner != clip else None
    size = (place.width, place.height) if place else (width, height)
    box = inner.to_size(Size(*frame.size))
    shrinks = box[2] - box[0] > size[0] or box[3] - box[1] > size[1]
    way = Image.Resampling.BOX if shrinks else Image.Resampling.BICUBIC
    part = frame.resize(size, way, box=box, reducing_gap=3.0 if shrinks else None)
    if place is None:
        return part
    sheet = Image.new("RGB", (width, height), "white")
    sheet.paste(part, (place.left, place.top))
    return sheet
