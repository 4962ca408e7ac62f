"""Searching one document in its workers: places come as they are found, and the next key typed ends the search."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from concurrent.futures import Future
from functools import partial
from typing import Final, TypeAlias

from PySide6.QtCore import QObject, Signal

from quizglass.documents.requests import FindInPages
from quizglass.errors import AppError
from quizglass.pages import Findings, Hit
from quizglass.text.finding import Wanted
from quizglass.ui.finding.hits import MOST_HITS, Hits
from quizglass.ui.services import Services
from quizglass.ui.session.session import DocumentSession

_CHUNK: Final = 32
"""Pages a request; how many of them are searched is a question of time."""
_FIRST_S: Final = 0.02
_BATCH_S: Final = 0.04
"""Short enough for a search to be given up, and for what is shown meanwhile to be drawn, without a noticeable wait."""

_NOTHING: Final = Wanted("")

_Pages: TypeAlias = tuple[int, ...]


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
        # Two lanes of pages, each searched by the same worker every time, which has kept their letters.
        self._lanes: tuple[deque[_Pages], deque[_Pages]] = (deque(), deque())
        self._in_flight: dict[int, tuple[_Pages, Future[Findings]]] = {}
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
        return not (any(self._lanes) or self._in_flight or self._doubtful or self._looking_into is not None)

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
            for number, pages in enumerate(_chunks((*range(page, count), *range(page)))):
                self._lanes[number % 2].append(pages)
            self._session.texts.pages_read(partial(self._look_into_read, wanted))
            self._go_on()
        self.changed.emit()

    def stop(self) -> None:
        """Leave it at what is found."""
        for lane in self._lanes:
            lane.clear()
        self._doubtful.clear()
        self._looking_into = None
        for _, future in self._in_flight.values():
            future.cancel()
        self._in_flight.clear()

    def step(self, step: int) -> None:
        """Look at the next place found or the previous one; after the last comes the first."""
        if self.hits:
            self.hits.look_at((self.hits.current_row + step) % len(self.hits))

    # Text layers, searched in the workers ---------------------------------------------------------------------------

    def _go_on(self) -> None:
        for number, lane in enumerate(self._lanes):
            if lane and number not in self._in_flight:
                self._ask(number, lane.popleft())
        self._look_into_next()

    def _ask(self, lane: int, pages: _Pages) -> None:
        # An urgent request goes to the first idle worker and another to the last. What is to be drawn goes before both.
        request = FindInPages(
            self._session.source, pages, self._wanted, _FIRST_S if pages[0] == self._first else _BATCH_S
        )
        future = self._services.documents.submit(request, urgent=lane == 0)
        self._in_flight[lane] = (pages, future)
        self._services.relay.deliver(
            future, partial(self._on_findings, lane, future), partial(self._on_failed, lane, future)
        )

    def _taken_in(self, lane: int, future: Future[Findings]) -> _Pages | None:
        """The pages that were asked for; None when they are not waited for any more."""
        pages, asked = self._in_flight.get(lane, ((), None))
        if asked is not future:
            return None
        del self._in_flight[lane]
        return pages

    def _on_findings(self, lane: int, future: Future[Findings], findings: Findings) -> None:
        pages = self._taken_in(lane, future)
        if pages is None:
            return
        if pages[findings.searched :]:
            self._lanes[lane].appendleft(pages[findings.searched :])
        self._doubtful.extend(page for page in findings.doubtful if page not in self._looked_into)
        by_page: defaultdict[int, list[Hit]] = defaultdict(list)
        for hit in findings.hits:
            if hit.page not in self._looked_into:
                by_page[hit.page].append(hit)
        for page, hits in by_page.items():
            self.hits.add(page, hits)
        self._after_more()

    def _on_failed(self, lane: int, future: Future[Findings], _error: AppError) -> None:
        """A page can take the worker down: the others are searched without it, and the view says what is wrong."""
        pages = self._taken_in(lane, future)
        if pages is None:
            return
        if len(pages) > 1:
            middle = len(pages) // 2
            self._lanes[lane].extendleft((pages[middle:], pages[:middle]))
        self._after_more()

    def _after_more(self) -> None:
        if self.is_cut_short:
            self.stop()
        if self.hits and self.hits.current_row < 0:
            row = self._nearest_row()
            if self._is_searched_before(self.hits[row].page):
                self.hits.look_at(row)
        self._go_on()
        self.changed.emit()

    def _nearest_row(self) -> int:
        """The first place on or after the page that the search began at."""
        rows = range(len(self.hits))
        return next((row for row in rows if self.hits[row].page >= self._first), 0)

    def _is_searched_before(self, page: int) -> bool:
        """Whether no page is still to be searched that comes before ``page`` from where the search began."""
        heads = [lane[0] for lane in self._lanes if lane] + [pages for pages, _ in self._in_flight.values()]
        return all(self._distance(page) < self._distance(pages[0]) for pages in heads)

    def _distance(self, page: int) -> int:
        return (page - self._first) % self._session.info.page_count

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


def _chunks(pages: _Pages) -> Iterable[_Pages]:
    for start in range(0, len(pages), _CHUNK):
        yield pages[start : start + _CHUNK]
