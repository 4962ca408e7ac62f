"""The text of a file whose encoding nobody tells."""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY: Final = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_ALPHABETS_MEET: Final = re.compile("[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
_CYRILLIC_PAIR: Final = re.compile("[А-Яа-яЁё]{2}")
_USUAL: Final = re.compile("[\t\n\r -~\u00a0-\u052f\u2000-\u22ff\U0001f000-\U0001ffff]")
_USUAL_SHARE: Final = 0.9


class Decoded(NamedTuple):
    """``mark`` is the byte order mark that stood before the text, b"" without one."""

    text: str
    encoding: str
    mark: bytes = b""


def decoded(data: bytes) -> Decoded | None:
    """The text of ``data``: as its byte order mark says, or UTF-8, UTF-16, Windows-1251 or -1252; else None."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding)
            return Decoded(text, encoding, mark) if text is not None and not _BINARY.search(text) else None
    text = _strictly(data, "utf-8")
    if text is not None and not _BINARY.search(text):
        return Decoded(text, "utf-8")
    return _wide(data) if b"\0" in data else _of_one_byte(data)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 that does not say so: read the wrong way round it is a mixture of scripts from all the world."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strictly(data, encoding)
        if text and not _BINARY.search(text) and len(_USUAL.findall(text)) >= _USUAL_SHARE * len(text):
            return Decoded(text, encoding)
    return None


def _of_one_byte(data: bytes) -> Decoded | None:
    """Windows-1251, unless its Cyrillic letters would stand alone within Latin words, as those of French would."""
    for encoding in ("cp1251", "cp1252"):
        text = _strictly(data, encoding)
        if text is None or _BINARY.search(text):
            continue
        if encoding == "cp1252" or len(_ALPHABETS_MEET.findall(text)) <= len(_CYRILLIC_PAIR.findall(text)):
            return Decoded(text, encoding)
    return None
