"""The part of a page that the evidence of a row stands on, as a picture to check the answer by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from quizglass.batch.row import Row
from quizglass.cancellation import CancelToken
from quizglass.documents.requests import OpenDocument, PackParts, PagePart
from quizglass.documents.service import DocumentService
from quizglass.errors import AppError, Cancelled
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.pages import DocumentSource, PackedPicture

_DPI = 110
_POINTS_PER_INCH = 72
_AROUND_POINTS = (18.0, 9.0)
"""Of the page to the sides, and above and below: enough to know the place again."""
_MOST_S = 0.1
"""For a worker to be busy at a time: the page in the window may need it."""


class RowPictures:
    """Safe to use from any thread. ``passwords`` go by path."""

    def __init__(
        self, documents: DocumentService, cancel: CancelToken, passwords: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._documents, self._cancel, self._passwords = documents, cancel, passwords
        self._opened: tuple[str, tuple[Size, ...]] = ("", ())

    def __call__(self, rows: Sequence[Row]) -> list[PackedPicture | None]:
        """One for each of ``rows``, which are of the same file; None where there is no evidence, or no page any more.

        Raises:
            Cancelled: the user stopped it.
        """
        if not any(row.found and row.evidence_boxes for row in rows):
            return [None] * len(rows)
        source, sizes = self._source(rows[0].file), self._sizes(rows[0].file)
        parts = [_part(row, sizes) for row in rows]
        packed = iter(self._packed(source, tuple(part for part in parts if part)))
        return [next(packed) if part else None for part in parts]

    def _packed(self, source: DocumentSource, parts: tuple[PagePart, ...]) -> list[PackedPicture | None]:
        made: list[PackedPicture | None] = []
        together = True
        while left := parts[len(made) :]:
            self._cancel.raise_if_cancelled()
            wanted = PackParts(source, left if together else left[:1], _MOST_S)
            try:
                made += self._documents.call(wanted, self._cancel, urgent=False).pictures
            except Cancelled:
                raise
            except AppError:
                # One of them ends the worker or takes too long, or the file is gone. Alone, the others can be drawn.
                made += [] if together else [None]
                together = False
        return made

    def _sizes(self, file: str) -> tuple[Size, ...]:
        """Rows come file by file: the last one opened is kept. Empty when it cannot be opened any more."""
        opened, sizes = self._opened
        if opened != file:
            try:
                sizes = self._documents.call(OpenDocument(self._source(file)), self._cancel).sizes
            except Cancelled:
                raise
            except AppError:
                sizes = ()
            self._opened = (file, sizes)
        return sizes

    def _source(self, file: str) -> DocumentSource:
        return DocumentSource(file, self._passwords.get(file))


def _part(row: Row, sizes: Sequence[Size]) -> PagePart | None:
    if not row.found or not row.evidence_boxes or row.page > len(sizes):
        return None
    size = sizes[row.page - 1]
    across, down = (margin / side for margin, side in zip(_AROUND_POINTS, size, strict=True))
    clip = PageRect.union(row.evidence_boxes).grown(across, down).intersection(WHOLE_PAGE)
    if clip is None:
        return None
    scale = _DPI / _POINTS_PER_INCH
    width, height = (max(1, round(side * scale)) for side in (clip.width * size.width, clip.height * size.height))
    return PagePart(row.page - 1, clip, width, height)
