"""One at a time at one thing, while others work at other things."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Final

from quizglass.cancellation import CancelToken

_CANCEL_POLL_S: Final = 0.05


class Turns:
    """Safe to use from any thread."""

    def __init__(self) -> None:
        self._taken: set[Hashable] = set()
        self._changed = threading.Condition()

    @contextmanager
    def take(self, thing: Hashable, cancel: CancelToken) -> Iterator[None]:
        """Work at ``thing`` in the block, after whoever is at it now.

        Raises:
            Cancelled: stopped while waiting.
        """
        with self._changed:
            while thing in self._taken:
                cancel.raise_if_cancelled()
                self._changed.wait(_CANCEL_POLL_S)
            self._taken.add(thing)
        try:
            yield
        finally:
            with self._changed:
                self._taken.discard(thing)
                self._changed.notify_all()
