"""The links of pages, fetched when a page is pointed at, and kept while there is room."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from quizglass.documents.requests import ReadLinks
from quizglass.pages import DocumentSource, Link
from quizglass.ui.services import Services

_PAGES_KEPT: Final = 64


class PageLinks(QObject):
    """Pages count from 0.

    Signals:
        arrived(int): the links of a page are known now.
    """

    arrived = Signal(int)

    def __init__(self, services: Services, source: DocumentSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._source = source
        self._known: OrderedDict[int, tuple[Link, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._is_closed = False

    def of(self, page: int) -> tuple[Link, ...]:
        """The links of ``page``; asked for, and none, where they are not known."""
        if page in self._known:
            self._known.move_to_end(page)
        elif page not in self._asked and not self._is_closed:
            self._asked.add(page)
            future = self._services.documents.submit(ReadLinks(self._source, page), urgent=False)
            # A page that cannot be read leads nowhere; the view says what is wrong with it.
            on_links = partial(self._on_links, page)
            self._services.relay.deliver(future, on_links, lambda _: on_links(()))
        return self._known.get(page, ())

    def at(self, page: int, x: float, y: float) -> Link | None:
        """The link under a point of the page; the smallest of several."""
        found = [link for link in self.of(page) if link.box.contains(x, y)]
        return min(found, key=lambda link: link.box.area, default=None)

    def close(self) -> None:
        self._is_closed = True

    def _on_links(self, page: int, links: tuple[Link, ...]) -> None:
        if self._is_closed:
            return
        self._asked.discard(page)
        self._known[page] = links
        if len(self._known) > _PAGES_KEPT:
            self._known.popitem(last=False)
        self.arrived.emit(page)
