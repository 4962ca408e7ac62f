"""A file that grows by what arrives, knows at every byte what its digest is, and gets its name when that is right."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from quizglass.models.digests import PIECE_BYTES
from quizglass.models.downloading.plan import PARTIAL, RemoteFile


class TooLong(Exception):
    """The server sends more than it said."""


class VerifiedFile:
    """The unfinished form of a `RemoteFile` in a folder, open for writing at its end.

    What lies there from before is read and goes into the digest. `write`, `tell`, `seek` and `truncate` are what
    huggingface_hub calls; it seeks only to begin again. ``on_bytes`` gets the length whenever it changed.
    """

    def __init__(self, folder: Path, remote: RemoteFile, on_bytes: Callable[[int], None]) -> None:
        self._whole = folder / remote.name
        self._partial = folder / (remote.name + PARTIAL)
        self._remote = remote
        self._on_bytes = on_bytes
        self._stream: BinaryIO
        self._grew = False
        self.length = 0

    def __enter__(self) -> VerifiedFile:
        if self._whole.exists():  # named in a run that ended before it could say so; looked at again
            self._whole.replace(self._partial)
        self._stream = self._partial.open("a+b", buffering=0)
        if self._partial.stat().st_size > self._remote.size:
            self._stream.truncate(0)
        self._hash_again()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stream.close()

    def write(self, data: bytes) -> int:
        if self.length + len(data) > self._remote.size:
            raise TooLong(self._remote.name)
        self._grew = True
        view = memoryview(data)
        while view:  # without a buffer, a write may take less than all
            view = view[self._stream.write(view) :]
        self._digest(data)
        return len(data)

    def tell(self) -> int:
        return self.length

    def seek(self, offset: int) -> int:
        return self._stream.seek(offset)

    def truncate(self) -> int:
        length = self._stream.truncate()
        self._hash_again()
        return length

    def restart(self) -> None:
        """Forget everything: begin with an empty file."""
        self._stream.truncate(0)
        self._hash_again()

    def is_right(self) -> bool:
        """True when all has come and is what was published."""
        if self.length != self._remote.size:
            return False
        if self._remote.sha256 and self._sha256.hexdigest() != self._remote.sha256:
            return False
        return not self._remote.blob or self._blob.hexdigest() == self._remote.blob

    def finish(self) -> str:
        """Give the file its name, on the disk when this returns; its SHA-256."""
        if self._grew:  # what lay there before was written to the disk long ago
            os.fsync(self._stream.fileno())
        self._stream.close()
        self._partial.replace(self._whole)
        return self._sha256.hexdigest()

    def _hash_again(self) -> None:
        self.length = 0
        self._sha256 = hashlib.sha256()
        # Git's name of a content is SHA-1 of its length and itself; no protection is built on it alone.
        self._blob = hashlib.sha1(f"blob {self._remote.size}\0".encode(), usedforsecurity=False)
        self._stream.seek(0)
        while piece := self._stream.read(PIECE_BYTES):
            self._digest(piece)
        self._on_bytes(self.length)

    def _digest(self, data: bytes) -> None:
        self._sha256.update(data)
        if self._remote.blob:
            self._blob.update(data)
        self.length += len(data)
        self._on_bytes(self.length)
