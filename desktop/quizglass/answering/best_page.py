"""Asking many pages: the likeliest ones by their words are asked, and the best answer stays."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from quizglass.answering.glimpses import Glimpses
from quizglass.answering.one_page import PageAnswer, PageAsker
from quizglass.answering.page_reader import PageReader
from quizglass.answering.survey import Survey
from quizglass.answers import AnswerEvent, Outcome, PageDone, PageFailed, Progress, Question, TextDelta
from quizglass.cancellation import CancelToken
from quizglass.models.engine import Engine, EngineKind
from quizglass.pages import DocumentInfo

_ASKED_BY_WORDS = 6
_ASKED_BY_PICTURE = 8


def ask_pages(
    question: Question,
    info: DocumentInfo,
    engine: Engine,
    documents: PageReader,
    emit: Callable[[AnswerEvent], None],
    cancel: CancelToken,
    glimpses: Glimpses | None = None,
) -> PageAnswer:
    """The best answer of the question's pages.

    A page that cannot be read is told as `PageFailed` and left out.

    Raises:
        AppError: no page at all could be read; the first page's error.
        Cancelled: stopped while reading.
    """
    sees = engine.info.kind is EngineKind.VISION
    survey = _surveyed(question, documents, emit, cancel, sees=sees)
    show = _LastAnswer(emit, streams=sees)
    asker = PageAsker(question, engine, documents, show.event, cancel, glimpses)
    best: PageAnswer | None = None
    for page in _candidates(question, survey, sees=sees):
        show.next_page()
        answer = asker.ask(page, info.sizes[page])
        if answer.outcome is Outcome.STOPPED:
            return best or answer
        emit(PageDone(page, answer.outcome))
        if answer.outcome is Outcome.FOUND and (best is None or _confidence(answer) > _confidence(best)):
            best = answer
        if sees and best is not None:
            break
    if best is not None:
        show.settle(best.text or "")
        return best
    return PageAnswer(-1, _nothing_found(survey, sees=sees))


def _surveyed(
    question: Question,
    documents: PageReader,
    emit: Callable[[AnswerEvent], None],
    cancel: CancelToken,
    *,
    sees: bool,
) -> Survey:
    """What is known of the pages, their pictures read: but for one who sees, as long as all of them can be shown."""
    done = count(1)

    def on_page(page: int) -> None:
        emit(Progress("reading", next(done), len(question.pages), page))

    def on_picture(page: int, done: int, total: int) -> None:
        emit(Progress("recognizing-pages", done, total, page))

    survey = documents.survey(question.document, question.pages, cancel, on_page, None if sees else on_picture)
    if sees and len(survey.wordless) > _ASKED_BY_PICTURE:
        survey = documents.survey(question.document, question.pages, cancel, lambda _: None, on_picture)
    for page, error in survey.failed.items():
        emit(PageFailed(page, error.code))
    if len(survey.failed) == len(question.pages):
        raise survey.failed[question.pages[0]]
    return survey


def _candidates(question: Question, survey: Survey, *, sees: bool) -> list[int]:
    """The pages to ask, likeliest first. One who sees is asked of pages without words too."""
    likely, others = survey.likeliest(question.text)
    if sees:
        return [*likely, *survey.wordless, *others][:_ASKED_BY_PICTURE]
    return [*likely, *others][:_ASKED_BY_WORDS]


def _nothing_found(survey: Survey, *, sees: bool) -> Outcome:
    if not survey.worded and not survey.wordless:
        return Outcome.BLANK_PAGE
    return Outcome.NOT_FOUND if sees or survey.worded else Outcome.NO_TEXT


def _confidence(answer: PageAnswer) -> float:
    return 0.0 if answer.confidence is None else answer.confidence


class _LastAnswer:
    """Keeps what streams and what stays apart: the text of every page replaces that of the page before."""

    def __init__(self, emit: Callable[[AnswerEvent], None], *, streams: bool) -> None:
        self._emit = emit
        self._streams = streams
        self._shown = ""
        self._fresh = True

    def next_page(self) -> None:
        self._fresh = True

    def event(self, event: AnswerEvent) -> None:
        if not isinstance(event, TextDelta):
            self._emit(event)
        elif self._streams:  # a reader is so quick that its passing answers would only flicker
            replace, self._fresh = self._fresh and bool(self._shown), False
            self._shown = event.text if replace else self._shown + event.text
            self._emit(TextDelta(event.text, replace))

    def settle(self, text: str) -> None:
        if text != self._shown:
            self._emit(TextDelta(text, replace=bool(self._shown)))
