"""What was read from the pictures of pages: kept in memory, and in the library by the content of the document."""

from __future__ import annotations

import logging
import os
from typing import Final, TypeAlias

from quizglass.answering.keeping import LibrarySource
from quizglass.answering.recently_used import RecentlyUsed
from quizglass.documents.recognition.reader_version import reader_version
from quizglass.documents.requests import HashDocument
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, LibraryUnavailable
from quizglass.geometry import PageRect
from quizglass.library.library import Library
from quizglass.pages import DocumentSource, RecognizedText

log = logging.getLogger(__name__)

WORDS_IN_MEMORY: Final = 60_000
_HASHES_IN_MEMORY: Final = 1000

FileVersion: TypeAlias = tuple[int, int]


def file_version(source: DocumentSource) -> FileVersion:
    """Changes when the file does. A file that is not there is the worker's to report."""
    try:
        status = os.stat(source.path)  # noqa: PTH116 - the path may hold bytes that are not text
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


class KeptReadings:
    """Safe to use from any thread. A library that fails costs a second reading, never an answer."""

    def __init__(self, documents: DocumentService, library: LibrarySource) -> None:
        self._documents = documents
        self._source = library
        self._memory = RecentlyUsed[RecognizedText](WORDS_IN_MEMORY, lambda text: len(text.words) + 1)
        self._hashes = RecentlyUsed[str](_HASHES_IN_MEMORY)
        self._pages = RecentlyUsed[set[int]](_HASHES_IN_MEMORY)

    def get(self, source: DocumentSource, page: int, region: PageRect | None = None) -> RecognizedText | None:
        """The words of the page, or what stands in ``region`` of its picture, by the reader that would read it now.

        Raises:
            AppError: the file cannot be read.
        """
        reader = reader_version()
        key = (source, file_version(source), page, region, reader)
        text = self._memory.get(key)
        library = None if text else self._library()
        if library is not None:
            try:
                text = library.recognized_text(self._hash(source), page, reader, region)
            except LibraryUnavailable as error:
                log.warning("a kept reading cannot be used: %s", error.code)
            if text is not None:
                self._memory.keep(key, text)
        return text

    def pages(self, source: DocumentSource) -> set[int]:
        """The pages whose whole picture was read. The library is asked once for every version of a file.

        Raises:
            AppError: the file cannot be read.
        """
        reader = reader_version()
        key = (source.path, file_version(source), reader)
        pages = self._pages.get(key)
        if pages is None:
            pages = set()
            library = self._library()
            if library is not None:
                try:
                    pages |= library.pages_recognized(self._hash(source), reader)
                except LibraryUnavailable as error:
                    log.warning("kept readings cannot be listed: %s", error.code)
            self._pages.keep(key, pages)
        return pages

    def keep(
        self,
        source: DocumentSource,
        page: int,
        text: RecognizedText,
        version: FileVersion,
        region: PageRect | None = None,
    ) -> None:
        """``version`` is that of the file when reading began: a file that has changed since is not what was read."""
        self._memory.keep((source, version, page, region, text.reader), text)
        if region is None:
            known = self._pages.get((source.path, version, text.reader))
            if known is not None:
                known.add(page)
        library = self._library()
        if library is None or file_version(source) != version:
            return
        try:
            library.keep_recognized_text(self._hash(source), page, text, region)
        except AppError as error:
            log.warning("a reading was not kept: %s", error.code)

    def _library(self) -> Library | None:
        return self._source() if callable(self._source) else self._source

    def _hash(self, source: DocumentSource) -> str:
        key = (source.path, file_version(source))
        return self._hashes.get(key) or self._hashes.keep(key, self._documents.call(HashDocument(source)))
