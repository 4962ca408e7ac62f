"""What a .safetensors file says of itself: enough to know a truncated download without reading the weights."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path

_MOST_HEADER_BYTES = 100_000_000  # the format's own limit


class NotSafetensors(ValueError):
    """The header cannot be read."""


@dataclass(frozen=True, slots=True)
class Header:
    """``file_bytes`` is how long the whole file must be; ``tensors`` are the names of what it holds."""

    file_bytes: int
    tensors: frozenset[str]


def read_header(file: Path) -> Header:
    """The header of ``file``.

    Raises:
        NotSafetensors: there is none.
        OSError: the file cannot be read.
    """
    with file.open("rb") as stream:
        begin = stream.read(8)
        if len(begin) < 8:
            raise NotSafetensors(file.name)
        (length,) = struct.unpack("<Q", begin)
        if length > _MOST_HEADER_BYTES:
            raise NotSafetensors(file.name)
        text = stream.read(length)
    try:
        entries = json.loads(text)
        ends = [entry["data_offsets"][1] for name, entry in entries.items() if name != "__metadata__"]
        return Header(8 + length + int(max(ends, default=0)), frozenset(entries) - {"__metadata__"})
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise NotSafetensors(file.name) from error
