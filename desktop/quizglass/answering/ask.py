"""Ask one question: of a region, a page, some pages or a whole document."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePath

from quizglass.answering.best_page import ask_pages
from quizglass.answering.glimpses import Glimpses
from quizglass.answering.one_page import PageAnswer, PageAsker
from quizglass.answering.page_reader import PageReader
from quizglass.answering.stacked_pages import STACK, Stack, StackedPages
from quizglass.answers import (
    Answer,
    AnswerEvent,
    Evidence,
    EvidenceFound,
    Outcome,
    PageDone,
    Progress,
    Question,
    TextDelta,
    Timings,
)
from quizglass.cancellation import CancelToken
from quizglass.errors import Cancelled, EmptyDocument, EmptyQuestion, EmptyRegion, NoSuchPage, UsageError
from quizglass.i18n import tr
from quizglass.models.engine import Engine
from quizglass.pages import DocumentInfo


def ask(
    question: Question,
    engine: Engine,
    documents: PageReader,
    *,
    emit: Callable[[AnswerEvent], None],
    cancel: CancelToken,
    glimpses: Glimpses | None = None,
) -> Answer:
    """Answer ``question`` with a loaded ``engine``, telling ``emit`` what happens on the way.

    What ``engine`` sees is looked for among its ``glimpses``, and kept there.
    A stop gives an answer too: outcome STOPPED with the text that had come.

    Raises:
        EmptyQuestion, EmptyRegion, NoSuchPage: the question makes no sense.
        DocumentError, FileAccessError: the document cannot be read.
        ModelError, DeviceError: the engine failed.
    """
    _check(question)
    watch = _Watch(emit)
    places: tuple[Evidence, ...] = ()
    try:
        cancel.raise_if_cancelled()
        watch.emit(Progress("opening"))
        info = documents.open(question.document, cancel)
        question = _on_page(question, info)
        watch.opened()
        found, places = _ask_opened(_Asking(engine, documents, cancel, glimpses), question, info, watch)
    except Cancelled:
        found = PageAnswer(-1, Outcome.STOPPED, watch.text or None)
    for place in places:
        emit(EvidenceFound(place))
    return Answer(
        text=found.text,
        outcome=found.outcome,
        evidence=places,
        confidence=found.confidence,
        timings=watch.timings(),
        model=engine.info.id,
        page=found.page if found.page >= 0 else None,
        seen=found.seen,
    )


def look_ahead(
    question: Question, engine: Engine, documents: PageReader, glimpses: Glimpses, cancel: CancelToken
) -> None:
    """Have ``engine`` look at the one page or region that ``question`` will be asked of; its text is not known yet.

    No picture is read for it.

    Raises:
        AppError: as `ask`; `Cancelled` within one layer of the cancel.
    """
    _check_region(question)
    info = documents.open(question.document, cancel)
    question = _on_page(question, info)
    asking, page = _Asking(engine, documents, cancel, glimpses), question.pages[0]
    if question.continued:
        asker, stack = asking.across(question, info, lambda _: None)
        asker.look_ahead(STACK, stack.size)
    elif len(question.pages) == 1:
        asking.asker(question, lambda _: None).look_ahead(page, info.sizes[page])


@dataclass(frozen=True, slots=True)
class _Asking:
    """Who answers, and from what."""

    engine: Engine
    documents: PageReader
    cancel: CancelToken
    glimpses: Glimpses | None

    def asker(self, question: Question, emit: Callable[[AnswerEvent], None]) -> PageAsker:
        return PageAsker(question, self.engine, self.documents, emit, self.cancel, self.glimpses)

    def across(
        self, question: Question, info: DocumentInfo, emit: Callable[[AnswerEvent], None]
    ) -> tuple[PageAsker, Stack]:
        """For the parts of a region across page borders as if they were one page."""
        parts = question.parts
        pages = StackedPages(self.documents, parts, [info.sizes[page] for page in question.pages])
        of_stack = replace(question, pages=(STACK,), region=None, continued=())
        return PageAsker(of_stack, self.engine, pages, emit, self.cancel, self.glimpses, parts), pages.stack


def _ask_opened(
    asking: _Asking, question: Question, info: DocumentInfo, watch: _Watch
) -> tuple[PageAnswer, tuple[Evidence, ...]]:
    """What was said, and all places of it."""
    page = question.pages[0]
    if question.continued:
        return _ask_across(asking, question, info, watch)
    if len(question.pages) > 1:
        found = ask_pages(question, info, asking.engine, asking.documents, watch.emit, asking.cancel, asking.glimpses)
    else:
        watch.emit(Progress("reading", page=page))
        found = asking.asker(question, watch.emit).ask(page, info.sizes[page])
        watch.emit(PageDone(page, found.outcome))
    return found, (found.evidence,) if found.evidence else ()


def _ask_across(
    asking: _Asking, question: Question, info: DocumentInfo, watch: _Watch
) -> tuple[PageAnswer, tuple[Evidence, ...]]:
    """Ask the parts of a region across page borders as if they were one page."""
    first = question.pages[0]

    def emit(event: AnswerEvent) -> None:
        watch.emit(replace(event, page=first) if isinstance(event, Progress) else event)

    emit(Progress("reading", page=first))
    asker, stack = asking.across(question, info, emit)
    found = asker.ask(STACK, stack.size)
    watch.emit(PageDone(first, found.outcome))
    places = stack.evidence_back(found.evidence) if found.evidence is not None else ()
    return replace(found, page=places[0].page if places else first), places


def _check(question: Question) -> None:
    if not any(character.isalnum() for character in question.text):
        raise EmptyQuestion
    _check_region(question)


def _check_region(question: Question) -> None:
    if any(part.rect.clamped().is_empty for part in question.parts):
        raise EmptyRegion


def _on_page(question: Question, info: DocumentInfo) -> Question:
    """``question`` with all its pages named and its region cut to the page, after checking that these are there."""
    if info.page_count == 0:
        raise EmptyDocument(name=PurePath(question.document.path).name)
    for page in question.pages:
        if not 0 <= page < info.page_count:
            raise NoSuchPage(page=page + 1, count=info.page_count)
    pages = tuple(dict.fromkeys(question.pages)) or tuple(range(info.page_count))
    if question.region is None:
        return replace(question, pages=pages)
    if len(pages) != 1 + len(question.continued):
        raise UsageError(reason=tr("A region belongs to one page; say which."))
    continued = tuple(rect.clamped() for rect in question.continued)
    return replace(question, pages=pages, region=question.region.clamped(), continued=continued)


class _Watch:
    """Sees every event pass: measures the time and remembers the text in case of a stop."""

    def __init__(self, emit: Callable[[AnswerEvent], None]) -> None:
        self.text = ""
        self._emit = emit
        self._started = time.perf_counter()
        self._open = 0.0
        self._first_text = 0.0

    def emit(self, event: AnswerEvent) -> None:
        if isinstance(event, TextDelta):
            self._first_text = self._first_text or self._elapsed()
            self.text = event.text if event.replace else self.text + event.text
        self._emit(event)

    def opened(self) -> None:
        self._open = self._elapsed()

    def timings(self) -> Timings:
        return Timings(self._open, self._first_text, self._elapsed())

    def _elapsed(self) -> float:
        return time.perf_counter() - self._started
