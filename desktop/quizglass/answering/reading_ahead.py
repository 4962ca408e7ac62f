"""Reads the pictures of pages that will be asked soon, while others are answered."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Final, Self

from quizglass.answering.kept_readings import FileVersion, file_version
from quizglass.answering.page_texts import PageTexts
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError
from quizglass.pages import DocumentSource, PageText

_AT_ONCE: Final = 2
"""Pages: one is read and one waits, so that the reader never does. One reader uses several cores."""


class ReadingAhead:
    """Of one document, in a block: what is not read at its end is left. Whoever needs a page that is being read waits
    for it as for any other.
    """

    def __init__(self, texts: PageTexts, source: DocumentSource) -> None:
        self._texts, self._source = texts, source
        self._cancel = CancelToken()
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="reads-ahead")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._cancel.cancel()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def begin(self, page: int, layer: Future[PageText]) -> None:
        """Read the picture of ``page`` if its ``layer``, once it is there, does not tell the words."""
        version = file_version(self._source)
        layer.add_done_callback(lambda layer: self._follow(page, layer, version))

    def _follow(self, page: int, layer: Future[PageText], version: FileVersion) -> None:
        if layer.cancelled() or layer.exception() is not None or not layer.result().needs_recognition:
            return
        with suppress(RuntimeError):  # the block has ended
            self._threads.submit(self._read, page, layer.result(), version)

    def _read(self, page: int, layer: PageText, version: FileVersion) -> None:
        # What is wrong with it is told to whoever asks for the page.
        with suppress(AppError):
            self._texts.learn(self._source, page, layer, version)
            self._texts.words(self._source, page, self._cancel, urgent=False)
