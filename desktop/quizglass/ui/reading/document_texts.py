"""The words of one open document: known ones at once, others read from the pictures of its pages."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from quizglass.cancellation import CancelToken
from quizglass.errors import AppError
from quizglass.geometry import PageRect
from quizglass.layout.hits import hits_among
from quizglass.pages import DocumentSource, Hit, PageText, RecognizedText
from quizglass.text.finding import Wanted
from quizglass.ui.reading.text_access import OnError, TextAccess

if TYPE_CHECKING:
    from quizglass.answering.page_texts import PageTexts
    from quizglass.answering.searchable import SearchableCopy

T = TypeVar("T")
OnShare: TypeAlias = Callable[[float], object]


@dataclass(frozen=True, slots=True)
class PageReading:
    """A page with its words, read from its picture where that was needed.

    ``missing`` are the languages whose letters stand in the picture but whose data is not installed.
    """

    page: int
    text: PageText
    missing: tuple[str, ...] = ()


class DocumentTexts:
    """Pages count from 0. Callbacks come in the window's thread, and none after `close`."""

    def __init__(self, access: TextAccess, source: DocumentSource) -> None:
        self._access = access
        self._source = source
        self._closed = False

    def close(self) -> None:
        self._closed = True

    def seconds_for(self, pages: int) -> float:
        """How long reading the pictures of ``pages`` is likely to take."""
        return self._access.pace.seconds(pages)

    def known(self, page: int, on_text: Callable[[PageText], object], on_error: OnError = lambda _: None) -> None:
        """The words that are known without reading a picture; the text layer, however bad, where nothing is."""
        self.known_as(page, lambda text: text, on_text, on_error)

    def known_as(
        self,
        page: int,
        make: Callable[[PageText], T],
        on_made: Callable[[T], object],
        on_error: OnError = lambda _: None,
    ) -> None:
        """What ``make``, which runs beside the window's thread, makes of the words of `known`."""

        def look_up(texts: PageTexts, cancel: CancelToken) -> T:
            return make(texts.kept(self._source, page, cancel) or texts.layer(self._source, page, cancel))

        self._access.look_up(look_up, self._while_open(on_made), self._while_open(on_error))

    def find(
        self,
        page: int,
        wanted: Wanted,
        on_found: Callable[[list[Hit], bool], object],
        on_error: OnError = lambda _: None,
    ) -> None:
        """The places of ``wanted`` in the words that are known of the page, and whether its picture must be read."""

        def look_up(texts: PageTexts, cancel: CancelToken) -> tuple[list[Hit], bool]:
            text = texts.kept(self._source, page, cancel) or texts.layer(self._source, page, cancel)
            # Nothing is to be found by letters that are not those that are printed.
            words = () if text.defect == "garbled" else text.words
            return hits_among(page, words, wanted), text.needs_recognition

        self._access.look_up(look_up, self._while_open(lambda found: on_found(*found)), self._while_open(on_error))

    def pages_read(self, on_pages: Callable[[frozenset[int]], object]) -> None:
        """The pages whose pictures were read, now or on an earlier day."""
        self._access.look_up(
            lambda texts, _: texts.pages_read(self._source), self._while_open(on_pages), lambda _: None
        )

    def recognized(self, page: int, on_result: Callable[[RecognizedText | None], object]) -> None:
        """What was read from the picture of the page, None where it was not."""
        self._access.look_up(
            lambda texts, _: texts.recognized(self._source, page), self._while_open(on_result), lambda _: None
        )

    def read_page(
        self,
        page: int,
        cancel: CancelToken,
        on_share: OnShare,
        on_read: Callable[[PageReading], object],
        on_error: OnError,
        *,
        doubted: bool = False,
    ) -> None:
        """The words of the page, read from its picture where the text layer does not tell them.

        With ``doubted`` the picture is read in any case, and believed where a layer that looks good contradicts it.
        """
        heard = self._heard(on_share)

        def read(texts: PageTexts) -> PageReading:
            text = texts.kept(self._source, page, cancel)
            if text is None or (doubted and texts.recognized(self._source, page) is None):
                begun = time.monotonic()
                look = texts.from_picture if doubted else texts.words
                text = look(self._source, page, cancel, heard)
                self._access.pace.note(time.monotonic() - begun)
            recognized = texts.recognized(self._source, page)
            return PageReading(page, text, recognized.missing if recognized is not None else ())

        self._read(read, cancel, on_read, on_error)

    def read_region(
        self,
        page: int,
        region: PageRect,
        cancel: CancelToken,
        on_share: OnShare,
        on_read: Callable[[RecognizedText], object],
        on_error: OnError,
    ) -> None:
        """What stands in the picture of a part of the page, whatever its text layer says."""
        heard = self._heard(on_share)

        def read(texts: PageTexts) -> RecognizedText:
            return texts.read_region(self._source, page, region, cancel, heard)

        self._read(read, cancel, on_read, on_error)

    def save_searchable(
        self,
        out: Path,
        cancel: CancelToken,
        on_share: OnShare,
        on_saved: Callable[[SearchableCopy], object],
        on_error: OnError,
    ) -> None:
        """Write a PDF that looks like the document and in which its words can be found."""
        heard = self._heard(on_share)

        def save(texts: PageTexts) -> SearchableCopy:
            # Here and not above: answering is loaded after the first page is shown.
            from quizglass.answering.searchable import save_searchable

            return save_searchable(self._source, out, texts, self._access.documents, on_progress=heard, cancel=cancel)

        self._read(save, cancel, on_saved, on_error)

    def _read(
        self,
        work: Callable[[PageTexts], T],
        cancel: CancelToken,
        on_result: Callable[[T], object],
        on_error: Callable[[AppError], object],
    ) -> None:
        self._access.read(work, cancel, self._while_open(on_result), self._while_open(on_error))

    def _heard(self, on_share: OnShare) -> Callable[[float], None]:
        return self._access.relay.relayed(self._while_open(on_share))

    def _while_open(self, callback: Callable[[T], object]) -> Callable[[T], object]:
        """Parts of the window that belong to a closed document are gone."""
        return lambda value: None if self._closed else callback(value)
