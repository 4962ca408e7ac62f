"""Slowing a stream of tokens down to what a window can draw and a disk can keep."""

from __future__ import annotations

import time
from collections.abc import Callable

from quizglass.answers import AnswerEvent, TextDelta

UPDATES_PER_S = 20
CHECKPOINTS_PER_S = 2


class PacedEvents:
    """Passes events on; pieces of text are joined to at most `UPDATES_PER_S`. For one thread.

    ``keep`` gets the whole text so far, at the first piece and then at most `CHECKPOINTS_PER_S` times.
    """

    def __init__(
        self,
        emit: Callable[[AnswerEvent], None],
        keep: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.text = ""
        self._emit = emit
        self._keep = keep
        self._clock = clock
        self._waiting: TextDelta | None = None
        self._next_update = self._next_checkpoint = clock()

    def add(self, event: AnswerEvent) -> None:
        if not isinstance(event, TextDelta):
            self.flush()
            self._emit(event)
            return
        self.text = event.text if event.replace else self.text + event.text
        waiting = self._waiting
        if waiting is not None and not event.replace:
            event = TextDelta(waiting.text + event.text, waiting.replace)
        self._waiting = event
        now = self._clock()
        if now >= self._next_update:
            self.flush()
            self._next_update = now + 1 / UPDATES_PER_S
        if now >= self._next_checkpoint:
            self._keep(self.text)
            self._next_checkpoint = now + 1 / CHECKPOINTS_PER_S

    def flush(self) -> None:
        """Pass on the text that waits for its turn."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._emit(waiting)
