"""Messages as bytes on a pipe: two lengths, a pickle, and the bytes of a picture, which no pickle has to copy."""

from __future__ import annotations

import struct
from typing import IO, Final

_LENGTHS: Final = struct.Struct("<QQ")
_MOST_BYTES: Final = 2**30
"""Far above the largest picture or text within the limits; a frame that claims more is not believed."""


def write_frame(stream: IO[bytes], message: bytes, picture: bytes = b"") -> None:
    """Send one frame.

    Raises:
        OSError: the other side is gone.
        ValueError: this side was closed.
    """
    stream.write(_LENGTHS.pack(len(message), len(picture)) + message)
    if picture:
        stream.write(picture)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """Wait for one frame: the message and the picture.

    Raises:
        EOFError: the other side is gone, or sent what is not a frame.
        OSError: likewise.
        ValueError: this side was closed.
    """
    lengths = _LENGTHS.unpack(_exactly(stream, _LENGTHS.size))
    if max(lengths) > _MOST_BYTES:
        raise EOFError
    return _exactly(stream, lengths[0]), _exactly(stream, lengths[1])


def _exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count) if count else b""
    if len(data) != count:
        raise EOFError
    return data
