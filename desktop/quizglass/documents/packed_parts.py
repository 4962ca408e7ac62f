"""Parts of pages as files of pictures, packed small for a document that may hold thousands."""

from __future__ import annotations

import io
import time
from collections.abc import Sequence
from typing import Final

from PIL import Image

from quizglass.documents.limits import MOST_PIXELS_A_SIDE
from quizglass.documents.opened_document import OpenedDocument
from quizglass.documents.requests import PagePart
from quizglass.errors import AppError
from quizglass.pages import PackedPicture, PackedPictures, PageImage

_MOST_PX: Final = 900
_PNG_BYTES: Final = 40_000
_QUALITY: Final = 80
_PNG_LEVEL: Final = 2
"""Quicker than zlib's usual 6, and a tenth larger."""


def packed_parts(document: OpenedDocument, parts: Sequence[PagePart], most_s: float) -> PackedPictures:
    """See `PackParts`."""
    end = time.monotonic() + most_s
    made: list[PackedPicture | None] = []
    for part in parts:
        made.append(_part(document, part))
        if time.monotonic() >= end:
            break
    return PackedPictures(tuple(made))


def _part(document: OpenedDocument, part: PagePart) -> PackedPicture | None:
    if part.clip.is_empty or not (0 < part.width <= MOST_PIXELS_A_SIDE and 0 < part.height <= MOST_PIXELS_A_SIDE):
        return None
    try:
        return packed(document.render(part.page, part.clip, part.width, part.height, 0))
    except AppError:  # the view says what is wrong with a page
        return None


def packed(drawn: PageImage) -> PackedPicture:
    """Print stays sharp as PNG; what becomes large that way is a photograph or a scan."""
    picture = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.data, "raw", "RGB", drawn.stride)
    picture.thumbnail((_MOST_PX, _MOST_PX))
    red, green, blue = (band.tobytes() for band in picture.split())
    if red == green == blue:
        picture = picture.getchannel(0)
    data = _saved(picture, "png", compress_level=_PNG_LEVEL)
    if len(data) <= _PNG_BYTES:
        return PackedPicture(data, "png", *picture.size)
    return PackedPicture(_saved(picture, "jpeg", quality=_QUALITY), "jpeg", *picture.size)


def _saved(picture: Image.Image, kind: str, **options: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, format=kind, **options)
    return file.getvalue()
