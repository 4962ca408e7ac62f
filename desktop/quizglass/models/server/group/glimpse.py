"""A view that is shown to whichever server has room."""

from __future__ import annotations

import copy
import threading

from quizglass.cancellation import CancelToken
from quizglass.models.engine import Held, View
from quizglass.models.server.glimpses import ServerGlimpse
from quizglass.models.server.group.member import Member


class GroupGlimpse:
    """``view``, made ready for a server when it is needed there. Any thread may use it."""

    def __init__(self, view: View) -> None:
        self.view = view
        self._ready: dict[str, ServerGlimpse] = {}
        self._lock = threading.Lock()
        self.answered: tuple[Member, ServerGlimpse] | None = None
        """Who answered last, and what was shown to it."""

    @property
    def held(self) -> Held:
        with self._lock:
            ready = tuple(self._ready.values())
        # They share the view.
        shown = sum(glimpse.held.memory - self.view.held_bytes for glimpse in ready)
        return Held(memory=self.view.held_bytes + shown)

    def of(self, member: Member, cancel: CancelToken) -> ServerGlimpse:
        """What ``member`` is shown: one's own for each question, for a server may have it made smaller."""
        with self._lock:
            if member.server.id not in self._ready:
                self._ready[member.server.id] = member.engine.look(self.view, cancel)
            return copy.copy(self._ready[member.server.id])
