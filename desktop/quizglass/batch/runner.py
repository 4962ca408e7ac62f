"""Carries a plan out: file by file, page by page, every answer kept before the next is asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

from quizglass.answering.one_page import PageAnswer, PageAsker
from quizglass.answering.page_reader import DocumentPages
from quizglass.answers import AnswerEvent, Outcome, Question
from quizglass.batch.journal import Journal, KnownFile
from quizglass.batch.look_once import LookOnce
from quizglass.batch.plan import Plan
from quizglass.batch.row import Row, Status
from quizglass.batch.together import AT_ONCE, Asked, ask_together
from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, Cancelled, DeviceError, EngineKeepsFailing, ModelError, WorkerDied
from quizglass.i18n import tr
from quizglass.models.engine import AnswersTogether, Engine
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


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a run is: pages done and known of, with those that failed among them; ``file`` is worked on."""

    file: str
    done: int
    total: int
    failed: int = 0


class Runner:
    """For one thread. ``emit`` is told of the answer in the making, ``tell`` of every page."""

    def __init__(
        self,
        plan: Plan,
        journal: Journal,
        pages: DocumentPages,
        engine: Engine,
        *,
        tell: Callable[[Tally], None],
        emit: Callable[[AnswerEvent], None],
        cancel: CancelToken,
    ) -> None:
        self._plan, self._journal, self._pages = plan, journal, pages
        self._engine = LookOnce(engine)
        self._together = engine if isinstance(engine, AnswersTogether) else None
        self._tell, self._emit, self._cancel = tell, emit, cancel
        self._engine_failures = 0
        self._tally = Tally("", 0, 0)

    def run(self) -> Tally:
        """Do what is not done yet.

        Raises:
            Cancelled: stopped; what was answered is kept.
            EngineKeepsFailing: the engine itself failed some times in a row; the run can go on later.
            JournalUnavailable: answers cannot be kept any more.
        """
        for path in self._plan.files:
            self._tally = replace(self._tally, file=path)
            opened = self._open(path)
            if opened is not None:
                self._ask_file(path, *opened)
        self._journal.end()
        return self._tally

    def _open(self, path: str) -> tuple[DocumentInfo, str] | None:
        """The document and the hash of its content; None when it cannot be opened, which is noted."""
        source = DocumentSource(path)
        try:
            info = self._pages.open(source, self._cancel)
            digest = self._pages.document_hash(source, self._cancel)
        except Cancelled:
            raise
        except AppError as error:
            self._journal.know_file(path, KnownFile(None, 0, str(error)))
            self._count(1, failed=1)
            return None
        self._journal.know_file(path, KnownFile(digest, len(info.sizes)))
        return info, digest

    def _ask_file(self, path: str, info: DocumentInfo, digest: str) -> None:
        chosen = self._plan.pages_of(len(info.sizes))
        self._tally = replace(self._tally, total=self._tally.total + len(chosen))
        wanted = {page: self._unanswered(digest, page) for page in chosen}
        self._count(sum(not questions for questions in wanted.values()), known=True)
        source = DocumentSource(path)
        waiting = self._pages.in_turn(source, [page for page in chosen if wanted[page]], self._cancel)
        while group := list(islice(waiting, self._pages_at_once)):
            failed = self._ask_pages(source, info, digest, {page: wanted[page] for page in group})
            self._count(len(group), failed=failed, known=True)

    @property
    def _pages_at_once(self) -> int:
        return max(1, AT_ONCE // len(self._plan.questions)) if self._together else 1

    def _ask_pages(self, source: DocumentSource, info: DocumentInfo, digest: str, wanted: dict[int, list[str]]) -> int:
        """Ask the questions of each page; how many of the pages failed."""
        failed: set[int] = set()

        def keep(row: Row) -> None:
            self._journal.record(digest, self._plan.key(row.question), row)
            if row.status is Status.FAILED:
                failed.add(row.page)

        asked = [
            Asked(question, page, info.sizes[page], self._asker(source, page, question))
            for page, questions in wanted.items()
            for question in questions
        ]
        if self._together and len(asked) > 1:

            def told(one: Asked, answer: PageAnswer, seconds: float) -> None:
                keep(_filled(replace(self._new_row(source, one), seconds=seconds), answer))

            asked = ask_together(self._engine, self._together, asked, told=told, cancel=self._cancel)
        for one in asked:
            keep(self._row(source, one))
        self._engine.forget()
        return len(failed)

    def _unanswered(self, digest: str, page: int) -> list[str]:
        known = self._journal.answered(digest, page)
        return [question for question in self._plan.questions if self._plan.key(question) not in known]

    def _count(self, pages: int, *, failed: int = 0, known: bool = False) -> None:
        tally = self._tally
        total = tally.total if known else tally.total + pages
        self._tally = replace(tally, done=tally.done + pages, total=total, failed=tally.failed + failed)
        self._tell(self._tally)

    def _asker(self, source: DocumentSource, page: int, question: str) -> PageAsker:
        plan = self._plan
        asked = Question(question, source, (page,), plan.region, plan.model, plan.language)
        return PageAsker(asked, self._engine, self._pages, self._emit, self._cancel)

    def _new_row(self, source: DocumentSource, one: Asked) -> Row:
        model = self._engine.info.id
        return Row(source.path, one.page + 1, self._plan.region, one.question, "", Status.FAILED, model=model)

    def _row(self, source: DocumentSource, one: Asked) -> Row:
        """One question asked alone."""
        row = self._new_row(source, one)
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
                self._cancel.wait(pause)
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
        confidence=answer.confidence,
        error=error,
    )
