"""Pictures of evidence, packed small for a file that may hold thousands, and made ahead of the row that is written."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, NamedTuple

from PIL import Image

from quizglass.batch.exports.options import Options
from quizglass.batch.row import Row
from quizglass.errors import AppError, Cancelled
from quizglass.pages import PageImage

_MOST_PX: Final = 900
_PNG_BYTES: Final = 40_000
_QUALITY: Final = 80
_PNG_LEVEL: Final = 4
"""Twice as fast as zlib's usual 6, and a tenth larger."""
_AT_ONCE: Final = 3
"""One is packed while the readers of documents draw two more."""
_AHEAD: Final = 12


class Picture(NamedTuple):
    """``kind`` is "png" or "jpeg"."""

    data: bytes
    kind: str
    width: int
    height: int


def with_pictures(rows: Iterable[Row], options: Options) -> Iterator[tuple[Row, Picture | None]]:
    """Each row with the picture of its evidence; None when there is none or it cannot be made any more.

    ``rows`` are asked for a few ahead of those given out.

    Raises:
        Cancelled: the user stopped it.
    """
    if options.pictures is None:
        yield from ((row, None) for row in rows)
        return
    begun: deque[tuple[Row, Future[Picture | None]]] = deque()
    with ThreadPoolExecutor(_AT_ONCE, "evidence-pictures") as pool:
        try:
            for row in rows:
                begun.append((row, pool.submit(_picture_of, row, options)))
                if len(begun) > _AHEAD:
                    done, picture = begun.popleft()
                    yield done, picture.result()
            for done, picture in begun:
                yield done, picture.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _picture_of(row: Row, options: Options) -> Picture | None:
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
    red, green, blue = (band.tobytes() for band in picture.split())
    if red == green == blue:
        picture = picture.getchannel(0)
    data = _saved(picture, "png", compress_level=_PNG_LEVEL)
    if len(data) <= _PNG_BYTES:
        return Picture(data, "png", *picture.size)
    return Picture(_saved(picture, "jpeg", quality=_QUALITY), "jpeg", *picture.size)


def _saved(picture: Image.Image, kind: str, **options: int) -> bytes:
    file = io.BytesIO()
    picture.save(file, format=kind, **options)
    return file.getvalue()
