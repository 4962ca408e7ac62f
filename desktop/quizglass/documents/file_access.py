"""Touching a document's file: what the system says is turned into words."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from quizglass.errors import EmptyDocument, FileAccessError, FileMissing, NotADocument


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells one content of a path from another without reading it."""

    size: int
    changed_ns: int
    inode: int


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the system raises in the block into an `AppError` about ``path``."""
    try:
        yield
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissing(name=path.name) from error
    # A ValueError is a name that no file can have, such as one with a zero byte.
    except (OSError, ValueError) as error:
        raise FileAccessError(name=path.name) from error


def state_of(path: Path) -> FileState:
    """The state of the regular file at ``path``.

    Raises:
        FileMissing: there is none.
        FileAccessError: it cannot be reached.
        NotADocument: it is a folder or a device. A pipe would keep the reader waiting for ever.
        EmptyDocument: it holds no byte.
    """
    with explained(path):
        found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise NotADocument(name=path.name)
    if found.st_size == 0:
        raise EmptyDocument(name=path.name)
    return FileState(found.st_size, found.st_mtime_ns, found.st_ino)


def content_hash(path: Path) -> str:
    """The SHA-256 of the file's bytes as hexadecimal digits.

    Raises:
        AppError: as `state_of`.
    """
    state_of(path)
    with explained(path), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
