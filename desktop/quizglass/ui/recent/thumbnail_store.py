"""Pictures of first pages in the cache folder: named by the document's hash, bounded in number and size. No Qt."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path
from typing import Final

MOST_FILES: Final = 200
MOST_BYTES: Final = 16 * 2**20
_HASH: Final = re.compile(r"[0-9a-f]{64}")


class ThumbnailStore:
    """All methods touch the disk. What cannot be written is not kept: it is a cache."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, document_hash: str) -> bytes | None:
        """The picture as PNG; None when there is none."""
        try:
            return self._path(document_hash).read_bytes()
        except OSError:
            return None

    def has(self, document_hash: str) -> bool:
        return self._path(document_hash).is_file()

    def write(self, document_hash: str, png: bytes) -> None:
        """Keep the picture, in place of the oldest ones where it gets too much."""
        path = self._path(document_hash)
        partial = path.with_suffix(".partial")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            partial.write_bytes(png)
            partial.replace(path)
            self._prune()
        except OSError:
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)

    def forget(self, document_hash: str) -> None:
        with contextlib.suppress(OSError):
            self._path(document_hash).unlink(missing_ok=True)

    def forget_all(self) -> None:
        for file in self._files():
            with contextlib.suppress(OSError):
                file.unlink()

    def _path(self, document_hash: str) -> Path:
        if not _HASH.fullmatch(document_hash):
            raise ValueError(document_hash)
        return self._folder / f"{document_hash}.png"

    def _files(self) -> list[Path]:
        return [*self._folder.glob("*.png"), *self._folder.glob("*.partial")]

    def _prune(self) -> None:
        newest_first = sorted(((file.stat().st_mtime_ns, file) for file in self._files()), reverse=True)
        total = 0
        for number, (_, file) in enumerate(newest_first):
            total += file.stat().st_size
            if number >= MOST_FILES or total > MOST_BYTES:
                file.unlink(missing_ok=True)
