"""Carries a plan out: file by file, page by page, every answer kept before the next is asked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice, product
from types import MappingProxyType

from quizglass.answering.one_page import PageAnswer, PageAsker, picture_size
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import AnswerEvent, Outcome, Question
from quizglass.batch.in_flight import SLICE, ask_in_flight
from quizglass.batch.journal import Journal, KnownFile
from quizglass.batch.look_once import LookOnce
from quizglass.batch.plan import Plan, PlannedQuestion
from quizglass.batch.row import Row, Status
from quizglass.batch.run import Tally
from quizglass.batch.together import AT_ONCE, Asked, ask_together
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, Cancelled, DeviceError, EngineKeepsFailing, ModelError, WorkerDied
from quizglass.geometry import WHOLE_PAGE
from quizglass.i18n import tr, trn
from quizglass.models.engine import AnswersInFlight, AnswersTogether, Engine, EngineKind
from quizglass.pages import DocumentInfo, DocumentSource

_PAUSES_S = (0.5, 2.0)
"""Before what may go well the next time is tried again."""
_ENGINE_FAILURES = 3
_STATUS = {
    Outcome.FOUND: Status.DONE,
    Outcome.NOT_FOUND: Status.NOT_FOUND,
    Outcome.NO_TEXT: Status.NOT_FOUND,
    Outcome.BLANK_PAGE: Status.BLANK,
}
_COUNTERS = {Status.DONE: "found", Status.NOT_FOUND: "not_found", Status.BLANK: "blank"}
"""Of `Tally`."""


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
        self._engine_now, self._passwords = engine, passwords
        self._engine: LookOnce | None = None
        self._tell, self._emit, self._kept, self._cancel = tell, emit, kept, cancel
        self._slice = CancelToken()
        self._engine_failures = 0
        self._tally = Tally("", 0, 0, files=len(plan.files))

    def run(self) -> Tally:
        """Do what is not done yet.

        Raises:
            Cancelled: stopped; what was answered is kept.
            EngineKeepsFailing: the engine itself failed some times in a row; the run can go on later.
            JournalUnavailable: answers cannot be kept any more.
        """
        for _ in self.slices():
            pass
        return self._tally

    def slices(self) -> Iterator[None]:
        """The run in slices of a few pages: others may use the engine between them. Raises what `run` does."""
        for path in self._plan.files:
            self._tally = replace(self._tally, file=path)
            opened = self._open(path)
            if opened is not None:
                yield from self._ask_file(path, *opened)
            self._tally = replace(self._tally, files_done=self._tally.files_done + 1, file_share=0.0)
            self._tell(self._tally)
        self._journal.end()

    def give_way(self) -> None:
        """End the slice that is worked on; what it had not answered is asked in the next."""
        self._slice.cancel()

    def _open(self, path: str) -> tuple[DocumentInfo, str] | None:
        """The document and the hash of its content; None when there is nothing to ask of it, which is noted."""
        source = self._source(path)
        try:
            info = self._pages.open(source, self._cancel)
            digest = self._pages.document_hash(source, self._cancel)
        except Cancelled:
            raise
        except AppError as error:
            self._know(path, KnownFile(None, 0, str(error)))
            self._count(1, failed=1)
            return None
        count = len(info.sizes)
        self._tally = replace(self._tally, absent=self._tally.absent + self._plan.absent_of(count))
        if not self._plan.pages_of(count):
            words = trn(
                "It has {count} page, which was not chosen.", "It has {count} pages, and none was chosen.", count
            )
            self._know(path, KnownFile(digest, count, words.format(count=count)))
            return None
        self._know(path, KnownFile(digest, count))
        return info, digest

    def _know(self, path: str, known: KnownFile) -> None:
        """Note the file. One that is new may have answers already: those of its twin, or why there are none."""
        if self._journal.know_file(path, known):
            for row in self._journal.rows(replace(self._plan, files=(path,))):
                if row.status is not Status.QUEUED:
                    self._kept(row)

    def _source(self, path: str) -> DocumentSource:
        return DocumentSource(path, self._passwords.get(path))

    def _ask_file(self, path: str, info: DocumentInfo, digest: str) -> Iterator[None]:
        chosen = self._plan.pages_of(len(info.sizes))
        self._tally = replace(self._tally, total=self._tally.total + len(chosen))
        wanted = [page for page in chosen if self._note_answered(digest, page)]
        self._count(len(chosen) - len(wanted), of_file=len(chosen))
        waiting = self._pages.in_turn(self._source(path), wanted, self._cancel, with_pictures=self._reads_ahead)
        begun = 0
        while group := list(islice(waiting, self._pages_at_once)):
            failed: set[int] = set()
            begun += len(group)
            if not isinstance(self._looking().engine, AnswersInFlight):
                self._draw_ahead(self._source(path), info, wanted[begun : begun + len(group)])
            while not self._is_asked(path, info, digest, group, failed):
                yield  # gave way
            self._count(len(group), failed=len(failed), of_file=len(chosen))
            yield

    def _is_asked(self, path: str, info: DocumentInfo, digest: str, group: list[int], failed: set[int]) -> bool:
        """Ask what is not answered of the pages; False when it gave way before the end."""
        self._slice = CancelToken()
        with self._cancel.watched(self._slice.cancel):
            try:
                self._ask_pages(self._source(path), info, digest, group, failed)
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
    def _reads_ahead(self) -> bool:
        """Whether the words of pictures are read while pages are answered.

        Who sees needs them only for the place of an answer: then it pays where the model leaves the processor alone.
        """
        engine = self._looking().info
        return engine.kind is not EngineKind.VISION or engine.device != "CPU"

    def _draw_ahead(self, source: DocumentSource, info: DocumentInfo, pages: list[int]) -> None:
        """Have the pictures of ``pages`` drawn, which are asked next."""
        for page, region in product(pages, {question.region or WHOLE_PAGE for question in self._plan.questions}):
            pixels = picture_size(self._looking(), region, info.sizes[page])
            if pixels is not None:
                self._pages.picture_ahead(source, page, region, pixels)

    def _looking(self) -> LookOnce:
        """The engine as it is now."""
        engine = self._engine_now()
        if self._engine is None or self._engine.engine is not engine:
            self._engine = LookOnce(engine)
        return self._engine

    def _ask_pages(
        self, source: DocumentSource, info: DocumentInfo, digest: str, group: list[int], failed: set[int]
    ) -> None:
        """Ask the questions of each page; pages that failed are added to ``failed``."""
        engine = self._looking()

        def keep(asked: Asked, row: Row) -> None:
            self._journal.record(digest, self._plan.key(asked.question), row)
            self._note(row.status)
            self._kept(row)
            if row.status is Status.FAILED:
                failed.add(row.page)

        asked = [
            Asked(question, page, info.sizes[page], self._asker(engine, source, page, question))
            for page in group
            for question in self._unanswered(digest, page)
        ]

        def told(one: Asked, answer: PageAnswer, seconds: float) -> None:
            self._engine_failures = 0
            keep(one, _filled(replace(self._new_row(engine, source, one), seconds=seconds), answer))

        def failed_alone(one: Asked, error: AppError, seconds: float) -> None:
            self._note_failure(error)
            keep(one, replace(self._new_row(engine, source, one), error=str(error), seconds=seconds))

        if isinstance(engine.engine, AnswersInFlight):
            asked = ask_in_flight(engine, engine.engine, asked, told=told, failed=failed_alone, cancel=self._slice)
        elif isinstance(engine.engine, AnswersTogether) and len(asked) > 1:
            asked = ask_together(engine, engine.engine, asked, told=told, cancel=self._slice)
        for one in asked:
            keep(one, self._row(engine, source, one))
        engine.forget()

    def _unanswered(self, digest: str, page: int) -> list[PlannedQuestion]:
        known = self._journal.answered(digest, page)
        return [question for question in self._plan.questions if self._plan.key(question) not in known]

    def _note_answered(self, digest: str, page: int) -> bool:
        """Count what was answered before; whether something was not."""
        known = self._journal.answered(digest, page)
        keys = [self._plan.key(question) for question in self._plan.questions]
        for key in keys:
            if key in known:
                self._note(known[key])
        return any(key not in known for key in keys)

    def _note(self, status: Status) -> None:
        """Count an answer. Its page is counted when all of them are there."""
        counter = _COUNTERS.get(status)
        if counter is not None:
            self._tally = replace(self._tally, **{counter: getattr(self._tally, counter) + 1})

    def _count(self, pages: int, *, failed: int = 0, of_file: int = 0) -> None:
        """Tell of pages that are done; those of a file that could not be opened were not known of before."""
        tally = self._tally
        self._tally = replace(
            tally,
            done=tally.done + pages,
            total=tally.total + (0 if of_file else pages),
            failed=tally.failed + failed,
            file_share=tally.file_share + (pages / of_file if of_file else 0.0),
        )
        self._tell(self._tally)

    def _asker(self, engine: LookOnce, source: DocumentSource, page: int, question: PlannedQuestion) -> PageAsker:
        plan = self._plan
        asked = Question(question.text, source, (page,), question.region, plan.model, plan.language)
        return PageAsker(asked, engine, self._pages, self._emit, self._slice)

    def _new_row(self, engine: LookOnce, source: DocumentSource, one: Asked) -> Row:
        asked, model = one.question, engine.info.id
        return Row(source.path, one.page + 1, asked.region, asked.text, "", Status.FAILED, model=model)

    def _row(self, engine: LookOnce, source: DocumentSource, one: Asked) -> Row:
        """One question asked alone."""
        row = self._new_row(engine, source, one)
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
