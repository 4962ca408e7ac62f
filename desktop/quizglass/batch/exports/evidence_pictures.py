"""Rows with the pictures of their evidence, made ahead of the row that is written."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import groupby, islice
from typing import Final

from quizglass.batch.exports.options import Options
from quizglass.batch.row import Row
from quizglass.pages import PackedPicture

_TOGETHER: Final = 64
"""Rows of one file whose pictures are asked for at once: to and fro takes as long as drawing a dozen."""
_AT_ONCE: Final = 4
"""Two are drawn while two wait for their turn."""


def with_pictures(rows: Iterable[Row], options: Options) -> Iterator[tuple[Row, PackedPicture | None]]:
    """Each row with the picture of its evidence; None when there is none or it cannot be made any more.

    ``rows`` are asked for some hundreds ahead of those given out.

    Raises:
        Cancelled: the user stopped it.
    """
    pictures = options.pictures
    if pictures is None:
        yield from ((row, None) for row in rows)
        return
    begun: deque[tuple[Sequence[Row], Future[Sequence[PackedPicture | None]]]] = deque()
    pool = ThreadPoolExecutor(_AT_ONCE, "evidence-pictures")
    try:
        for some in _some_of_a_file(rows):
            begun.append((some, pool.submit(pictures, some)))
            if len(begun) > _AT_ONCE:
                yield from _given_out(*begun.popleft())
        while begun:
            yield from _given_out(*begun.popleft())
    finally:
        # Not waited for: what is being drawn ends with the cancel, or with the readers of documents.
        pool.shutdown(wait=False, cancel_futures=True)


def _some_of_a_file(rows: Iterable[Row]) -> Iterator[list[Row]]:
    for _, of_file in groupby(rows, key=lambda row: row.file):
        while some := list(islice(of_file, _TOGETHER)):
            yield some


def _given_out(
    rows: Sequence[Row], made: Future[Sequence[PackedPicture | None]]
) -> Iterator[tuple[Row, PackedPicture | None]]:
    return zip(rows, made.result(), strict=True)
