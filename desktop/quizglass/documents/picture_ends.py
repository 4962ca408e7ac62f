"""Whether a picture's file breaks off before its end, without decoding it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from quizglass.documents.file_access import explained

_TAIL_BYTES: Final = 65_536
"""Cameras write further data behind the end of a JPEG."""

_ENDS: Final = {"JPEG": b"\xff\xd9", "PNG": b"IEND", "GIF": b"\x3b"}


def is_cut_short(path: Path, format_: str | None) -> bool:
    """True when the mark that ends files of this format is missing; False for formats without one.

    Raises:
        AppError: the file cannot be read.
    """
    end = _ENDS.get(format_ or "")
    if end is None:
        return False
    with explained(path), path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        return end not in file.read()
