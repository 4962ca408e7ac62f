"""What asking needs to know of a document, and the document worker that tells it."""

from __future__ import annotations

import os
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, wait
from itertools import islice
from typing import Generic, Protocol, TypeVar

from quizglass.answering.survey import Survey
from quizglass.cancellation import CancelToken
from quizglass.documents.requests import OpenDocument, ReadWords, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError
from quizglass.geometry import PageRect
from quizglass.pages import DocumentInfo, DocumentSource, PageImage, PageText

T = TypeVar("T")

_WORDS_KEPT = 200_000
_SURVEYS_KEPT = 4
_PAGES_AHEAD = 8
_CANCEL_POLL_S = 0.05


class PageReader(Protocol):
    """Pages count from 0. Every method raises `AppError` for what is wrong with the file, `Cancelled` when stopped."""

    def open(self, source: DocumentSource, cancel: CancelToken) -> DocumentInfo: ...

    def words(self, source: DocumentSource, page: int, cancel: CancelToken) -> PageText: ...

    def survey(
        self, source: DocumentSource, pages: tuple[int, ...], cancel: CancelToken, on_page: Callable[[int], None]
    ) -> Survey:
        """All of ``pages``, telling ``on_page`` of each that is read; one that cannot be read costs itself only."""

    def picture(
        self, source: DocumentSource, page: int, clip: PageRect, size: tuple[int, int], cancel: CancelToken
    ) -> PageImage:
        """The part ``clip`` of the page at ``size`` pixels (width, height)."""


class DocumentPages:
    """A `PageReader` over the document worker. Keeps what was read last while its file is unchanged.

    For one thread at a time.
    """

    def __init__(self, service: DocumentService) -> None:
        self._service = service
        self._texts = _Kept[PageText](_WORDS_KEPT, lambda text: len(text.words))
        self._surveys = _Kept[Survey](_SURVEYS_KEPT, lambda _: 1)

    def open(self, source: DocumentSource, cancel: CancelToken) -> DocumentInfo:
        return self._service.call(OpenDocument(source), cancel)

    def words(self, source: DocumentSource, page: int, cancel: CancelToken) -> PageText:
        key = (source, page, _version(source))
        kept = self._texts.get(key)
        return kept or self._texts.keep(key, self._service.call(ReadWords(source, page), cancel))

    def survey(
        self, source: DocumentSource, pages: tuple[int, ...], cancel: CancelToken, on_page: Callable[[int], None]
    ) -> Survey:
        key = (source, pages, _version(source))
        kept = self._surveys.get(key)
        return kept or self._surveys.keep(key, Survey.of(self._read(source, pages, cancel, on_page)))

    def picture(
        self, source: DocumentSource, page: int, clip: PageRect, size: tuple[int, int], cancel: CancelToken
    ) -> PageImage:
        return self._service.call(RenderPage(source, page, clip, *size), cancel)

    def _read(
        self, source: DocumentSource, pages: Sequence[int], cancel: CancelToken, on_page: Callable[[int], None]
    ) -> Iterator[tuple[int, PageText | AppError]]:
        """The pages in order, always a few of them under way."""
        waiting = iter(pages)
        ahead: deque[tuple[int, Future[PageText]]] = deque()
        try:
            while True:
                for page in islice(waiting, _PAGES_AHEAD - len(ahead)):
                    ahead.append((page, self._service.submit(ReadWords(source, page), urgent=False)))
                if not ahead:
                    return
                page, future = ahead[0]
                while not wait([future], timeout=_CANCEL_POLL_S).done:
                    cancel.raise_if_cancelled()
                cancel.raise_if_cancelled()
                ahead.popleft()
                on_page(page)
                try:
                    yield page, future.result()
                except AppError as error:
                    yield page, error
        finally:
            for _, future in ahead:
                future.cancel()


class _Kept(Generic[T]):
    """The values used last, as many as together weigh at most ``most``."""

    def __init__(self, most: int, weight: Callable[[T], int]) -> None:
        self._most = most
        self._weight = weight
        self._values: OrderedDict[object, T] = OrderedDict()
        self._total = 0

    def get(self, key: object) -> T | None:
        value = self._values.get(key)
        if value is not None:
            self._values.move_to_end(key)
        return value

    def keep(self, key: object, value: T) -> T:
        self._values[key] = value
        self._total += self._weight(value)
        while self._total > self._most and len(self._values) > 1:
            self._total -= self._weight(self._values.popitem(last=False)[1])
        return value


def _version(source: DocumentSource) -> tuple[int, int]:
    """Changes when the file does. A file that is not there is the worker's to report."""
    try:
        status = os.stat(source.path)  # noqa: PTH116 - the path may hold bytes that are not text
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
