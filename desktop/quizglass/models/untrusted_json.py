"""JSON that others have written: whatever it holds, it is a value or a `ValueError`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_MOST_BYTES = 100_000_000
"""An index of the largest models has a few, tokenizers have tens of millions at most."""


def read(file: Path) -> Any:
    """What ``file`` holds.

    Raises:
        OSError: it is not there, or cannot be read; what is no file (a pipe would wait for ever) is not there.
        ValueError: it is no JSON, too deep or too long.
    """
    if not file.is_file():
        raise FileNotFoundError(2, "no file", str(file))
    if file.stat().st_size > _MOST_BYTES:
        raise ValueError(file.name)
    return parse(file.read_bytes())


def parse(text: bytes) -> Any:
    """The value of ``text``.

    Raises:
        ValueError: it is no JSON, or too deep.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("too deep") from error
