"""One server of a group: whether it answers, how fast, and how many questions it has."""

from __future__ import annotations

import time
from enum import StrEnum
from typing import Final

from quizglass.cancellation import CancelToken
from quizglass.errors import (
    AppError,
    PictureRefused,
    ServerBrokeOff,
    ServerOnlyThought,
    ServerRefused,
    ServerTooSlow,
    TextRefused,
)
from quizglass.models.server.engine import ServerEngine
from quizglass.models.server.patience import Patience
from quizglass.models.server.server import Server

_REFUSALS: Final = (PictureRefused, TextRefused, ServerRefused)
_WEIGHT: Final = 0.3
"""Of the newest answer in what an answer takes on average."""
_MOST_WRONGED: Final = 3
_DOUBTFUL: Final = 3
"""Refusals in a row: is it the questions or the server? Others are asked first."""


class Standing(StrEnum):
    """``JOINING`` is being reached, ``LEAVING`` was taken off the list and gets no more questions."""

    JOINING = "joining"
    READY = "ready"
    LOST = "lost"
    LEAVING = "leaving"


class Member:
    """``again`` says how long to wait before it is tried again. Only the thread that asks changes it."""

    def __init__(self, server: Server, key: str | None, patience: Patience, again: Patience) -> None:
        self.server = server
        self.engine = ServerEngine(server, key=key, patience=patience)
        self.standing = Standing.LOST
        self.error: AppError | None = None
        self.under_way = 0
        self.seconds = 0.0
        """What an answer takes; 0 when none has come yet."""
        self.again_at = 0.0
        self._again = again
        self._lost = 0
        self._wronged = 0
        self._refused = 0

    @property
    def is_doubtful(self) -> bool:
        return self._refused >= _DOUBTFUL

    @property
    def has_room(self) -> bool:
        return self.standing is Standing.READY and self.under_way < self.server.parallel

    @property
    def wait_s(self) -> float:
        """About how long a question would take that it is given now."""
        return self.seconds * (self.under_way + 1)

    def reach(self, cancel: CancelToken) -> AppError | None:
        """Connect anew and see whether it answers; why it does not. On any thread, while it has no question."""
        try:
            self.engine.unload()
            self.engine.load(lambda _: None, cancel)
        except AppError as error:
            return error
        return None

    def answered(self, seconds: float) -> None:
        self.seconds = seconds if not self.seconds else _WEIGHT * seconds + (1.0 - _WEIGHT) * self.seconds
        self._lost = self._wronged = self._refused = 0

    def refused(self) -> None:
        self._refused += 1

    def lose(self, error: AppError) -> None:
        """Give it nothing until a while has passed, a longer one each time."""
        self.standing, self.error = Standing.LOST, error
        self._lost += 1
        self.again_at = time.monotonic() + self._again.delay_s(self._lost)

    def wronged(self) -> bool:
        """Note that it refused what another answered; True when it does so again and again."""
        self._wronged += 1
        return self._wronged >= _MOST_WRONGED


def is_of_question(error: AppError) -> bool:
    """Whether an error tells of the question rather than of the server; another server may still take it."""
    return isinstance(error, (*_REFUSALS, ServerOnlyThought))


def may_go_elsewhere(error: AppError) -> bool:
    """Whether another server may answer what was refused. The same model thinks as long anywhere."""
    return isinstance(error, _REFUSALS)


def may_be_the_questions_fault(error: AppError) -> bool:
    """Whether a server may have been lost for what it was asked."""
    return isinstance(error, ServerBrokeOff | ServerTooSlow)
