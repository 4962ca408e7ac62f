"""Pictures as documents (PNG, JPEG, TIFF, WebP, BMP, JPEG 2000, GIF) through Pillow. Only in the worker process."""

from __future__ import annotations

import contextlib
import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from quizglass.documents.limits import MOST_PAGES, MOST_PICTURE_PIXELS
from quizglass.errors import DamagedDocument, DamagedPage, NoSuchPage, NotADocument, TooLarge
from quizglass.geometry import PageRect, Size
from quizglass.i18n import tr
from quizglass.pages import DocumentInfo, PageImage, PageText

Image.MAX_IMAGE_PIXELS = MOST_PICTURE_PIXELS
_DEFAULT_DPI = 96.0
_INK_SPREAD = 24
"""Grey levels between the darkest and the brightest spot of a shrunk page, below which it is blank."""

_UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, NotImplementedError)
"""What Pillow's readers raise on broken files."""


class PictureDocument:
    """See `OpenedDocument`. One frame is one page; a frame is decoded when it is first drawn and the last one kept."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        warnings.simplefilter("ignore")
        try:
            self._file = Image.open(path)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise self._too_large() from error
        except (UnidentifiedImageError, *_UNREADABLE) as error:
            raise NotADocument(name=path.name) from error
        self._decoded: tuple[int, Image.Image] | None = None
        self._sizes = self._measure()

    def _too_large(self) -> TooLarge:
        limit = tr("more than {count} million pixels").format(count=MOST_PICTURE_PIXELS // 1_000_000)
        return TooLarge(name=self._name, limit=limit)

    def _measure(self) -> tuple[Size, ...]:
        sizes: list[Size] = []
        animated = self._file.format not in {"TIFF", "MPO"}
        frames = 1 if animated else min(getattr(self._file, "n_frames", 1), MOST_PAGES)
        for number in range(frames):
            try:
                self._file.seek(number)
                sizes.append(self._points())
            except _UNREADABLE:
                if not sizes:
                    raise DamagedDocument(name=self._name) from None
                break
        return tuple(sizes)

    def _points(self) -> Size:
        """The frame's size in points, upright."""
        width, height = self._file.size
        if width * height > MOST_PICTURE_PIXELS:
            raise self._too_large()
        dpi = _DEFAULT_DPI
        with contextlib.suppress(*_UNREADABLE, ZeroDivisionError):
            stated = float(self._file.info.get("dpi", (0, 0))[0])
            dpi = stated if 20 <= stated <= 4800 else _DEFAULT_DPI
        turned = self._orientation() in {5, 6, 7, 8}
        size = Size(width * 72 / dpi, height * 72 / dpi)
        return size.turned(1) if turned else size

    def _orientation(self) -> int:
        with contextlib.suppress(*_UNREADABLE, ZeroDivisionError):
            return int(self._file.getexif().get(0x0112, 1))
        return 1

    def close(self) -> None:
        self._decoded = None
        self._file.close()

    def info(self) -> DocumentInfo:
        return DocumentInfo(len(self._sizes), self._sizes, format=str(self._file.format or ""), is_image=True)

    def _frame(self, number: int) -> Image.Image:
        if self._decoded is not None and self._decoded[0] == number:
            return self._decoded[1]
        if not 0 <= number < len(self._sizes):
            raise NoSuchPage(page=number + 1, count=len(self._sizes))
        self._decoded = None
        try:
            self._file.seek(number)
            self._file.load()
            frame = _upright(_opaque(self._file.copy()), self._orientation())
        except (Image.DecompressionBombError, MemoryError) as error:
            raise self._too_large() from error
        except _UNREADABLE as error:
            frame = self._partly(number, error)
        self._decoded = (number, frame)
        return frame

    def _partly(self, number: int, cause: Exception) -> Image.Image:
        """What a truncated file still holds: the rows that are there, the rest grey."""
        from PIL import ImageFile

        ImageFile.LOAD_TRUNCATED_IMAGES = True
        try:
            self._file.seek(number)
            self._file.load()
            return _upright(_opaque(self._file.copy()), self._orientation())
        except (*_UNREADABLE, MemoryError):
            raise DamagedPage(name=self._name, page=number + 1) from cause
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = False

    def render(self, page: int, clip: PageRect, width: int, height: int, turns: int) -> PageImage:
        frame = self._frame(page)
        across, down = (height, width) if turns % 2 else (width, height)
        box = clip.clamped().to_size(Size(*frame.size))
        if box[2] - box[0] < 1 or box[3] - box[1] < 1:
            whole = clip.clamped().to_pixels(*frame.size)
            box = (whole.left, whole.top, whole.right, whole.bottom)
        shrinks = (box[2] - box[0]) > across
        way = Image.Resampling.BOX if shrinks else Image.Resampling.BICUBIC
        part = frame.resize((across, down), way, box=box, reducing_gap=2.0 if shrinks else None)
        if turns % 4:
            turn = (Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_90)[turns % 4 - 1]
            part = part.transpose(turn)
        return PageImage(width, height, width * 3, part.convert("RGB").tobytes())

    def words(self, page: int) -> PageText:
        low, high = _extremes(self._frame(page).convert("L").resize((160, 160), Image.Resampling.BOX))
        return PageText((), has_ink=high - low > _INK_SPREAD, has_images=True)


_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each value of the EXIF tag Orientation (Exif 2.32, 4.6.4). Pillow's own way fails on broken EXIF."""


def _upright(frame: Image.Image, orientation: int) -> Image.Image:
    return frame.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else frame


def _opaque(frame: Image.Image) -> Image.Image:
    """As 8-bit grey or RGB on white paper, from any of Pillow's modes."""
    if frame.mode in {"I;16", "I;16B", "I;16L", "I", "F"}:
        low, high = _extremes(frame)
        base, span = (low, max(high - low, 1e-6)) if high > 255 else (0.0, 255.0)
        return frame.convert("F").point(lambda level: (level - base) * (255.0 / span)).convert("L")
    if frame.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in frame.info:
        colours = frame.convert("RGBA")
        paper = Image.new("RGB", colours.size, "white")
        paper.paste(colours, mask=colours.getchannel("A"))
        return paper
    return frame if frame.mode in {"L", "RGB"} else frame.convert("L" if frame.mode == "1" else "RGB")


def _extremes(frame: Image.Image) -> tuple[float, float]:
    """The darkest and the brightest level of a picture with one channel."""
    low, high = frame.convert("F").getextrema()
    assert isinstance(low, float)
    assert isinstance(high, float)
    return low, high
