"""Rows into a file, which is there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from quizglass.batch.exports import csv_file, json_lines, markdown
from quizglass.batch.row import Row
from quizglass.cancellation import CancelToken
from quizglass.errors import ExportIncomplete, FileNotWritable, UsageError
from quizglass.i18n import tr
from quizglass.pages import PageImage

Pictures: TypeAlias = Callable[[Row], PageImage | None]


@dataclass(frozen=True, slots=True)
class Format:
    """``write`` puts rows into a file; ``count`` reads it again and says how many are in it."""

    write: Callable[[Iterable[Row], Path], None]
    count: Callable[[Path], int]


_FORMATS = {
    ".csv": Format(csv_file.write, csv_file.count),
    ".jsonl": Format(json_lines.write, json_lines.count),
    ".md": Format(markdown.write, markdown.count),
}


def check_target(out: Path) -> None:
    """See, before a long run, whether ``out`` can be written.

    Raises:
        UsageError: its suffix names no format.
        FileNotWritable: its folder is not there or takes no files.
    """
    if out.suffix.lower() not in _FORMATS:
        reason = tr("Answers can be written to {suffixes}; this is “{name}”.")
        raise UsageError(reason=reason.format(suffixes=", ".join(_FORMATS), name=out.name))
    with _written(out), tempfile.TemporaryFile(dir=out.parent):
        pass


def export(
    rows: Iterable[Row],
    out: Path,
    *,
    progress: Callable[[int], None] = lambda _: None,
    cancel: CancelToken,
) -> None:
    """Write ``rows`` to ``out`` in the format of its suffix; ``progress`` is told how many are written.

    The file is read again before it takes the place of an older one.

    Raises:
        UsageError: the suffix names no format.
        FileNotWritable: the disk is full, or the file is open elsewhere.
        Cancelled: ``out`` is then as it was.
    """
    kind = _FORMATS[out.suffix.lower()]
    written = 0

    def counted() -> Iterator[Row]:
        nonlocal written
        for row in rows:
            cancel.raise_if_cancelled()
            yield row
            written += 1
            progress(written)

    with _written(out):
        handle, name = tempfile.mkstemp(prefix=out.name, suffix=".partial", dir=out.parent)
        os.close(handle)  # only its name is wanted; formats open it as they like
        partial = Path(name)
        try:
            kind.write(counted(), partial)
            if kind.count(partial) != written:
                raise ExportIncomplete(name=out.name)
            partial.replace(out)
        except BaseException:
            with contextlib.suppress(OSError):
                partial.unlink()
            raise


@contextlib.contextmanager
def _written(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileNotWritable(name=out.name) from error
