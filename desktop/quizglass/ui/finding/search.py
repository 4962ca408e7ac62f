"""Searching one document in its workers: places come as they are found, and the next key typed ends the search."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from concurrent.futures import Future
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from quizglass.documents.requests import FindInPages
from quizglass.errors import AppError
from quizglass.pages import Findings, Hit
from quizglass.text.finding import Wanted
from quizglass.ui.finding.hits import MOST_HITS, Hits
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession

_CHUNK: Final = 64
"""Pages a request; how many of them are searched is a question of time."""
_FIRST_S: Final = 0.02
_BATCH_S: Final = 0.06
"""Short enough for a search to be given up, and for what is shown meanwhile to be drawn, without a noticeable wait."""
_IN_FLIGHT: Final = 2
"""One is searched while the result of the other is taken in."""

_NOTHING: Final = Wanted("")


class DocumentSearch(QObject):
    """Pages count from 0. The search begins at the page in sight and goes on from the first when it is at the end.

    Signals:
        changed(): more is found, or known about what is searched.
    """

    changed = Signal()

    def __init__(self, services: Services, session: DocumentSession, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits = Hits(self)
        self._services = services
        self._session = session
        self._wanted = _NOTHING
        self._waiting: deque[tuple[int, ...]] = deque()
        self._in_flight: dict[int, Future[Findings]] = {}
        self._asked = 0
        self._first = 0
        self._doubtful: deque[int] = deque()
        self._looked_into: set[int] = set()
        self._looking_into: int | None = None
        self._pictures: set[int] = set()
        session.reading.page_read.connect(lambda page, _text: self._look_again([page]))
        session.reading.more_known.connect(lambda: self._look_again(sorted(self._pictures)))

    @property
    def wanted(self) -> Wanted:
        """What is looked for now."""
        return self._wanted

    @property
    def is_over(self) -> bool:
        """Whether all pages were searched."""
        return not (self._waiting or self._in_flight or self._doubtful or self._looking_into is not None)

    @property
    def is_cut_short(self) -> bool:
        """Whether there may be more places than are kept."""
        return len(self.hits) >= MOST_HITS

    @property
    def pictures(self) -> list[int]:
        """Pages whose words are not known before their pictures are read."""
        return sorted(self._pictures)

    def start(self, wanted: Wanted, page: int) -> None:
        """Look for ``wanted`` from ``page`` on; what was looked for before is forgotten."""
        self.stop()
        self._wanted, self._first = wanted, page
        self._pictures.clear()
        self._looked_into.clear()
        self.hits.clear()
        if not wanted.is_empty:
            count = self._session.info.page_count
            self._waiting.extend(_chunks((*range(page, count), *range(page))))
            self._session.texts.pages_read(partial(self._look_into_read, wanted))
            self._go_on()
        self.changed.emit()

    def stop(self) -> None:
        """Leave it at what is found."""
        self._waiting.clear()
        self._doubtful.clear()
        self._looking_into = None
        for future in self._in_flight.values():
            future.cancel()
        self._in_flight.clear()

    def step(self, step: int) -> None:
        """Look at the next place found or the previous one; after the last comes the first."""
        if self.hits:
            self.hits.look_at((self.hits.current_row + step) % len(self.hits))

    # Text layers, searched in the workers ---------------------------------------------------------------------------

    def _go_on(self) -> None:
        while self._waiting and len(self._in_flight) < _IN_FLIGHT:
            self._ask(self._waiting.popleft())
        self._look_into_next()

    def _ask(self, pages: tuple[int, ...]) -> None:
        self._asked += 1
        number = self._asked
        is_first = pages[0] == self._first
        # What is in sight is searched at once; the rest does not keep the workers from drawing.
        future = self._services.documents.submit(
            FindInPages(self._session.source, pages, self._wanted, _FIRST_S if is_first else _BATCH_S), urgent=is_first
        )
        self._in_flight[number] = future
        self._services.relay.deliver(
            future, partial(self._on_findings, number, pages), partial(self._on_failed, number, pages)
        )

    def _on_findings(self, number: int, pages: tuple[int, ...], findings: Findings) -> None:
        if self._in_flight.pop(number, None) is None:
            return
        if pages[findings.searched :]:
            self._waiting.appendleft(pages[findings.searched :])
        self._doubtful.extend(page for page in findings.doubtful if page not in self._looked_into)
        by_page: defaultdict[int, list[Hit]] = defaultdict(list)
        for hit in findings.hits:
            if hit.page not in self._looked_into:
                by_page[hit.page].append(hit)
        for page, hits in by_page.items():
            self.hits.add(page, hits)
        self._after_more()

    def _on_failed(self, number: int, pages: tuple[int, ...], _error: AppError) -> None:
        """A page can take the worker down: the others are searched without it, and the view says what is wrong."""
        if self._in_flight.pop(number, None) is None:
            return
        if len(pages) > 1:
            middle = len(pages) // 2
            self._waiting.extendleft((pages[middle:], pages[:middle]))
        self._after_more()

    def _after_more(self) -> None:
        if self.is_cut_short:
            self.stop()
        if self.hits and self.hits.current_row < 0:
            self.hits.look_at(self._nearest_row())
        self._go_on()
        self.changed.emit()

    def _nearest_row(self) -> int:
        """The first place on or after the page that the search began at."""
        rows = range(len(self.hits))
        return next((row for row in rows if self.hits[row].page >= self._first), 0)

    # Pages whose layer does not tell all, searched in what was read from their pictures -----------------------------

    def _look_into_read(self, wanted: Wanted, pages: frozenset[int]) -> None:
        if wanted is self._wanted:
            self._doubtful.extendleft(sorted(pages - self._looked_into, reverse=True))
            self._look_into_next()

    def _look_again(self, pages: Iterable[int]) -> None:
        """More is known of ``pages`` than when they were searched."""
        if not self._wanted.is_empty:
            self._doubtful.extend(pages)
            self._look_into_next()

    def _look_into_next(self) -> None:
        # One after another: what is shown meanwhile needs the words of its pages too.
        if self._doubtful and self._looking_into is None:
            page = self._looking_into = self._doubtful.popleft()
            found = partial(self._on_looked_into, self._wanted, page)
            self._session.texts.find(page, self._wanted, found, lambda _: found([], False))

    def _on_looked_into(self, wanted: Wanted, page: int, hits: list[Hit], is_picture: bool) -> None:
        if wanted is not self._wanted or page != self._looking_into:
            return
        self._looking_into = None
        self._looked_into.add(page)
        (self._pictures.add if is_picture else self._pictures.discard)(page)
        self.hits.replace(page, hits)
        self._after_more()


def _chunks(pages: tuple[int, ...]) -> Iterable[tuple[int, ...]]:
    for start in range(0, len(pages), _CHUNK):
        yield pages[start : start + _CHUNK]
