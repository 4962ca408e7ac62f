"""What a .safetensors file says of itself: enough to know a truncated download without reading the weights."""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass
from pathlib import Path

_MOST_HEADER_BYTES = 100_000_000  # the format's own limit


class NotSafetensors(ValueError):
    """The header cannot be read."""


@dataclass(frozen=True, slots=True)
class Header:
    """``file_bytes`` is how long the whole file must be; ``tensors`` maps what it holds to numbers of elements."""

    file_bytes: int
    tensors: dict[str, int]


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
        entries = {name: entry for name, entry in json.loads(text).items() if name != "__metadata__"}
        end = max((int(entry["data_offsets"][1]) for entry in entries.values()), default=0)
        return Header(8 + length + end, {name: math.prod(entry["shape"]) for name, entry in entries.items()})
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise NotSafetensors(file.name) from error
