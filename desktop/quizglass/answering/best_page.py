"""Asking many pages: the likeliest ones by their words are asked, and the best answer stays."""

from __future__ import annotations

from collections.abc import Callable

from quizglass.answering.one_page import PageAnswer, PageAsker
from quizglass.answering.page_reader import PageReader
from quizglass.answering.surroundings import question_stems
from quizglass.answers import AnswerEvent, Outcome, PageDone, PageFailed, Progress, Question, TextDelta
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, Cancelled
from quizglass.models.engine import Engine, EngineKind
from quizglass.pages import DocumentInfo, PageText

_ASKED_BY_WORDS = 6
_ASKED_BY_PICTURE = 8


def ask_pages(
    question: Question,
    info: DocumentInfo,
    engine: Engine,
    documents: PageReader,
    emit: Callable[[AnswerEvent], None],
    cancel: CancelToken,
) -> PageAnswer:
    """The best answer of the question's pages.

    A page that cannot be read is told as `PageFailed` and left out.

    Raises:
        AppError: no page at all could be read; the first page's error.
        Cancelled: stopped while reading.
    """
    texts = _read(question, documents, emit, cancel)
    sees = engine.info.kind is EngineKind.VISION
    candidates = _likeliest(question.text, texts, sees=sees)
    show = _LastAnswer(emit, streams=sees)
    asker = PageAsker(question, engine, documents, show.event, cancel)
    best: PageAnswer | None = None
    for page in candidates:
        show.next_page()
        answer = asker.ask(page, info.sizes[page], texts[page])
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
    return PageAnswer(-1, _nothing_found(texts, sees=sees))


def _read(
    question: Question,
    documents: PageReader,
    emit: Callable[[AnswerEvent], None],
    cancel: CancelToken,
) -> dict[int, PageText]:
    texts: dict[int, PageText] = {}
    first_error: AppError | None = None
    for done, (page, text) in enumerate(documents.words_of_many(question.document, question.pages, cancel)):
        emit(Progress("reading", done, len(question.pages), page))
        if isinstance(text, Cancelled):
            raise text
        if isinstance(text, AppError):
            first_error = first_error or text
            emit(PageFailed(page, text.code))
        else:
            texts[page] = text
    if not texts and first_error is not None:
        raise first_error
    return texts


def _likeliest(question: str, texts: dict[int, PageText], *, sees: bool) -> list[int]:
    asked = question_stems(question)
    shared = {page: len(asked & question_stems(" ".join(w.text for w in text.words))) for page, text in texts.items()}
    return sorted(texts, key=lambda page: -shared[page])[: _ASKED_BY_PICTURE if sees else _ASKED_BY_WORDS]


def _nothing_found(texts: dict[int, PageText], *, sees: bool) -> Outcome:
    if not any(text.has_ink for text in texts.values()):
        return Outcome.BLANK_PAGE
    if not sees and not any(text.words for text in texts.values()):
        return Outcome.NO_TEXT
    return Outcome.NOT_FOUND


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
