"""Telling files apart: SHA-256 of whole files at the speed of the disk, and of samples at once."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from quizglass.cancellation import CancelToken

PIECE_BYTES = 8 * 2**20
"""Read at a time: large enough for the disk, small enough to cancel within a moment."""

_SMALL_BYTES = 32 * 2**20
_SAMPLES = 16
_SAMPLE_BYTES = 2**16


def sha256(file: Path, on_bytes: Callable[[int], None] = lambda _: None, cancel: CancelToken | None = None) -> str:
    """SHA-256 of ``file`` in hex; ``on_bytes`` gets how many bytes each step read.

    Raises:
        OSError: the file cannot be read.
        Cancelled: of the token.
    """
    digest = hashlib.sha256()
    piece = bytearray(PIECE_BYTES)
    view = memoryview(piece)
    with file.open("rb", buffering=0) as stream:
        while count := stream.readinto(piece):
            if cancel is not None:
                cancel.raise_if_cancelled()
            digest.update(view[:count])
            on_bytes(count)
    return digest.hexdigest()


def sample(file: Path) -> str:
    """SHA-256 of a small file; of a large one, of its length and of pieces from all over it.

    Two trainings of one architecture differ everywhere, so that pieces tell them apart; damage needs `sha256`.

    Raises:
        OSError: the file cannot be read.
    """
    size = file.stat().st_size
    if size <= _SMALL_BYTES:
        return sha256(file)
    digest = hashlib.sha256(str(size).encode())
    with file.open("rb", buffering=0) as stream:
        for number in range(_SAMPLES):
            stream.seek(number * (size - _SAMPLE_BYTES) // (_SAMPLES - 1))
            digest.update(stream.read(_SAMPLE_BYTES))
    return digest.hexdigest()


def copy(
    source: Path, target: Path, on_bytes: Callable[[int], None] = lambda _: None, cancel: CancelToken | None = None
) -> str:
    """Copy ``source`` to ``target``, on the disk when this returns; SHA-256 of what was read.

    Raises:
        OSError: one of them cannot be read or written.
        Cancelled: of the token; what was copied so far is left.
    """
    digest = hashlib.sha256()
    piece = bytearray(PIECE_BYTES)
    view = memoryview(piece)
    with source.open("rb", buffering=0) as reader, target.open("wb") as writer:
        while count := reader.readinto(piece):
            if cancel is not None:
                cancel.raise_if_cancelled()
            digest.update(view[:count])
            writer.write(view[:count])
            on_bytes(count)
        writer.flush()
        os.fsync(writer.fileno())
    return digest.hexdigest()
