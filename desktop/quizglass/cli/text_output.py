"""Standard output that takes any text and survives a reader who leaves."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from typing import Any


def make_safe() -> None:
    """UTF-8 whatever the terminal claims; what UTF-8 cannot hold (bytes of odd file names) is written escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def drop_unread() -> None:
    """Let the interpreter end quietly when nobody reads the rest of what was printed."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        with contextlib.suppress(OSError, io.UnsupportedOperation):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_json(value: Any) -> None:
    """One object on one line, letters as they are."""
    print(json.dumps(value, ensure_ascii=False))


def one_line(text: str) -> str:
    """``text`` without line ends and control characters, as a terminal may be shown it."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))
