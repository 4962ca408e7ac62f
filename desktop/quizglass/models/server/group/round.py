"""Questions given out to the servers of a group, as many at once as they take."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from typing import Final

from quizglass.cancellation import CancelToken
from quizglass.errors import AppError, Cancelled
from quizglass.models.engine import Ask, Glimpse, Reply
from quizglass.models.server.group.glimpse import GroupGlimpse
from quizglass.models.server.group.member import (
    Member,
    is_of_question,
    may_be_the_questions_fault,
    may_go_elsewhere,
)
from quizglass.models.server.group.roster import Roster

_LOOK_AROUND_S: Final = 0.2
_MOST_UNTOLD: Final = 3
"""Answers that wait to be told of: a stop loses them. Who cannot keep up with the servers asks them less."""
_MOST_BROKEN: Final = 3
"""Servers that may be lost over one question before it is taken to be what breaks them."""


@dataclass(slots=True)
class _Question:
    number: int
    glimpse: GroupGlimpse
    ask: Ask
    refused: dict[str, tuple[Member, AppError]] = field(default_factory=dict)
    broken: int = 0


@dataclass(frozen=True, slots=True)
class _Landed:
    """What came of a question. ``outcome`` may be any exception: it belongs to the thread that waits for it."""

    member: Member
    question: _Question
    outcome: Reply | Exception
    seconds: float


class Round:
    """One `AnswersInFlight.answer_each`."""

    def __init__(
        self,
        roster: Roster,
        asked: Iterator[tuple[Glimpse, Ask]],
        told: Callable[[int, Reply | AppError, float], None],
        cancel: CancelToken,
    ) -> None:
        self._roster, self._asked, self._told, self._cancel = roster, enumerate(asked), told, cancel
        self._again: deque[_Question] = deque()
        self._landed: SimpleQueue[_Landed | None] = SimpleQueue()
        self._replies: deque[tuple[_Landed, Reply]] = deque()
        """Not told of yet: that takes time, in which no server is to wait."""
        self._under_way = 0
        self._is_all_taken = False
        self._halt = CancelToken()

    def run(self) -> None:
        """See `AnswersInFlight.answer_each`."""
        self._roster.forget_silence()
        try:
            with self._cancel.watched(self._stop):
                self._send_all()
                while self._has_more():
                    self._take_landed()
                    self._cancel.raise_if_cancelled()
                    self._send_all()
                    if self._replies:
                        landed, reply = self._replies.popleft()
                        self._told(landed.question.number, reply, landed.seconds)
        finally:
            self._halt.cancel()
            while self._under_way:
                self._settle(self._landed.get())

    def _stop(self) -> None:
        self._halt.cancel()
        self._landed.put(None)

    def _has_more(self) -> bool:
        return not self._is_all_taken or bool(self._again or self._under_way or self._replies)

    def _send_all(self) -> None:
        """Give out what there is room for."""
        self._roster.look_around()
        self._send_again()
        while self._takes_more and (member := self._roster.best()):
            question = self._next()
            if question is not None:
                self._send(member, question)
        if not self._replies:
            self._roster.raise_if_all_lost()

    @property
    def _takes_more(self) -> bool:
        return not self._is_all_taken and len(self._replies) < _MOST_UNTOLD

    def _next(self) -> _Question | None:
        for number, (glimpse, ask) in self._asked:
            assert isinstance(glimpse, GroupGlimpse)
            return _Question(number, glimpse, ask)
        self._is_all_taken = True
        return None

    def _send_again(self) -> None:
        """Give what was refused or lost to others; what none of them takes has failed."""
        for _ in range(len(self._again)):
            question = self._again.popleft()
            ready = self._roster.ready
            if question.refused and ready and all(member.server.id in question.refused for member in ready):
                _, error = next(iter(question.refused.values()))
                self._told(question.number, error, 0.0)
            elif member := self._roster.best(question.refused):
                self._send(member, question)
            else:
                self._again.append(question)

    def _send(self, member: Member, question: _Question) -> None:
        self._roster.threads.submit(self._ask, member, question)
        member.under_way += 1
        self._under_way += 1

    def _ask(self, member: Member, question: _Question) -> None:
        """On a thread of its own."""
        begun = time.monotonic()
        outcome: Reply | Exception
        try:
            shown = question.glimpse.of(member, self._halt)
            outcome = member.engine.answer(shown, question.ask, on_text=lambda _: None, cancel=self._halt)
            question.glimpse.answered = member, shown
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            outcome = error
        self._landed.put(_Landed(member, question, outcome, time.monotonic() - begun))

    def _take_landed(self) -> None:
        """Take in what landed; wait a short time for the first when there is nothing else to do."""
        wait_s = 0.0 if self._replies else _LOOK_AROUND_S
        while True:
            try:
                landed = self._landed.get(timeout=wait_s) if wait_s else self._landed.get_nowait()
            except Empty:
                return
            wait_s = 0.0
            if landed is not None:
                self._settle(landed)
                self._sort_out(landed)

    def _settle(self, landed: _Landed | None) -> None:
        if landed is not None:
            landed.member.under_way -= 1
            self._under_way -= 1

    def _sort_out(self, landed: _Landed) -> None:
        member, question, outcome = landed.member, landed.question, landed.outcome
        if isinstance(outcome, Reply) and not outcome.stopped:
            self._roster.answered(member, landed.seconds)
            self._blame(question)
            self._replies.append((landed, replace(outcome, model=member.server.id)))
        elif isinstance(outcome, Reply | Cancelled):  # stopped; or its server was let go of, and another is asked
            self._again.append(question)
        elif not isinstance(outcome, AppError):
            raise outcome
        elif is_of_question(outcome):
            self._refused(landed, outcome)
        else:
            self._lost(landed, outcome)

    def _refused(self, landed: _Landed, error: AppError) -> None:
        self._roster.spoke(landed.member)
        landed.member.refused()
        if not may_go_elsewhere(error):
            self._told(landed.question.number, error, landed.seconds)
            return
        landed.question.refused[landed.member.server.id] = landed.member, error
        self._again.append(landed.question)

    def _lost(self, landed: _Landed, error: AppError) -> None:
        self._roster.lose(landed.member, error)
        landed.question.broken += may_be_the_questions_fault(error)
        if landed.question.broken >= _MOST_BROKEN:
            self._told(landed.question.number, error, landed.seconds)
        else:
            self._again.append(landed.question)

    def _blame(self, question: _Question) -> None:
        """A server that refuses again and again what others answer is out of order."""
        for member, error in question.refused.values():
            if member.wronged():
                self._roster.lose(member, error)
