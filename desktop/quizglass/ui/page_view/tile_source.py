"""Asks the document service for tiles and puts what arrives into the cache, in the window thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from quizglass.documents.requests import RenderPage
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, Cancelled, WorkerDied
from quizglass.pages import DocumentSource, PageImage
from quizglass.ui.page_view.tile_cache import TileCache
from quizglass.ui.page_view.tiles import Tile


def screen_picture(image: PageImage) -> QImage:
    """The picture in the form that the screen takes.

    A tile is painted many times while it scrolls by. Painted from RGB as it comes, a window of 2468 x 1800 pixels
    takes 3.8 ms each time; from this, 1.3 ms. A million pixels are turned over in 0.7 ms, not in the window thread.
    """
    as_sent = QImage(image.data, image.width, image.height, image.stride, QImage.Format.Format_RGB888)
    return as_sent.convertToFormat(QImage.Format.Format_RGB32)


@dataclass(frozen=True, slots=True)
class _Arrival:
    """What a request came to. ``document`` counts the documents shown, so that a late picture finds no wrong page."""

    document: int
    tile: Tile
    future: Future[PageImage]
    picture: QImage | None


@dataclass(frozen=True, slots=True)
class _Request:
    future: Future[PageImage]
    urgent: bool


class _Relay(QObject):
    """Takes results from the service's threads to the window thread. Nobody's child: it may outlive the window."""

    arrived = Signal(object)


class TileSource(QObject):
    """Keeps the requests that run equal to what is wanted.

    Signals:
        tile_arrived(Tile): its picture is in the cache.
        page_failed(int, AppError): a page cannot be drawn; it is not asked for again until `retry`.
    """

    tile_arrived = Signal(object)
    page_failed = Signal(int, object)

    def __init__(self, documents: DocumentService, cache: TileCache[QImage], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents = documents
        self._cache = cache
        self._source: DocumentSource | None = None
        self._document = 0
        self._requests: dict[Tile, _Request] = {}
        self._failures: dict[int, AppError] = {}
        self._second_tries: set[int] = set()
        self._relay = _Relay()
        self._relay.arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        # A tab that is closed leaves no work behind; `self` is half gone by then.
        self.destroyed.connect(partial(_drop, self._requests))

    @property
    def failures(self) -> Mapping[int, AppError]:
        """Why pages could not be drawn, by page."""
        return self._failures

    @property
    def waiting(self) -> frozenset[Tile]:
        """The tiles that were asked for and have not come."""
        return frozenset(self._requests)

    def open(self, source: DocumentSource | None) -> None:
        """Drop everything of the document before and draw from ``source`` from now on."""
        self._cancel(tuple(self._requests))
        self._requests.clear()
        self._failures.clear()
        self._second_tries.clear()
        self._cache.clear()
        self._document += 1
        self._source = source

    def want(self, visible: Sequence[Tile], soon: Sequence[Tile] = ()) -> None:
        """Ask for the tiles not yet there, the first of ``visible`` first; drop requests for all others.

        ``soon`` are tiles that may be needed next; they wait until nothing visible does.
        """
        urgent, later = set(visible), set(soon)
        self._cancel(
            tile
            for tile, request in self._requests.items()
            if tile not in urgent and (tile not in later or request.urgent)
        )
        self._cancel(tile for tile, request in self._requests.items() if tile in urgent and not request.urgent)
        # The service takes the newest request first, so the most wanted one is handed over last.
        for tile in reversed(visible):
            self._ask(tile, urgent=True)
        for tile in soon:
            if tile not in urgent:
                self._ask(tile, urgent=False)

    def retry(self, page: int) -> None:
        """Let ``page`` be asked for again after it failed."""
        self._failures.pop(page, None)
        self._second_tries.discard(page)

    def _ask(self, tile: Tile, *, urgent: bool) -> None:
        if self._source is None or tile in self._cache or tile in self._requests or tile.key.page in self._failures:
            return
        box = tile.box
        request = RenderPage(self._source, tile.key.page, tile.clip, box.width, box.height, tile.key.turns)
        future = self._documents.submit(request, urgent=urgent)
        self._requests[tile] = _Request(future, urgent)
        future.add_done_callback(partial(_hand_over, self._relay, self._document, tile))

    def _cancel(self, tiles: Iterable[Tile]) -> None:
        """Drop requests that wait. One that is being drawn cannot be stopped and will still be of use."""
        for tile in tuple(tiles):
            if self._requests[tile].future.cancel():
                del self._requests[tile]

    @Slot(object)
    def _on_arrived(self, arrival: _Arrival) -> None:
        request = self._requests.get(arrival.tile)
        if arrival.document != self._document or request is None or request.future is not arrival.future:
            return
        del self._requests[arrival.tile]
        error = arrival.future.exception()
        if arrival.picture is not None:
            self._cache.put(arrival.tile, arrival.picture, arrival.picture.sizeInBytes())
            self.tile_arrived.emit(arrival.tile)
        elif isinstance(error, AppError):
            self._on_failed(arrival.tile, error)
        elif error is not None:
            self._on_failed(arrival.tile, AppError())
            raise error

    def _on_failed(self, tile: Tile, error: AppError) -> None:
        page = tile.key.page
        if isinstance(error, Cancelled):
            return
        if isinstance(error, WorkerDied) and page not in self._second_tries:
            # Another request may have killed the worker that this page was drawn by.
            self._second_tries.add(page)
            self._ask(tile, urgent=True)
            return
        self._failures[page] = error
        self._cancel([other for other in self._requests if other.key.page == page])
        self.page_failed.emit(page, error)


def _drop(requests: dict[Tile, _Request], *_: object) -> None:
    for request in tuple(requests.values()):
        request.future.cancel()


def _hand_over(relay: _Relay, document: int, tile: Tile, future: Future[PageImage]) -> None:
    """Runs on a thread of the service, or in `Future.cancel` on the window's."""
    if not future.cancelled():
        picture = screen_picture(future.result()) if future.exception() is None else None
        relay.arrived.emit(_Arrival(document, tile, future, picture))
