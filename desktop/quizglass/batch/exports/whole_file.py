"""A file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from quizglass.errors import AppError, DiskFull, FileInUse, FileNotWritable

_MODE: Final = 0o644
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_IN_USE: Final = {errno.ETXTBSY, errno.EBUSY}


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """An empty file beside ``out`` that takes its place when the block ends well, and is gone when it does not.

    Where ``out`` is a link, what it leads to is replaced.

    Raises:
        FileNotWritable: ``out`` is read-only, no regular file, or cannot be written; `FileInUse` when another program
            holds it, on systems that say so; `DiskFull`.
    """
    try:
        target = _checked(out)
        handle, name = _beside(target)
        os.close(handle)  # only its name is wanted: formats open it as they like
        partial = Path(name)
        try:
            yield partial
            _settle(partial)
            _replace(partial, target, out)
        except BaseException:
            with contextlib.suppress(OSError):
                partial.unlink()
            raise
    # A ValueError is a name that no file can have, such as one with a zero byte.
    except (OSError, ValueError) as error:
        raise in_words(error, out) from error


def in_words(error: Exception, out: Path) -> AppError:
    """What the system says of writing ``out``, for a person."""
    kind = DiskFull if isinstance(error, OSError) and error.errno in _FULL else FileNotWritable
    return kind(name=str(out))


def check_writable(out: Path) -> None:
    """Find out before a long run that `whole_file` would fail.

    Raises:
        FileNotWritable: as there.
    """
    try:
        handle, name = _beside(_checked(out))
        os.close(handle)
        Path(name).unlink()
    except (OSError, ValueError) as error:
        raise in_words(error, out) from error


def _checked(out: Path) -> Path:
    """The file that is to be replaced. Replacing needs no right to write it: that it is protected must be looked at."""
    target = Path(os.path.realpath(out))
    if target.exists():
        mode = target.stat().st_mode
        if not stat.S_ISREG(mode) or not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise FileNotWritable(name=str(out))
    return target


def _beside(target: Path) -> tuple[int, str]:
    # Not named after the target, whose name may be as long as a name can be.
    return tempfile.mkstemp(prefix=".", suffix=".partial", dir=target.parent)


def _settle(partial: Path) -> None:
    """On the disk before the old file is given up."""
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    partial.chmod(_MODE)


def _replace(partial: Path, target: Path, out: Path) -> None:
    try:
        partial.replace(target)
    except OSError as error:
        # Windows refuses to replace a file that a program holds open.
        if isinstance(error, PermissionError) or error.errno in _IN_USE:
            raise FileInUse(name=str(out)) from error
        raise
