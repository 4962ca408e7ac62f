"""A PDF whose pages are the pages of a picture file, as sharp as they are in it."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final, NamedTuple

from PIL import Image

from quizglass.documents.mupdf_drawing import Matrix
from quizglass.documents.mupdf_library import mupdf
from quizglass.documents.picture_document import PictureDocument
from quizglass.documents.searchable_pdf_objects import add_data, add_object, add_stream
from quizglass.errors import DamagedPage
from quizglass.geometry import Size

_MOST_UNITS: Final = 14_400.0
"""The longest side of a page that viewers agree on; a larger page has a larger unit."""

_COLOURS: Final = {"1": ("DeviceGray", 1, 1), "L": ("DeviceGray", 8, 1), "RGB": ("DeviceRGB", 8, 3)}
"""Colour space, bits of a component, components."""

_JPEG_COLOURS: Final = {"L": ("DeviceGray", 1), "RGB": ("DeviceRGB", 3), "CMYK": ("DeviceCMYK", 4)}
_PROFILE_COLOURS: Final = {b"GRAY": "L", b"RGB ": "RGB", b"CMYK": "CMYK"}
_UPRIGHT: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_AS_SEEN: Final[dict[int, Matrix]] = {
    2: (-1.0, 0.0, 0.0, 1.0, 1.0, 0.0),
    3: (-1.0, 0.0, 0.0, -1.0, 1.0, 1.0),
    4: (1.0, 0.0, 0.0, -1.0, 0.0, 1.0),
    5: (0.0, -1.0, -1.0, 0.0, 1.0, 1.0),
    6: (0.0, -1.0, 1.0, 0.0, 0.0, 1.0),
    7: (0.0, 1.0, 1.0, 0.0, 0.0, 0.0),
    8: (0.0, 1.0, -1.0, 0.0, 1.0, 0.0),
}
"""For each value of the EXIF tag Orientation: the stored unit square to the upright one, y upwards."""


class _Placed(NamedTuple):
    """A picture in the document and how it fills the unit square."""

    reference: Any
    matrix: Matrix


def pdf_of_pictures(document: PictureDocument) -> Any:
    """MuPDF's PDF document with a page for each page of ``document``.

    The data of a JPEG goes in as it is, with its colour profile, and is turned as EXIF says; other formats are packed
    without loss. A page that cannot be decoded is empty, so that the others keep their numbers.
    """
    pdf = mupdf.PdfDocument()
    for number, size in enumerate(document.info().sizes):
        placed = None
        with suppress(DamagedPage):
            placed = _jpeg(pdf, document) or _packed(pdf, document.upright_pixels(number))
        _add_page(pdf, size, placed)
    return pdf


def _add_page(pdf: Any, size: Size, placed: _Placed | None) -> None:
    unit = max(1.0, max(size) / _MOST_UNITS)
    width, height = size.width / unit, size.height / unit
    resources, content = "<<>>", b""
    if placed is not None:
        numbers = (n * side for n, side in zip(placed.matrix, (width, height) * 3, strict=True))
        content = f"q {' '.join(f'{n:.4f}' for n in numbers)} cm /Picture Do Q\n".encode("ascii")
        resources = f"<</XObject<</Picture {placed.reference.pdf_to_num()} 0 R>>>>"
    contents = add_stream(pdf, content).pdf_to_num()
    entries = f"/UserUnit {unit:.5f}" if unit > 1 else ""
    box = f"/MediaBox[0 0 {width:.4f} {height:.4f}]"
    page = add_object(pdf, f"<</Type/Page{box}{entries}/Resources {resources}/Contents {contents} 0 R>>")
    mupdf.pdf_insert_page(pdf, -1, page)


def _jpeg(pdf: Any, document: PictureDocument) -> _Placed | None:
    found = document.jpeg()
    if found is None or found[1].mode not in _JPEG_COLOURS:
        return None
    data, picture, orientation = found
    space, count = _JPEG_COLOURS[picture.mode]
    # Programs of Adobe store CMYK inverted, and say so only by signing the file.
    inverted = "/Decode[1 0 1 0 1 0 1 0]" if count == 4 and "adobe" in picture.info else ""
    entries = (
        f"/BitsPerComponent 8/Filter/DCTDecode{inverted}/ColorSpace {_profile(pdf, picture, count) or '/' + space}"
    )
    reference = add_data(pdf, data, _image_entries(picture) + entries)
    return _Placed(reference, _AS_SEEN.get(orientation, _UPRIGHT))


def _profile(pdf: Any, picture: Image.Image, count: int) -> str:
    """The colour space of the profile that comes with a picture, "" when there is none of its kind."""
    profile = picture.info.get("icc_profile")
    if not isinstance(profile, bytes) or _PROFILE_COLOURS.get(profile[16:20]) != picture.mode:
        return ""
    return f"[/ICCBased {add_stream(pdf, profile, f'/N {count}').pdf_to_num()} 0 R]"


def _packed(pdf: Any, picture: Image.Image) -> _Placed:
    if picture.mode == "L" and not any(picture.histogram()[1:255]):
        picture = picture.convert("1", dither=Image.Dither.NONE)
    space, bits, colours = _COLOURS[picture.mode]
    file = io.BytesIO()
    picture.save(file, "PNG")
    # The data of a PNG file without palette and interlacing is just what PDF calls predictor 15.
    parameters = f"<</Predictor 15/Colors {colours}/BitsPerComponent {bits}/Columns {picture.width}>>"
    entries = f"/BitsPerComponent {bits}/ColorSpace/{space}/Filter/FlateDecode/DecodeParms{parameters}"
    reference = add_data(pdf, b"".join(_png_data(file.getbuffer())), _image_entries(picture) + entries)
    return _Placed(reference, _UPRIGHT)


def _image_entries(picture: Image.Image) -> str:
    return f"/Type/XObject/Subtype/Image/Width {picture.width}/Height {picture.height}"


def _png_data(file: memoryview) -> Iterator[memoryview]:
    """The pieces of a PNG file's compressed pixels."""
    place = 8
    while place < len(file):
        length, kind = struct.unpack_from(">L4s", file, place)
        if kind == b"IDAT":
            yield file[place + 8 : place + 8 + length]
        place += 12 + length
