"""The pages of a run, one after the other over all its files, with what is not answered of each."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from quizglass.answering.page_reader import DocumentPages
from quizglass.batch.journal import Journal, KnownFile
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.progress import Progress
from quizglass.batch.row import Row, Status
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, Cancelled
from quizglass.geometry import Size
from quizglass.i18n import trn
from quizglass.pages import DocumentInfo, DocumentSource


@dataclass(slots=True, eq=False)
class PageToAsk:
    """``number`` counts from 0; ``open`` are the questions that have no row yet, by their key."""

    source: DocumentSource
    digest: str
    number: int
    size: Size
    open: dict[str, PlannedQuestion] = field(default_factory=dict)
    failed: bool = False


class PagesToAsk:
    """For one thread. Files are opened when it is their turn; what is wrong with one is noted, and the next one comes.

    ``kept`` is told of rows that are there without being asked for. ``reads_ahead`` says whether pictures of pages are
    read before their turn. ``passwords`` go by path.
    """

    def __init__(
        self,
        plan: Plan,
        journal: Journal,
        pages: DocumentPages,
        progress: Progress,
        *,
        kept: Callable[[Row], None],
        reads_ahead: Callable[[], bool],
        passwords: Mapping[str, str],
        cancel: CancelToken,
    ) -> None:
        self._plan, self._journal, self._pages, self._progress = plan, journal, pages, progress
        self._kept, self._reads_ahead = kept, reads_ahead
        self._passwords, self._cancel = passwords, cancel
        self._questions = {plan.key(question): question for question in plan.questions}
        self._reading: dict[str, Generator[int]] = {}

    def __iter__(self) -> Iterator[PageToAsk]:
        """Each page with a question that has no row. Raises Cancelled, JournalUnavailable."""
        for path in dict.fromkeys(self._plan.files):
            opened = self._open(path)
            if opened is not None:
                yield from self._of_file(path, *opened)

    def end(self, path: str) -> None:
        """The pages of a file are done: what is read ahead of it is of no use any more."""
        reading = self._reading.pop(path, None)
        if reading is not None:
            reading.close()

    def close(self) -> None:
        for path in tuple(self._reading):
            self.end(path)

    def note_twins(self, page: PageToAsk) -> None:
        """Take what was answered meanwhile of the same page in another copy off what is open."""
        if self._note_known(page):
            self._tell_rows(replace(self._plan, files=(page.source.path,), pages=(page.number,), which="all"))

    def _note_known(self, page: PageToAsk) -> bool:
        """Take what has a row off what is open; whether there was something."""
        known = self._journal.answered(page.digest, page.number)
        found = [key for key in page.open if key in known]
        for key in found:
            self._progress.note(known[key])
            del page.open[key]
        return bool(found)

    def _open(self, path: str) -> tuple[DocumentInfo, str] | None:
        """The document and the hash of its content; None when there is nothing to ask of it, which is noted."""
        source = self._source(path)
        try:
            info = self._pages.open(source, self._cancel)
            digest = self._pages.document_hash(source, self._cancel)
        except Cancelled:
            raise
        except AppError as error:
            self._give_up(path, error)
            return None
        count = len(info.sizes)
        words = ""
        if not self._plan.pages_of(count):
            words = trn(
                "It has {count} page, which was not chosen.", "It has {count} pages, and none was chosen.", count
            )
        self._know(path, KnownFile(digest, count, words.format(count=count)))
        self._progress.begin(path, len(self._plan.pages_of(count)), self._plan.absent_of(count))
        return None if words else (info, digest)

    def _give_up(self, path: str, error: AppError) -> None:
        """Note that the file cannot be opened. What it answered in earlier days stays."""
        before = self._journal.known_file(path)
        chosen = self._plan.pages_of(before.pages) if before is not None else ()
        if before is None or before.hash is None or not chosen:
            self._know(path, KnownFile(None, 0, str(error)))
            self._progress.fail(path)
            return
        self._know(path, replace(before, error=str(error)))
        self._progress.begin(path, len(chosen), self._plan.absent_of(before.pages))
        for number in chosen:
            page = PageToAsk(self._source(path), before.hash, number, Size(0, 0), dict(self._questions))
            self._note_known(page)
            self._progress.page_done(path, failed=bool(page.open))

    def _know(self, path: str, known: KnownFile) -> None:
        """Note the file. One that is new may have answers already: those of its twin, or why there are none."""
        if self._journal.know_file(path, known):
            self._tell_rows(replace(self._plan, files=(path,)))

    def _tell_rows(self, plan: Plan) -> None:
        for row in self._journal.rows(plan):
            if row.status is not Status.QUEUED:
                self._kept(row)

    def _source(self, path: str) -> DocumentSource:
        return DocumentSource(path, self._passwords.get(path))

    def _of_file(self, path: str, info: DocumentInfo, digest: str) -> Iterator[PageToAsk]:
        chosen = [self._page(path, info, digest, number) for number in self._plan.pages_of(len(info.sizes))]
        wanted = {page.number: page for page in chosen if page.open}
        if len(wanted) < len(chosen):
            self._progress.page_done(path, len(chosen) - len(wanted))
        if not wanted:
            return
        reading = self._pages.in_turn(self._source(path), list(wanted), self._cancel, with_pictures=self._reads_ahead())
        self._reading[path] = reading
        for number in islice(reading, len(wanted)):  # not to its end: its last pages may still be read
            yield wanted[number]

    def _page(self, path: str, info: DocumentInfo, digest: str, number: int) -> PageToAsk:
        page = PageToAsk(self._source(path), digest, number, info.sizes[number], dict(self._questions))
        self._note_known(page)
        return page
