"""Saving a copy of a document in which the words of its pictures are found: the use case of window and command line."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from quizglass.answering.page_texts import OnShare, PageTexts
from quizglass.cancellation import CancelToken
from quizglass.documents.requests import MakeSearchable, OpenDocument
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, Cancelled, FileNotWritable
from quizglass.pages import DocumentSource, RecognizedText

_READING: Final = 0.95
"""Of the whole work: reading the pictures."""
_MODE: Final = 0o644


@dataclass(frozen=True, slots=True)
class SearchableCopy:
    """What is in a saved copy. Pages count from 0.

    ``read`` are the pages with words that were read from pictures; ``failed`` could not be read and are as before.
    """

    read: tuple[int, ...]
    failed: tuple[int, ...] = ()


def save_searchable(
    source: DocumentSource,
    out: Path,
    page_texts: PageTexts,
    service: DocumentService,
    *,
    on_progress: OnShare = lambda _: None,
    cancel: CancelToken,
) -> SearchableCopy:
    """Write a PDF that looks like the document to ``out``, whole or not at all.

    A page that cannot be read stays as it is. A password that the document needs is needed by the copy as well. Other
    files than the document itself are replaced.

    Raises:
        FileNotWritable: ``out`` is the document itself, or cannot be written.
        AppError: no page at all can be read, or the copy cannot be made.
        Cancelled: stopped; what was read is kept, nothing is written.
    """
    _check_target(source, out)
    texts, failed = _recognized(source, page_texts, service, lambda share: on_progress(_READING * share), cancel)
    content = service.call(MakeSearchable(source, tuple(texts.items())), cancel)
    _write(content, source, out, service, cancel)
    on_progress(1.0)
    return SearchableCopy(tuple(texts), tuple(failed))


def _check_target(source: DocumentSource, out: Path) -> None:
    """Find out before minutes of reading that the copy could not be written."""
    folder = out.parent
    if out.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK) or _is_same(out, source):
        raise FileNotWritable(name=str(out))


def _is_same(out: Path, source: DocumentSource) -> bool:
    try:
        return out.samefile(source.path)
    except OSError:  # one of them is not there
        return False


def _recognized(
    source: DocumentSource,
    page_texts: PageTexts,
    service: DocumentService,
    on_progress: OnShare,
    cancel: CancelToken,
) -> tuple[dict[int, RecognizedText], dict[int, AppError]]:
    """The words of all pages whose text layer does not tell them, and why some could not be read."""
    count = service.call(OpenDocument(source), cancel).page_count
    found: dict[int, RecognizedText] = {}
    failed: dict[int, AppError] = {}

    def tell(page: int, share: float) -> None:
        on_progress((page + share) / count)

    for page in range(count):
        try:
            page_texts.words(source, page, cancel, partial(tell, page), urgent=False)
            text = page_texts.recognized(source, page)
        except Cancelled:
            raise
        except AppError as error:
            failed[page] = error
        else:
            if text is not None and text.words:
                found[page] = text
        tell(page, 1.0)
    if len(failed) == count:
        raise failed[0]
    return found, failed


def _write(content: bytes, source: DocumentSource, out: Path, service: DocumentService, cancel: CancelToken) -> None:
    """Under a name of its own first, and to ``out`` when it has proved to open."""
    try:
        handle, name = tempfile.mkstemp(suffix=".partial", prefix=f".{out.name}.", dir=out.parent)
        unfinished = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            service.call(OpenDocument(DocumentSource(name, source.password)), cancel)
            unfinished.chmod(_MODE)
            unfinished.replace(out)
        except BaseException:
            with contextlib.suppress(OSError):
                unfinished.unlink()
            raise
    except OSError as error:
        raise FileNotWritable(name=str(out)) from error
