"""Pictures of evidence, packed small for a file that may hold thousands."""

from __future__ import annotations

import io
from typing import Final, NamedTuple

from PIL import Image

from quizglass.batch.exports.options import Options
from quizglass.batch.row import Row
from quizglass.errors import AppError, Cancelled
from quizglass.pages import PageImage

_MOST_PX: Final = 900
_PNG_BYTES: Final = 40_000
_QUALITY: Final = 80


class Picture(NamedTuple):
    """``kind`` is "png" or "jpeg"."""

    data: bytes
    kind: str
    width: int
    height: int


def picture_of(row: Row, options: Options) -> Picture | None:
    """The picture of the evidence of ``row``; None when there is none or it cannot be made any more.

    Raises:
        Cancelled: the user stopped it.
    """
    if options.pictures is None:
        return None
    try:
        drawn = options.pictures(row)
    except Cancelled:
        raise
    except AppError:  # the file is gone, or its page is damaged: the row tells of it, and the others go on
        return None
    return packed(drawn) if drawn else None


def packed(drawn: PageImage) -> Picture:
    """Print stays sharp as PNG; what becomes large that way is a photograph or a scan."""
    picture = Image.frombytes("RGB", (drawn.width, drawn.height), drawn.data, "raw", "RGB", drawn.stride)
    picture.thumbnail((_MOST_PX, _MOST_PX))
    data = _saved(picture, "png", optimize=True)
    if len(data) <= _PNG_BYTES:
        return Picture(data, "png", *picture.size)
    return Picture(_saved(picture, "jpeg", quality=_QUALITY), "jpeg", *picture.size)


def _saved(picture: Image.Image, kind: str, **options: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, format=kind, **options)
    return file.getvalue()
