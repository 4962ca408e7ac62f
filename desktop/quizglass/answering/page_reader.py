"""What asking needs to know of a document, and the document worker that tells it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from itertools import islice
from typing import Final, Protocol, TypeAlias, TypeVar

from quizglass.answering.keeping import LibrarySource
from quizglass.answering.kept_readings import file_version
from quizglass.answering.page_texts import OnShare, PageTexts
from quizglass.answering.pictures_ahead import PicturesAhead
from quizglass.answering.reading_ahead import ReadingAhead
from quizglass.answering.recently_used import RecentlyUsed
from quizglass.answering.survey import Survey
from quizglass.cancellation import CancelToken
from quizglass.documents.requests import HashDocument, OpenDocument, ReadWords, RenderPage
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, Cancelled, WorkerDied
from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.pages import DocumentInfo, DocumentSource, PageImage, PageText

OnPage: TypeAlias = Callable[[int], None]
OnPicture: TypeAlias = Callable[[int, int, int], None]
"""Gets a page whose picture is read now, how many were read before it, and how many there are to read."""

T = TypeVar("T")

_SURVEYS_KEPT: Final = 4
_PAGES_AHEAD: Final = 8
_CANCEL_POLL_S: Final = 0.05


class PageReader(Protocol):
    """Pages count from 0. Every method raises `AppError` for what is wrong with the file, `Cancelled` when stopped."""

    def open(self, source: DocumentSource, cancel: CancelToken) -> DocumentInfo: ...

    def known_words(self, source: DocumentSource, page: int, cancel: CancelToken) -> PageText:
        """The words that can be believed without reading a picture; `needs_recognition` says that there are more."""

    def words(
        self,
        source: DocumentSource,
        page: int,
        cancel: CancelToken,
        on_progress: OnShare | None = None,
        *,
        region: PageRect = WHOLE_PAGE,
    ) -> PageText:
        """All words, read from the picture (or from ``region`` of it) where the text layer does not tell them."""

    def survey(
        self,
        source: DocumentSource,
        pages: tuple[int, ...],
        cancel: CancelToken,
        on_page: OnPage,
        on_picture: OnPicture | None = None,
    ) -> Survey:
        """All of ``pages``, telling ``on_page`` of each that is read; one that cannot be read costs itself only.

        Pictures are read when there is an ``on_picture`` to tell.
        """

    def picture(
        self, source: DocumentSource, page: int, clip: PageRect, size: tuple[int, int], cancel: CancelToken
    ) -> PageImage:
        """The part ``clip`` of the page at ``size`` pixels (width, height)."""


class DocumentPages:
    """A `PageReader` over the document workers. Keeps what was read last while its file is unchanged.

    Surveys are for one thread at a time. ``library`` is where readings of pictures are kept.
    """

    def __init__(self, service: DocumentService, library: LibrarySource = None) -> None:
        self._service = service
        self.texts = PageTexts(service, library)
        self._surveys = RecentlyUsed[Survey](_SURVEYS_KEPT)
        self._ahead = PicturesAhead(service)

    def open(self, source: DocumentSource, cancel: CancelToken) -> DocumentInfo:
        return self._service.call(OpenDocument(source), cancel)

    def known_words(self, source: DocumentSource, page: int, cancel: CancelToken) -> PageText:
        return self.texts.kept(source, page, cancel) or _believed(self.texts.layer(source, page, cancel))

    def words(
        self,
        source: DocumentSource,
        page: int,
        cancel: CancelToken,
        on_progress: OnShare | None = None,
        *,
        region: PageRect = WHOLE_PAGE,
    ) -> PageText:
        return self.texts.words(source, page, cancel, on_progress, region=region)

    def survey(
        self,
        source: DocumentSource,
        pages: tuple[int, ...],
        cancel: CancelToken,
        on_page: OnPage,
        on_picture: OnPicture | None = None,
    ) -> Survey:
        key = (source, pages, file_version(source), on_picture is not None)
        kept = self._surveys.get(key)
        if kept is not None:
            return kept
        texts = dict(self._read_layers(source, pages, cancel, on_page))
        if on_picture is not None:
            self._read_pictures(source, texts, cancel, on_picture)
        survey = Survey.of(texts.items())
        # A reader that died may read the page the next time.
        if any(isinstance(error, WorkerDied) for error in survey.failed.values()):
            return survey
        return self._surveys.keep(key, survey)

    def in_turn(
        self, source: DocumentSource, pages: Sequence[int], cancel: CancelToken, *, with_pictures: bool = False
    ) -> Generator[int]:
        """``pages``, one after the other; the layers of the next few are read while one is worked on.

        ``with_pictures`` has the pictures read ahead, too, where a layer does not tell the words. A page that cannot be
        read comes like any other, and says so when it is asked for. Closed, or at its end, it leaves what is not read.
        """
        if not with_pictures:
            for page, _ in self._read_layers(source, pages, cancel, lambda _: None):
                yield page
            return
        with ReadingAhead(self.texts, source) as reading:
            for page, _ in self._read_layers(source, pages, cancel, lambda _: None, reading.begin):
                yield page

    def document_hash(self, source: DocumentSource, cancel: CancelToken) -> str:
        """Of the file's bytes: it stays the same wherever the file goes."""
        return self._service.call(HashDocument(source), cancel)

    def picture(
        self, source: DocumentSource, page: int, clip: PageRect, size: tuple[int, int], cancel: CancelToken
    ) -> PageImage:
        wanted = RenderPage(source, page, clip, *size)
        begun = self._ahead.take(wanted)
        return self._service.call(wanted, cancel) if begun is None else _result(begun, cancel)

    def picture_ahead(self, source: DocumentSource, page: int, clip: PageRect, size: tuple[int, int]) -> None:
        """Have the picture drawn that `picture` will be asked for soon, on the same thread."""
        self._ahead.begin(RenderPage(source, page, clip, *size))

    def _read_pictures(
        self,
        source: DocumentSource,
        texts: dict[int, PageText | AppError],
        cancel: CancelToken,
        on_picture: OnPicture,
    ) -> None:
        """Put the words of pictures into ``texts`` where they are needed, one after the other: one worker reads."""
        wanted = [page for page, text in texts.items() if isinstance(text, PageText) and text.needs_recognition]
        for done, page in enumerate(wanted):
            on_picture(page, done, len(wanted))
            try:
                texts[page] = self.texts.words(source, page, cancel, urgent=False)
            except Cancelled:
                raise
            except AppError as error:
                texts[page] = error

    def _read_layers(
        self,
        source: DocumentSource,
        pages: Sequence[int],
        cancel: CancelToken,
        on_page: OnPage,
        on_layer: Callable[[int, Future[PageText]], None] = lambda *_: None,
    ) -> Iterator[tuple[int, PageText | AppError]]:
        """What is known of the pages without reading pictures, in order, always a few of them under way.

        ``on_layer`` is given those that are not known yet.
        """
        waiting = iter(pages)
        version = file_version(source)
        ahead: deque[tuple[int, Future[PageText] | None]] = deque()
        try:
            while True:
                for page in islice(waiting, _PAGES_AHEAD - len(ahead)):
                    known = self.texts.remembered(source, page) is not None
                    future = None if known else self._service.submit(ReadWords(source, page), urgent=False)
                    ahead.append((page, future))
                    if future is not None:
                        on_layer(page, future)
                if not ahead:
                    return
                page, future = ahead[0]
                try:
                    if future is not None:
                        self.texts.learn(source, page, _result(future, cancel), version)
                    text: PageText | AppError = self.known_words(source, page, cancel)
                except Cancelled:
                    raise
                except AppError as error:
                    text = error
                ahead.popleft()
                on_page(page)
                yield page, text
        finally:
            for _, future in ahead:
                if future is not None:
                    future.cancel()


def _believed(layer: PageText) -> PageText:
    """Without words that are not what is printed."""
    return replace(layer, words=()) if layer.defect in {"garbled", "poor-layer"} else layer


def _result(future: Future[T], cancel: CancelToken) -> T:
    while True:
        cancel.raise_if_cancelled()
        try:
            return future.result(timeout=_CANCEL_POLL_S)
        except TimeoutError:
            continue
        except CancelledError:  # the service was closed while this waited
            raise Cancelled from None
