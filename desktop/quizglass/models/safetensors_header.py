"""What a .safetensors file says of itself: enough to know a truncated download without reading the weights."""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quizglass.models import untrusted_json

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
        found = untrusted_json.parse(text)
        tensors = {name: _tensor(entry) for name, entry in found.items() if name != "__metadata__"}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotSafetensors(file.name) from error
    end = max((end for end, _ in tensors.values()), default=0)
    return Header(8 + length + end, {name: count for name, (_, count) in tensors.items()})


def _tensor(entry: dict[str, Any]) -> tuple[int, int]:
    """Where the data of a tensor ends, and of how many elements it is."""
    begin, end = entry["data_offsets"]
    numbers = [begin, end, *entry["shape"]]
    if not all(isinstance(number, int) and number >= 0 for number in numbers) or begin > end:
        raise ValueError(entry)
    return end, math.prod(entry["shape"])
