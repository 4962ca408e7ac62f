"""Carries a plan out: file by file, page by page, every answer kept before the next is asked."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from types import MappingProxyType

from quizglass.answering.one_page import PageAnswer, PageAsker, picture_size
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import AnswerEvent, Outcome, Question
from quizglass.batch.in_flight import SLICE, ask_in_flight
from quizglass.batch.journal import Journal
from quizglass.batch.look_once import LookOnce
from quizglass.batch.pages_to_ask import PagesToAsk, PageToAsk
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.progress import Progress
from quizglass.batch.row import Row, Status
from quizglass.batch.run import Tally
from quizglass.batch.together import AT_ONCE, Asked, ask_together
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, Cancelled, DeviceError, EngineKeepsFailing, ModelError, WorkerDied
from quizglass.geometry import WHOLE_PAGE
from quizglass.i18n import tr
from quizglass.models.engine import AnswersInFlight, AnswersTogether, Engine, EngineKind

_PAUSES_S = (0.5, 2.0)
"""Before what may go well the next time is tried again."""
_ENGINE_FAILURES = 3
_STATUS = {
    Outcome.FOUND: Status.DONE,
    Outcome.NOT_FOUND: Status.NOT_FOUND,
    Outcome.NO_TEXT: Status.NOT_FOUND,
    Outcome.BLANK_PAGE: Status.BLANK,
}


class _Slice:
    """Pages that are taken from ``waiting`` when they are needed."""

    def __init__(self, waiting: Iterator[PageToAsk]) -> None:
        self._waiting = waiting
        self.taken: list[PageToAsk] = []

    def pages(self) -> Iterator[PageToAsk]:
        """Those that were taken and are not done, then the others."""
        self.taken = [page for page in self.taken if page.open]
        yield from tuple(self.taken)
        for page in self._waiting:
            self.taken.append(page)
            yield page


class Runner:
    """For one thread, but for `give_way`.

    ``engine`` is asked for the engine before each slice: what it was may have been unloaded meanwhile. ``emit`` is told
    of the answer in the making, ``tell`` of every page, ``kept`` of every row. ``passwords`` go by path.
    """

    def __init__(
        self,
        plan: Plan,
        journal: Journal,
        pages: DocumentPages,
        engine: Callable[[], Engine],
        *,
        cancel: CancelToken,
        tell: Callable[[Tally], None] = lambda _: None,
        emit: Callable[[AnswerEvent], None] = lambda _: None,
        kept: Callable[[Row], None] = lambda _: None,
        passwords: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._plan, self._journal, self._pages = plan, journal, pages
        self._engine_now = engine
        self._engine: LookOnce | None = None
        self._emit, self._kept, self._cancel = emit, kept, cancel
        self._slice = CancelToken()
        self._engine_failures = 0
        self._progress = Progress(len(set(plan.files)), tell)
        self._to_ask = PagesToAsk(
            plan,
            journal,
            pages,
            self._progress,
            kept=kept,
            reads_ahead=lambda: reads_ahead(self._looking()),
            passwords=passwords,
            cancel=cancel,
        )

    def run(self) -> Tally:
        """Do what is not done yet.

        Raises:
            Cancelled: stopped; what was answered is kept.
            EngineKeepsFailing: the engine itself failed some times in a row; the run can go on later.
            JournalUnavailable: answers cannot be kept any more.
        """
        for _ in self.slices():
            pass
        return self._progress.tally

    def slices(self) -> Iterator[None]:
        """The run in slices of a few pages: others may use the engine between them. Raises what `run` does."""
        pages = self._made_ready()
        with contextlib.closing(self._to_ask):
            for first in pages:
                work = _Slice(chain([first], islice(pages, self._pages_at_once - 1)))
                while not self._is_asked(work):
                    yield  # gave way
                yield
        self._journal.end()

    def give_way(self) -> None:
        """End the slice that is worked on; what it had not answered is asked in the next."""
        self._slice.cancel()

    def _made_ready(self) -> Iterator[PageToAsk]:
        """The pages to ask; the pictures of the next few are drawn meanwhile."""
        waiting: deque[PageToAsk] = deque()
        for page in self._to_ask:
            waiting.append(page)
            most = self._pages_ahead
            if most:
                self._draw(page)
            while len(waiting) > most:
                yield waiting.popleft()
        yield from waiting

    def _is_asked(self, work: _Slice) -> bool:
        """Ask what has no row of the slice; False when it gave way before the end."""
        self._slice = CancelToken()
        with self._cancel.watched(self._slice.cancel):
            try:
                self._ask(work)
                while any(page.open for page in work.taken):  # the same page of a copy waited for the other
                    self._ask(work)
            except Cancelled:
                self._cancel.raise_if_cancelled()
                return False
        return True

    @property
    def _pages_at_once(self) -> int:
        engine = self._looking().engine
        if isinstance(engine, AnswersInFlight):
            return max(1, SLICE * engine.in_flight // len(self._plan.questions))
        return max(1, AT_ONCE // len(self._plan.questions)) if isinstance(engine, AnswersTogether) else 1

    @property
    def _pages_ahead(self) -> int:
        engine = self._looking()
        if isinstance(engine.engine, AnswersInFlight):
            return max(1, min(AT_ONCE, engine.engine.in_flight) // len(self._plan.questions))
        return self._pages_at_once if engine.info.kind is EngineKind.VISION else 0

    def _draw(self, page: PageToAsk) -> None:
        """Have the pictures of a page drawn that is asked soon."""
        for region in {question.region or WHOLE_PAGE for question in page.open.values()}:
            pixels = picture_size(self._looking(), region, page.size)
            if pixels is not None:
                self._pages.picture_ahead(page.source, page.number, region, pixels)

    def _looking(self) -> LookOnce:
        """The engine as it is now."""
        engine = self._engine_now()
        if self._engine is None or self._engine.engine is not engine:
            self._engine = LookOnce(engine)
        return self._engine

    def _ask(self, work: _Slice) -> None:
        """Ask what is open of the pages of the slice."""
        engine, cancel = self._looking(), self._slice
        asked: Iterable[Asked] = self._questions(engine, work)

        def told(one: Asked, answer: PageAnswer, seconds: float) -> None:
            self._engine_failures = 0
            self._keep(one, _filled(replace(self._new_row(engine, one), seconds=seconds), answer))

        def failed(one: Asked, error: AppError, seconds: float) -> None:
            self._note_failure(error)
            self._keep(one, replace(self._new_row(engine, one), error=str(error), seconds=seconds))

        if isinstance(engine.engine, AnswersInFlight):
            asked = ask_in_flight(engine, engine.engine, asked, told=told, failed=failed, cancel=cancel)
        elif isinstance(engine.engine, AnswersTogether):
            asked = list(asked)
            if len(asked) > 1:
                asked = ask_together(engine, engine.engine, asked, told=told, cancel=cancel)
        for one in asked:
            self._keep(one, self._row(engine, one))
        engine.forget()

    def _questions(self, engine: LookOnce, work: _Slice) -> Iterator[Asked]:
        """What is open, page by page; but of pages that are the same only the first."""
        seen: set[tuple[str, int]] = set()
        for page in work.pages():
            self._to_ask.note_twins(page)
            if not page.open:
                self._end(page)
            elif (page.digest, page.number) not in seen:
                seen.add((page.digest, page.number))
                for key, question in tuple(page.open.items()):
                    yield Asked(key, question, page, self._asker(engine, page, question))

    def _keep(self, asked: Asked, row: Row) -> None:
        page = asked.of
        self._journal.record(page.digest, asked.key, row)
        self._progress.note(row.status)
        self._kept(row)
        page.failed = page.failed or row.status is Status.FAILED
        del page.open[asked.key]
        if not page.open:
            self._end(page)

    def _end(self, page: PageToAsk) -> None:
        """All questions of the page have rows."""
        if self._progress.page_done(page.source.path, failed=page.failed):
            self._to_ask.end(page.source.path)

    def _asker(self, engine: LookOnce, page: PageToAsk, question: PlannedQuestion) -> PageAsker:
        plan = self._plan
        asked = Question(question.text, page.source, (page.number,), question.region, plan.model, plan.language)
        return PageAsker(asked, engine, self._pages, self._emit, self._slice)

    def _new_row(self, engine: LookOnce, one: Asked) -> Row:
        asked, model = one.question, engine.info.id
        return Row(one.of.source.path, one.page + 1, asked.region, asked.text, "", Status.FAILED, model=model)

    def _row(self, engine: LookOnce, one: Asked) -> Row:
        """One question asked alone."""
        row = self._new_row(engine, one)
        begun = time.monotonic()
        try:
            answer = self._asked(one)
        except Cancelled:
            raise
        except AppError as error:
            self._note_failure(error)
            return replace(row, error=str(error), seconds=time.monotonic() - begun)
        self._engine_failures = 0
        return _filled(replace(row, seconds=time.monotonic() - begun), answer)

    def _asked(self, one: Asked) -> PageAnswer:
        """The page's answer. A worker that died, by another page perhaps, is replaced: it is tried again."""
        for pause in (*_PAUSES_S, None):
            try:
                answer = one.asker.ask(one.page, one.size)
                if answer.outcome is Outcome.STOPPED:
                    raise Cancelled
                return answer
            except WorkerDied:
                if pause is None:
                    raise
                self._slice.wait(pause)
        raise AssertionError

    def _note_failure(self, error: AppError) -> None:
        if not isinstance(error, ModelError | DeviceError):
            return
        self._engine_failures += 1
        if self._engine_failures >= _ENGINE_FAILURES:
            raise EngineKeepsFailing(reason=error.describe().what) from error


def reads_ahead(engine: Engine) -> bool:
    """Whether the words of pictures are read while pages are answered.

    Who sees needs them only for the place of an answer: then it pays where the model leaves the processor alone.
    """
    return engine.info.kind is not EngineKind.VISION or engine.info.device != "CPU"


def _filled(row: Row, answer: PageAnswer) -> Row:
    error = tr("There is no readable text.") if answer.outcome is Outcome.NO_TEXT else ""
    found = answer.evidence
    return replace(
        row,
        status=_STATUS[answer.outcome],
        answer=(answer.text or "") if answer.outcome is Outcome.FOUND else "",
        evidence_text=found.text if found else "",
        evidence_boxes=found.boxes if found else (),
        model=answer.model or row.model,
        confidence=answer.confidence,
        error=error,
    )
