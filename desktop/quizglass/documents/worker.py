"""The child process: one request at a time from standard input, one reply to standard output.

Run as ``python -m quizglass.documents.worker``. It leaves the network and bounds its memory before it opens anything.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import IO, Any

from quizglass.documents import wire
from quizglass.documents.confinement import be_modest, leave_network, limit_memory
from quizglass.documents.limits import MOST_PIXELS_A_SIDE
from quizglass.documents.opening import OpenDocuments
from quizglass.documents.requests import HashDocument, OpenDocument, ReadWords, RenderPage, Request
from quizglass.errors import AppError, DamagedDocument, FileAccessError, FileMissing, TooLarge
from quizglass.i18n import tr


def answer(request: Request[Any], documents: OpenDocuments) -> Any:
    """Do what ``request`` asks.

    Raises:
        AppError: why it cannot be done.
    """
    match request:
        case HashDocument(source=source):
            return content_hash(Path(source.path))
        case OpenDocument(source=source):
            return documents.get(source).info()
        case ReadWords(source=source, page=page):
            return documents.get(source).words(page)
        case RenderPage(source=source, page=page, clip=clip, width=width, height=height, turns=turns):
            if not (1 <= width <= MOST_PIXELS_A_SIDE and 1 <= height <= MOST_PIXELS_A_SIDE):
                limit = tr("a picture of {width} by {height} pixels").format(width=width, height=height)
                raise TooLarge(name=Path(source.path).name, limit=limit)
            return documents.get(source).render(page, clip, width, height, turns)


def content_hash(path: Path) -> str:
    """SHA-256 of the file's bytes, as hexadecimal digits."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissing(name=path.name) from error
    except OSError as error:
        raise FileAccessError(name=path.name) from error


def attempt(request: Request[Any], documents: OpenDocuments) -> tuple[bool, Any]:
    """The result, or the error in its place: whatever a hostile file provokes, the loop goes on."""
    try:
        return True, answer(request, documents)
    except AppError as error:
        return False, error
    except MemoryError:
        return False, TooLarge(name=Path(request.source.path).name, limit=tr("it needs more memory than is allowed"))
    except Exception:  # noqa: BLE001 - the native library raises many kinds; the person is told of a damaged file
        return False, DamagedDocument(name=Path(request.source.path).name)


def serve(requests: IO[bytes], replies: IO[bytes]) -> None:
    """Answer until the parent closes its end."""
    documents = OpenDocuments()
    while True:
        try:
            number, request = wire.receive(requests)
        except wire.WireError:
            return
        reply = (number, *attempt(request, documents))
        try:
            wire.send(replies, reply)
        except wire.WireError:
            return


def main() -> None:
    replies = os.fdopen(os.dup(1), "wb")
    # Native code that prints must not break the protocol.
    os.dup2(2, 1)
    limit_memory()
    leave_network()
    be_modest()
    # What the first request needs anyway is loaded while the parent is still busy.
    import quizglass.documents.mupdf_document  # noqa: F401

    serve(sys.stdin.buffer, replies)


if __name__ == "__main__":
    main()
