"""Counts what a run has done, while pages of several files may be under way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from quizglass.batch.row import Status
from quizglass.batch.run import Tally

_COUNTERS = {Status.DONE: "found", Status.NOT_FOUND: "not_found", Status.BLANK: "blank"}
"""Of `Tally`."""


class Progress:
    """For one thread. ``tell`` is told after every page and every file."""

    def __init__(self, files: int, tell: Callable[[Tally], None]) -> None:
        self.tally = Tally("", 0, 0, files=files)
        self._tell = tell
        self._left: dict[str, int] = {}
        """Pages to go of each file that is begun."""
        self._chosen: dict[str, int] = {}

    def begin(self, path: str, pages: int, absent: int) -> None:
        """A file was opened: so many of its pages are chosen, and so many chosen ones it does not have."""
        tally = self.tally
        self.tally = replace(tally, file=path, total=tally.total + pages, absent=tally.absent + absent)
        self._left[path] = self._chosen[path] = pages
        if not pages:
            self._end(path)

    def fail(self, path: str) -> None:
        """A file cannot be opened: it counts as a page that failed."""
        tally = self.tally
        self.tally = replace(tally, file=path, done=tally.done + 1, total=tally.total + 1, failed=tally.failed + 1)
        self._end(path)

    def note(self, status: Status) -> None:
        """Count an answer. Its page is counted when all of them are there."""
        counter = _COUNTERS.get(status)
        if counter is not None:
            self.tally = replace(self.tally, **{counter: getattr(self.tally, counter) + 1})

    def page_done(self, path: str, pages: int = 1, *, failed: bool = False) -> bool:
        """Count pages of a file; True when they were its last."""
        self._left[path] -= pages
        tally = self.tally
        self.tally = replace(tally, file=path, done=tally.done + pages, failed=tally.failed + failed)
        if not self._left[path]:
            self._end(path)
            return True
        self._share()
        return False

    def _end(self, path: str) -> None:
        self._left.pop(path, None)
        self.tally = replace(self.tally, files_done=self.tally.files_done + 1)
        self._share()

    def _share(self) -> None:
        share = sum(1.0 - left / self._chosen[path] for path, left in self._left.items() if left)
        self.tally = replace(self.tally, file_share=share)
        self._tell(self.tally)
