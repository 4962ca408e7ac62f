"""The answer desk: questions go in from any thread, one long-lived thread answers them one by one.

The model lives on that thread from loading to unloading, as CUDA graphs and caches want it. Every question ends in
exactly one `Answer`, whatever happens; nothing that was asked or said is lost.
"""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, Protocol, TypeAlias

from quizglass.answering.ask import ask, look_ahead
from quizglass.answering.current_engine import CurrentEngine
from quizglass.answering.keeping import AnswerKeeper, LibrarySource
from quizglass.answering.looking_ahead import LookingAhead
from quizglass.answering.pacing import PacedEvents
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import Answer, AnswerEvent, Outcome, Question
from quizglass.cancellation import CancelToken
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, Cancelled, DeviceError, trace_without_text
from quizglass.models import devices
from quizglass.models.engine import Engine, EngineInfo
from quizglass.settings import Settings

log = logging.getLogger(__name__)

OnEvent: TypeAlias = Callable[[AnswerEvent], None]
OnDone: TypeAlias = Callable[[Answer], None]


@dataclass(eq=False, slots=True)
class Ticket:
    """A question that was handed in. ``error`` is set before ``on_done`` when the answer failed.

    Some wait for a look that was begun before them: it ends with them.
    """

    question_id: str
    error: AppError | None = None
    _token: CancelToken = field(default_factory=CancelToken)
    _awaited: CancelToken | None = None

    def cancel(self) -> None:
        """Stop it, whether it waits or runs. It ends with outcome STOPPED and what had come."""
        self._token.cancel()
        if self._awaited is not None:
            self._awaited.cancel()


class LongWork(Protocol):
    """What uses the model for hours, and stands back when a question comes."""

    def slice(self, engine: Callable[[str, CancelToken], Engine], pages: DocumentPages) -> bool:
        """Work for a few seconds on the model's thread; whether there is more. ``engine`` loads the model of that id.

        It raises nothing.
        """

    def give_way(self) -> None:
        """End the slice soon: a question waits. On any thread."""

    def halt(self) -> None:
        """End the slice at once: the desk closes. On any thread."""


class AnswerDesk:
    """Callbacks come on the model thread; they must be quick and must not wait for the desk.

    Args:
        documents: where pages come from.
        library: where questions and answers are kept: open, a function that opens it, or None.
        settings: the model, its precision and device.
        on_library_error: told when something could not be kept; answering goes on.
    """

    def __init__(
        self,
        documents: DocumentService,
        library: LibrarySource,
        settings: Settings,
        *,
        on_library_error: Callable[[AppError], None] = lambda _: None,
        engine: CurrentEngine | None = None,
    ) -> None:
        self._settings = settings
        self._keeper = AnswerKeeper(documents, library, on_library_error)
        # The keeper opens the library with the first question, before that is answered.
        self._pages = DocumentPages(documents, lambda: self._keeper.library)
        self._engine = engine or CurrentEngine()
        self._ahead = LookingAhead()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="model")
        self._tickets: set[Ticket] = set()
        self._slicing: LongWork | None = None
        self._lock = threading.Lock()
        self._closed = False

    @property
    def engine_info(self) -> EngineInfo | None:
        """What is loaded now, None when nothing is."""
        return self._engine.info

    def use_model(
        self,
        model: str,
        *,
        settings: Settings | None = None,
        on_event: OnEvent = lambda _: None,
        on_done: Callable[[EngineInfo | AppError], None] = lambda _: None,
    ) -> Ticket:
        """Load ``model`` once the questions before it are answered, with new ``settings`` where they are given.

        ``on_done`` gets what was loaded, or why it was not (`Cancelled` after a stop).
        """
        if settings is not None:
            self._settings = settings
        self._ahead.stop()
        ticket = Ticket(uuid.uuid4().hex)
        self._submit(ticket, self._load, ticket, model, on_event, on_done)
        return ticket

    def ask(
        self,
        question: Question,
        *,
        on_event: OnEvent,
        on_done: OnDone,
        document_hash: str | None = None,
        keep: bool = True,
    ) -> Ticket:
        """Hand in a question; the answer comes to ``on_done``, always and once.

        ``document_hash`` saves hashing the file when the caller knows it. ``keep`` off is for trials, which the library
        need not remember.
        """
        ticket = Ticket(uuid.uuid4().hex, _awaited=self._ahead.await_for(question))
        kept = self._keeper.begin(ticket.question_id, question, document_hash) if keep else None
        self._submit(ticket, self._answer, ticket, question, kept, on_event, on_done)
        return ticket

    def work(self, work: LongWork) -> None:
        """Have ``work`` done slice by slice until it has no more; questions go first."""
        with self._lock:
            if self._closed:
                return
            future = self._thread.submit(self._slice, work)
        future.add_done_callback(lambda future: self._ended(Ticket(""), future))

    def look_ahead(self, question: Question) -> None:
        """Have the model that is loaded look at what ``question`` will be asked of, before its text is known.

        Nothing is told of it, no model is loaded and no picture read. The next look ahead ends it, and any question
        but one of the same, which takes it over.
        """
        cancel = self._ahead.begin(question)
        if cancel is not None:
            self._submit(Ticket("", _token=cancel), self._look_ahead, question, cancel)

    def stop_looking_ahead(self) -> None:
        """What is looked at now is not expected to be asked of any more."""
        self._ahead.stop()

    def forget(self, path: str | None = None) -> None:
        """Let go what was seen of the document at ``path``, or of all, after the questions that wait."""
        self._ahead.stop()
        self._submit(Ticket(""), self._engine.glimpses.forget, path)

    def unload(self, on_freed: Callable[[int], None] = lambda _: None) -> None:
        """Free the model's memory after the questions that wait. The next question loads it again.

        ``on_freed`` is told how many bytes of its device are free that were not, as measured.
        """
        self._ahead.stop()
        self._submit(Ticket(""), self._unload, on_freed)

    def close(self) -> None:
        """Stop everything, keep what had come, unload the model. Waits for that. Can be called twice."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            for ticket in self._tickets:
                ticket.cancel()
            if self._slicing is not None:
                self._slicing.halt()
        self._thread.submit(self._engine.unload)
        self._thread.shutdown(wait=True)
        self._keeper.close()

    # On the model thread --------------------------------------------------------------------------------------------

    def _answer(
        self, ticket: Ticket, question: Question, kept: Future[None] | None, on_event: OnEvent, on_done: OnDone
    ) -> None:
        if kept is not None:
            kept.result()  # the question is on the disk before anything can go wrong
        checkpoint = partial(self._keeper.checkpoint, ticket.question_id) if kept is not None else _forget
        paced = PacedEvents(on_event, checkpoint)
        try:
            ticket._token.raise_if_cancelled()
            engine = self._engine.get(question.model, self._settings, paced.add, ticket._token)
            glimpses = self._engine.glimpses
            answer = ask(question, engine, self._pages, emit=paced.add, cancel=ticket._token, glimpses=glimpses)
        except Cancelled:
            answer = Answer(paced.text or None, Outcome.STOPPED, model=question.model)
        except AppError as error:
            answer = self._failed(ticket, question, paced, error)
        except Exception as error:  # noqa: BLE001 - a fault in one answer must not end the next
            log.error("a question failed\n%s", trace_without_text(error))  # noqa: TRY400 - messages may quote a page
            answer = self._failed(ticket, question, paced, AppError())
        paced.flush()
        if kept is not None:
            self._keeper.finish(ticket.question_id, answer)
        on_done(answer)

    def _failed(self, ticket: Ticket, question: Question, paced: PacedEvents, error: AppError) -> Answer:
        ticket.error = error
        if isinstance(error, DeviceError):  # out of memory, or a card that has lost what was on it
            self._engine.glimpses.clear()
        return Answer(paced.text or None, Outcome.FAILED, model=question.model, error=error.code)

    def _slice(self, work: LongWork) -> None:
        with self._lock:
            if self._closed:
                return
            self._slicing = work
        try:
            goes_on = work.slice(self._engine_of, self._pages)
        finally:
            with self._lock:
                self._slicing = None
        if goes_on:
            self.work(work)

    def _engine_of(self, model: str, cancel: CancelToken) -> Engine:
        return self._engine.get(model, self._settings, lambda _: None, cancel)

    def _look_ahead(self, question: Question, cancel: CancelToken) -> None:
        engine = self._engine.loaded(question.model, self._settings)
        try:
            if engine is not None and not cancel.cancelled:
                look_ahead(question, engine, self._pages, self._engine.glimpses, cancel)
        except DeviceError:
            self._engine.glimpses.clear()
        except AppError as error:  # the question will meet it too, and tell
            log.debug("not looked at ahead: %s", error.code)
        finally:
            self._ahead.ended(cancel)

    def _load(
        self,
        ticket: Ticket,
        model: str,
        on_event: OnEvent,
        on_done: Callable[[EngineInfo | AppError], None],
    ) -> None:
        outcome: EngineInfo | AppError
        try:
            ticket._token.raise_if_cancelled()
            outcome = self._engine.get(model, self._settings, on_event, ticket._token).info
        except AppError as error:
            outcome = error
        except Exception as error:  # noqa: BLE001 - whoever waits for the model must hear of any end
            log.error("a model failed to load\n%s", trace_without_text(error))  # noqa: TRY400 - as for questions
            outcome = AppError()
        on_done(outcome)

    def _unload(self, on_freed: Callable[[int], None]) -> None:
        info = self._engine.info
        kind: Literal["cuda", "cpu"] = "cpu" if info is None or info.device == "CPU" else "cuda"
        before = devices.taken_bytes(kind)
        self._engine.unload()
        on_freed(max(0, before - devices.taken_bytes(kind)) if info is not None else 0)

    def _submit(self, ticket: Ticket, work: Callable[..., None], *values: object) -> None:
        """Behind what was submitted before; a slice of long work ends for it."""
        with self._lock:
            self._tickets.add(ticket)
            if self._slicing is not None:
                self._slicing.give_way()
        self._thread.submit(work, *values).add_done_callback(lambda future: self._ended(ticket, future))

    def _ended(self, ticket: Ticket, future: Future[None]) -> None:
        with self._lock:
            self._tickets.discard(ticket)
        error = future.exception()
        if error is not None:
            log.error("the answer desk failed\n%s", trace_without_text(error))


def _forget(_: str) -> None:
    """Keep nothing of a trial."""
