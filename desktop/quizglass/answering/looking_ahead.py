"""The one look that is taken before anyone asks."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TypeAlias

from quizglass.answers import Question
from quizglass.cancellation import CancelToken
from quizglass.geometry import PageRect
from quizglass.pages import DocumentSource

_View: TypeAlias = tuple[DocumentSource, tuple[int, ...], PageRect | None, tuple[PageRect, ...], str]


@dataclass(slots=True)
class _Look:
    view: _View
    cancel: CancelToken = field(default_factory=CancelToken)
    is_awaited: bool = False


class LookingAhead:
    """At most one look is under way, and the next one ends it: unless a question waits for it. Safe from any thread."""

    def __init__(self) -> None:
        self._look: _Look | None = None
        self._lock = threading.Lock()

    def begin(self, question: Question) -> CancelToken | None:
        """The token of a new look at what ``question`` is asked of; None where that look is under way already."""
        with self._lock:
            if self._look is not None and self._look.view == _view_of(question):
                return None
            self._leave()
            self._look = _Look(_view_of(question))
            return self._look.cancel

    def await_for(self, question: Question) -> CancelToken | None:
        """Let ``question`` have the look that it needs, if that is under way: its token. Any other look ends."""
        with self._lock:
            look = self._look
            if look is not None and look.view == _view_of(question):
                look.is_awaited = True
                return look.cancel
            self._leave()
            return None

    def stop(self) -> None:
        """Nobody is expected to ask of it any more."""
        with self._lock:
            self._leave()

    def ended(self, cancel: CancelToken) -> None:
        """The look with this token is over."""
        with self._lock:
            if self._look is not None and self._look.cancel is cancel:
                self._look = None

    def _leave(self) -> None:
        look, self._look = self._look, None
        if look is not None and not look.is_awaited:
            look.cancel.cancel()


def _view_of(question: Question) -> _View:
    return question.document, question.pages, question.region, question.continued, question.model
