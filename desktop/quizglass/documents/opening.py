"""Opening a document in the worker: told apart by content, kept open, unlocked, measured."""

from __future__ import annotations

import os
from collections import OrderedDict
from pathlib import Path
from typing import Protocol

from quizglass.errors import DocumentError, FileAccessError, FileMissing, NotADocument
from quizglass.geometry import PageRect
from quizglass.pages import DocumentInfo, DocumentSource, PageImage, PageText

_KEPT_OPEN = 6
_HEAD = 4096


class OpenedDocument(Protocol):
    """What the worker does with any kind of document."""

    def info(self) -> DocumentInfo: ...
    def render(self, page: int, clip: PageRect, width: int, height: int, turns: int) -> PageImage: ...
    def words(self, page: int) -> PageText: ...
    def close(self) -> None: ...


def kind_of(head: bytes) -> str:
    """What the first bytes say the file is: "mupdf", "picture" or "" (nothing that can be opened).

    The name's ending is not asked: people rename files. PDF allows junk before its header, so it is searched for.
    """
    if b"%PDF-" in head[: 1024 + 512]:
        return "mupdf"
    pictures = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+", b"BM", b"GIF8")
    jpeg2000 = (b"\x00\x00\x00\x0cjP  ", b"\xff\x4f\xff\x51")
    if head.startswith(pictures + jpeg2000) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    if head.startswith((b"PK\x03\x04", b"\x97JB2")):
        return "mupdf"
    return ""


class OpenDocuments:
    """The few documents that were asked for last, open. A file that changed on disk is opened anew."""

    def __init__(self) -> None:
        self._open: OrderedDict[tuple[object, ...], OpenedDocument] = OrderedDict()

    def get(self, source: DocumentSource) -> OpenedDocument:
        """The opened document.

        Raises:
            AppError: why it cannot be opened.
        """
        path = Path(source.path)
        key = (source.path, source.password, *_stamp(path))
        if key in self._open:
            self._open.move_to_end(key)
            return self._open[key]
        for old in [k for k in self._open if k[0] == source.path]:
            self._open.pop(old).close()
        self._open[key] = _open(path, source.password)
        while len(self._open) > _KEPT_OPEN:
            self._open.popitem(last=False)[1].close()
        return self._open[key]


def _stamp(path: Path) -> tuple[int, int, int]:
    try:
        state = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissing(name=path.name) from error
    except (OSError, ValueError) as error:
        raise FileAccessError(name=path.name) from error
    return state.st_size, state.st_mtime_ns, state.st_ino


def _open(path: Path, password: str | None) -> OpenedDocument:
    if path.is_dir():
        raise NotADocument(name=path.name)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise FileAccessError(name=path.name) from error
    if size == 0:
        raise NotADocument(name=path.name)
    match kind_of(head):
        case "mupdf":
            from quizglass.documents.mupdf_document import MupdfDocument

            return MupdfDocument(path, password)
        case "picture":
            from quizglass.documents.picture_document import PictureDocument

            try:
                return PictureDocument(path)
            except DocumentError:
                from quizglass.documents.mupdf_document import MupdfDocument

                return MupdfDocument(path, password)
    raise NotADocument(name=path.name)
