"""The rows of a run as a file that one can work with, in the format that its name says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final, cast

from quizglass.batch.exports.feed import RowFeed
from quizglass.batch.exports.options import Options, Pictures
from quizglass.batch.exports.whole_file import check_writable, whole_file
from quizglass.batch.row import Row
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, FileNotWritable, UsageError
from quizglass.i18n import tr

_FORMATS: Final = {
    ".csv": "csv_file",
    ".jsonl": "json_lines",
    ".md": "markdown",
    ".xlsx": "xlsx_file",
    ".html": "html",
    ".pdf": "annotated_pdf",
}
SUFFIXES: Final = tuple(_FORMATS)
"""Of the names of files that can be written."""


def export(
    rows: Iterable[Row],
    out: Path,
    *,
    pictures: Pictures | None = None,
    progress: Callable[[int], None] = lambda _: None,
    cancel: CancelToken,
    delimiter: str = ",",
    documents: DocumentService | None = None,
    passwords: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write ``rows`` to ``out``, whole or not at all: it takes its name once it was read back and has every row.

    ``pictures`` gives the picture of a row's evidence, for the formats that hold pictures; one that cannot be made is
    left out. ``progress`` is told how many rows are written. ``delimiter`` is of CSV: Russian spreadsheets want ";".
    ``documents`` makes annotated PDF files; one is started for them when none is given. ``passwords`` open
    documents, by path; the copies need none.

    Raises:
        UsageError: the suffix of ``out`` names no format.
        FileNotWritable: ``out`` cannot be written or is one of the documents, or not every row could be read back;
            `DiskFull`, `FileInUse`.
        Cancelled: stopped; nothing is written.
    """
    check_suffix(out)
    write, count = _format(out)
    feed = RowFeed(rows, out, progress, cancel)
    options = Options(out.name, cancel, pictures, delimiter, documents, passwords)
    with whole_file(out) as partial:
        expected = write(feed, partial, options)
        if not _is_complete(partial, expected, count, options):
            raise FileNotWritable(name=str(out))
    progress(feed.count)


def check_target(out: Path) -> None:
    """Find out before a long run that its rows could not be written to ``out``.

    Raises:
        UsageError: the suffix names no format.
        FileNotWritable: the folder is not there or takes no files, or the file is read-only.
    """
    check_suffix(out)
    check_writable(out)


def check_suffix(out: Path) -> None:
    """See whether the suffix of ``out`` names a format.

    Raises:
        UsageError: it does not.
    """
    if out.suffix.lower() not in _FORMATS:
        reason = tr("Answers can be written to {suffixes}; this is “{name}”.")
        raise UsageError(reason=reason.format(suffixes=", ".join(SUFFIXES), name=out.name))


def _is_complete(partial: Path, expected: int, count: Callable[[Path, Options], int], options: Options) -> bool:
    try:
        return count(partial, options) == expected
    except (AppError, OSError):
        raise
    except Exception:  # noqa: BLE001 - whatever a library says of a file that is not as it was written
        return False


def _format(out: Path) -> tuple[Callable[[RowFeed, Path, Options], int], Callable[[Path, Options], int]]:
    # Loaded when it is written: a spreadsheet's library takes a quarter of a second.
    module = import_module(f"{__name__}.{_FORMATS[out.suffix.lower()]}")
    write = cast("Callable[[RowFeed, Path, Options], int]", module.write)
    return write, cast("Callable[[Path, Options], int]", module.count)
