"""The rows on their way into a file: counted, told of, and stopped when the user says so."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from quizglass.batch.row import Row
from quizglass.cancellation import CancelToken
from quizglass.errors import FileNotWritable

_TELL_EVERY_S: Final = 0.05


class RowFeed:
    """To be gone through once. ``count`` and ``found`` are of the rows that were given out so far.

    ``told_by_hand``: the format takes long after it has all rows, and tells of its progress with `tell`.
    """

    def __init__(self, rows: Iterable[Row], out: Path, progress: Callable[[int], None], cancel: CancelToken) -> None:
        self._rows, self._out, self._progress, self._cancel = rows, out, progress, cancel
        self._told_at = time.monotonic()
        self._files: set[str] = set()
        self.count = 0
        self.found = 0
        self.told_by_hand = False

    def __iter__(self) -> Iterator[Row]:
        """Give out the rows.

        Raises:
            Cancelled: the user stopped it.
            FileNotWritable: the export would replace one of the documents that the rows are about.
        """
        for row in self._rows:
            self._cancel.raise_if_cancelled()
            self._keep_safe(row.file)
            yield row
            self.count += 1
            self.found += row.found if row.correction is None else bool(row.correction)
            if not self.told_by_hand and time.monotonic() - self._told_at >= _TELL_EVERY_S:
                self._told_at = time.monotonic()
                self.tell(self.count)

    def tell(self, rows: int) -> None:
        self._progress(rows)

    def _keep_safe(self, file: str) -> None:
        if file in self._files:
            return
        self._files.add(file)
        try:
            same = self._out.samefile(file)
        except (OSError, ValueError):  # one of them is not there, or no file can have that name
            return
        if same:
            raise FileNotWritable(name=str(self._out))
