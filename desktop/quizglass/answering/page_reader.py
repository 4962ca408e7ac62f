"""What asking needs to know of a document, and the document worker that tells it."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, wait
from typing import Protocol

from quizglass.cancellation import CancelToken
from quizglass.documents.requests import OpenDocument, ReadWords, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError
from quizglass.geometry import PageRect
from quizglass.pages import DocumentInfo, DocumentSource, PageImage, PageText

_PAGES_KEPT = 256
_PAGES_AHEAD = 8
_CANCEL_POLL_S = 0.05


class PageReader(Protocol):
    """Pages count from 0. Every method raises `AppError` for what is wrong with the file, `Cancelled` when stopped."""

    def open(self, source: DocumentSource, cancel: CancelToken) -> DocumentInfo: ...

    def words(self, source: DocumentSource, page: int, cancel: CancelToken) -> PageText: ...

    def words_of_many(
        self, source: DocumentSource, pages: Sequence[int], cancel: CancelToken
    ) -> Iterator[tuple[int, PageText | AppError]]:
        """The pages in order; one that cannot be read costs itself only."""

    def picture(
        self, source: DocumentSource, page: int, clip: PageRect, size: tuple[int, int], cancel: CancelToken
    ) -> PageImage:
        """The part ``clip`` of the page at ``size`` pixels (width, height)."""


class DocumentPages:
    """A `PageReader` over the document worker. Keeps the words of the pages last read while their file is unchanged.

    For one thread at a time.
    """

    def __init__(self, service: DocumentService) -> None:
        self._service = service
        self._texts: OrderedDict[tuple[object, ...], PageText] = OrderedDict()

    def open(self, source: DocumentSource, cancel: CancelToken) -> DocumentInfo:
        info: DocumentInfo = self._service.call(OpenDocument(source), cancel)
        return info

    def words(self, source: DocumentSource, page: int, cancel: CancelToken) -> PageText:
        key = (source, page, _version(source))
        kept = self._kept(key)
        return kept or self._keep(key, self._service.call(ReadWords(source, page), cancel))

    def words_of_many(
        self, source: DocumentSource, pages: Sequence[int], cancel: CancelToken
    ) -> Iterator[tuple[int, PageText | AppError]]:
        version = _version(source)
        ahead: OrderedDict[int, Future[PageText] | PageText] = OrderedDict()
        waiting = list(reversed(pages))
        try:
            while waiting or ahead:
                while waiting and len(ahead) < _PAGES_AHEAD:
                    page = waiting.pop()
                    ahead[page] = self._kept((source, page, version)) or self._service.submit(
                        ReadWords(source, page), urgent=False
                    )
                page, text = next(iter(ahead.items()))
                if isinstance(text, Future):
                    yield page, self._finished((source, page, version), text, cancel)
                else:
                    yield page, text
                del ahead[page]
        finally:
            for text in ahead.values():
                if isinstance(text, Future):
                    text.cancel()

    def picture(
        self, source: DocumentSource, page: int, clip: PageRect, size: tuple[int, int], cancel: CancelToken
    ) -> PageImage:
        image: PageImage = self._service.call(RenderPage(source, page, clip, *size), cancel)
        return image

    def _finished(self, key: tuple[object, ...], future: Future[PageText], cancel: CancelToken) -> PageText | AppError:
        while not wait([future], timeout=_CANCEL_POLL_S).done:
            cancel.raise_if_cancelled()
        try:
            return self._keep(key, future.result())
        except AppError as error:
            return error

    def _kept(self, key: tuple[object, ...]) -> PageText | None:
        text = self._texts.get(key)
        if text is not None:
            self._texts.move_to_end(key)
        return text

    def _keep(self, key: tuple[object, ...], text: PageText) -> PageText:
        self._texts[key] = text
        while len(self._texts) > _PAGES_KEPT:
            self._texts.popitem(last=False)
        return text


def _version(source: DocumentSource) -> tuple[int, int]:
    """Changes when the file does. A file that is not there is the worker's to report."""
    try:
        status = os.stat(source.path)  # noqa: PTH116 - the path may hold bytes that are not text
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
