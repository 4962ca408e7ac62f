"""Reading pictures of one document's pages, when the user asks for something that needs it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from quizglass.cancellation import CancelToken
from quizglass.errors import AppError
from quizglass.geometry import PageRect
from quizglass.pages import PageText, RecognizedText
from quizglass.ui.reading import bar_contents
from quizglass.ui.reading.bar_content import BarContent
from quizglass.ui.reading.document_texts import DocumentTexts, PageReading
from quizglass.ui.reading.duration import TimeLeft
from quizglass.ui.reading.text_selection import text_of
from quizglass.ui.reading.words import Harvest, Progressing, Reads

if TYPE_CHECKING:
    from quizglass.answering.searchable import SearchableCopy

OnText = Callable[[PageText], object]
_AnyJob = TypeVar("_AnyJob", bound="_Job")


@dataclass(slots=True, eq=False)
class _Job:
    """Something that is being read."""

    at: Progressing
    token: CancelToken = field(default_factory=CancelToken)


@dataclass(slots=True, eq=False)
class _PagesJob(_Job):
    """Many pages, one after another; one that cannot be read costs itself only."""

    waiting: deque[int] = field(default_factory=deque)
    time_left: TimeLeft = field(default_factory=TimeLeft)
    read: int = 0
    harvest: Harvest = field(default_factory=Harvest)
    missing: set[str] = field(default_factory=set)
    failed: list[int] = field(default_factory=list)
    error: AppError | None = None


class PictureReading(QObject):
    """Several things can be read at once; the bar shows the one that was asked for last.

    Signals:
        bar_changed(BarContent | None): the bar is to show this, or nothing.
        page_read(int, PageText): the words of a page are known now.
        region_read(int, RecognizedText): the words of a part of a page are known now.
        language_missing(tuple[str, ...]): data without which a page was not read well, by Tesseract's names.
        text_wanted(str): this text is to be copied.
        overlay_wanted(): what was read is to be shown on the page.
        file_wanted(str): a file that was saved is to be opened.
        more_known(): the words of any pages may be known now.
        finished(): something that was read has come to an end, whichever.
    """

    bar_changed = Signal(object)
    page_read = Signal(int, object)
    region_read = Signal(int, object)
    language_missing = Signal(object)
    text_wanted = Signal(str)
    overlay_wanted = Signal()
    file_wanted = Signal(str)
    more_known = Signal()
    finished = Signal()

    def __init__(self, texts: DocumentTexts, page_count: int, parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts
        self._page_count = page_count
        self._jobs: list[_Job] = []
        self._news: BarContent | None = None
        self._answering: BarContent | None = None
        self._closed = False
        self.overlay_shown = False
        """Whether what was read is shown over the pages already."""

    @property
    def reading_pages(self) -> bool:
        """Whether many pages are being read."""
        return any(isinstance(job, _PagesJob) for job in self._jobs)

    # Reading --------------------------------------------------------------------------------------------------------

    def read_page(self, page: int, then: OnText | None = None) -> None:
        """Read the picture of ``page`` where its words are not known, and give them to ``then``.

        Without ``then`` the user asked for just this: the picture is read even where the words seem known, and the bar
        tells.
        """
        job = self._begin(_Job(Progressing(Reads.PAGE, page)))

        def done(result: PageReading) -> None:
            self._end(job, None if then is not None else self._page_news(result))
            self._tell(result)
            if then is not None:
                then(result.text)

        self._texts.read_page(
            page,
            job.token,
            lambda share: self._progress(job, share),
            done,
            lambda error: self._fail(job, error, lambda: self.read_page(page, then)),
            doubted=then is None,
        )

    def read_region(self, page: int, region: PageRect) -> None:
        """Read a part of the picture of ``page``, larger than with the whole page, whatever its text layer says."""
        job = self._begin(_Job(Progressing(Reads.REGION, page)))

        def done(read: RecognizedText) -> None:
            copy = partial(self.text_wanted.emit, text_of(read.words))
            self._end(job, bar_contents.region_read(page, Harvest.of(read.words), copy))
            self.region_read.emit(page, read)
            self._tell_missing(read.missing)

        self._texts.read_region(
            page,
            region,
            job.token,
            lambda share: self._progress(job, share),
            done,
            lambda error: self._fail(job, error, lambda: self.read_region(page, region)),
        )

    def read_pages(self, pages: Iterable[int] | None = None) -> None:
        """Read ``pages``, all where None, one after another."""
        waiting = deque(range(self._page_count) if pages is None else pages)
        if waiting and not self.reading_pages:
            at = Progressing(Reads.PAGES, waiting[0], total=len(waiting))
            self._next_page(self._begin(_PagesJob(at, waiting=waiting)))

    def _next_page(self, job: _PagesJob) -> None:
        if not job.waiting:
            again = partial(self.read_pages, list(job.failed))
            self._end(job, bar_contents.pages_read(job.read, job.harvest, len(job.failed), job.error, again))
            self._tell_missing(tuple(sorted(job.missing)))
            return
        page = job.waiting.popleft()

        def done(result: PageReading) -> None:
            harvest = Harvest.of(result.text.words)
            job.read += bool(harvest.words)
            job.harvest += harvest
            job.missing.update(result.missing)
            self.page_read.emit(page, result.text)
            self._page_over(job)

        def failed(error: AppError) -> None:
            job.failed.append(page)
            job.error = error
            self._page_over(job)

        self._texts.read_page(page, job.token, lambda share: self._progress(job, share), done, failed)

    def _page_over(self, job: _PagesJob) -> None:
        if job in self._jobs:
            job.at = replace(job.at, done=job.at.done + 1)
            self._progress(job, 0.0)
            self._next_page(job)

    def save_searchable(self, out: Path) -> None:
        """Write a PDF in which the words can be found that stand in the document's pictures."""
        job = self._begin(_Job(Progressing(Reads.SAVING)))

        def done(copy: SearchableCopy) -> None:
            self._end(job, bar_contents.saved(out, len(copy.failed), lambda: self.file_wanted.emit(str(out))))
            self.more_known.emit()

        self._texts.save_searchable(
            out,
            job.token,
            lambda share: self._progress(job, share),
            done,
            lambda error: self._fail(job, error, lambda: self.save_searchable(out)),
        )

    def cancel_all(self) -> None:
        """Stop what is being read. Pages that were read stay read."""
        for job in list(self._jobs):
            self._cancel(job)

    def close(self) -> None:
        """Stop, and show nothing any more."""
        self._closed = True
        self.cancel_all()

    # The bar --------------------------------------------------------------------------------------------------------

    def say(self, content: BarContent) -> None:
        """Show ``content`` until its time is over, or something is begun."""
        self._news = content
        self._show()

    def dismiss(self) -> None:
        """What was told has been read."""
        self._news = None
        self._show()

    def follow_answer(self, at: Progressing | None, stop: Callable[[], object]) -> None:
        """A question has pictures read, or does something else (None); ``stop`` stops the answer."""
        if at is None and self._answering is None:
            return
        self._answering = None if at is None else bar_contents.reading(at, stop)
        if at is not None:
            self._news = None
        self._show()

    def end_answer(self, page: int, *, only_page: bool) -> None:
        """A question is done with pictures, the last of which was that of ``page``: all it had, with ``only_page``."""
        self._answering = None
        self._show()
        self._texts.known(page, lambda text: self._tell_answered(page, text, only_page=only_page))
        self._texts.recognized(page, lambda read: self._tell_missing(read.missing if read else ()))
        if not only_page:
            self.more_known.emit()

    def _tell_answered(self, page: int, text: PageText, *, only_page: bool) -> None:
        self.page_read.emit(page, text)
        if only_page and not text.needs_recognition and not self._jobs and self._news is None:
            self.say(self._page_news(PageReading(page, text)))

    def _page_news(self, result: PageReading) -> BarContent:
        return bar_contents.page_read(result, None if self.overlay_shown else self.overlay_wanted.emit)

    def _show(self) -> None:
        if self._closed:
            return
        content = self._news or self._answering
        if content is None and self._jobs:
            job = self._jobs[-1]
            content = bar_contents.reading(job.at, partial(self._cancel, job))
        self.bar_changed.emit(content)

    # Jobs -----------------------------------------------------------------------------------------------------------

    def _begin(self, job: _AnyJob) -> _AnyJob:
        self._jobs.append(job)
        self._news = None
        self._show()
        return job

    def _progress(self, job: _Job, share: float) -> None:
        if job not in self._jobs:
            return
        if isinstance(job, _PagesJob):
            whole = (job.at.done + share) / job.at.total
            # The first page tells little: the reader has to start for it.
            left = job.time_left.seconds(whole) if job.at.done else None
            job.at = replace(job.at, share=whole, seconds_left=left)
        else:
            job.at = replace(job.at, share=share)
        self._show()

    def _end(self, job: _Job, news: BarContent | None) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
            self._news = news or self._news
            self._show()
            self.finished.emit()

    def _fail(self, job: _Job, error: AppError, again: Callable[[], object]) -> None:
        self._end(job, bar_contents.failed(error, again))

    def _cancel(self, job: _Job) -> None:
        job.token.cancel()
        self._end(job, None)

    def _tell(self, result: PageReading) -> None:
        self.page_read.emit(result.page, result.text)
        self._tell_missing(result.missing)

    def _tell_missing(self, languages: tuple[str, ...]) -> None:
        if languages:
            self.language_missing.emit(languages)
