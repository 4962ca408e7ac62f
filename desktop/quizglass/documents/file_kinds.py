"""What a file is, by its content. Its name is not asked: people rename files, and attackers do."""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path
from typing import Final

from quizglass.documents.file_access import explained

_HEAD_BYTES: Final = 8192
_MOST_ENTRIES: Final = 20_000
_PICTURES: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",  # JPEG
    b"II*\x00",  # TIFF, and BigTIFF below
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
    b"BM",
    b"GIF87a",
    b"GIF89a",
    b"\x00\x00\x00\x0cjP  ",  # JPEG 2000
    b"\xff\x4f\xff\x51",  # its bare codestream
    b"\x97JB2\r\n\x1a\n",
    b"II\xbc\x01",  # JPEG XR
    b"8BPS",
)
_PICTURE_NAMES: Final = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif", ".jp2")
_BESIDE_PICTURES: Final = ("comicinfo.xml", ".txt", ".nfo", ".json", "thumbs.db", ".ds_store")


class FileKind(StrEnum):
    """The values are MuPDF's names of the formats, but for PICTURE."""

    PDF = "pdf"
    XPS = "xps"
    EPUB = "epub"
    CBZ = "cbz"
    PICTURE = "picture"
    UNKNOWN = ""


def kind_of_file(path: Path) -> FileKind:
    """What ``path`` is.

    Raises:
        FileAccessError: it cannot be read.
    """
    with explained(path), path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(b"PK\x03\x04"):
        return kind_of_archive(path)
    return kind_of_head(head)


def kind_of_head(head: bytes) -> FileKind:
    """What the first bytes say. A PDF may have junk before its header, or have lost the header and kept its objects."""
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return FileKind.PICTURE
    if head[4:12] in {b"ftypavif", b"ftypavis"}:
        return FileKind.PICTURE
    if b"%PDF-" in head or (b" obj" in head and b"endobj" in head):
        return FileKind.PDF
    return FileKind.UNKNOWN


def kind_of_archive(path: Path) -> FileKind:
    """What a ZIP archive holds: a book, printed pages, or nothing but pictures. Office documents are none of these."""
    try:
        with explained(path), zipfile.ZipFile(path) as archive:
            names = [name.lower() for name in archive.namelist()[:_MOST_ENTRIES] if not name.endswith("/")]
    except zipfile.BadZipFile:
        return FileKind.UNKNOWN
    if "meta-inf/container.xml" in names:
        return FileKind.EPUB
    if any(name.endswith(".fdseq") for name in names):
        return FileKind.XPS
    pictures = sum(name.endswith(_PICTURE_NAMES) for name in names)
    if pictures and all(name.endswith(_PICTURE_NAMES + _BESIDE_PICTURES) for name in names):
        return FileKind.CBZ
    return FileKind.UNKNOWN
