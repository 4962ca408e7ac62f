"""The part of a page that the evidence of a row stands on, as a picture to check the answer by."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from quizglass.answering.page_reader import PageReader
from quizglass.batch.row import Row
from quizglass.cancellation import CancelToken
from quizglass.geometry import WHOLE_PAGE, PageRect, Size
from quizglass.pages import DocumentSource, PageImage

_DPI = 110
_POINTS_PER_INCH = 72
_AROUND_POINTS = (18.0, 9.0)
"""Of the page to the sides, and above and below: enough to know the place again."""


class RowPictures:
    """Safe to use from any thread. ``passwords`` go by path.

    Raises `AppError` for a page that cannot be drawn any more, `Cancelled` when stopped.
    """

    def __init__(
        self, pages: PageReader, cancel: CancelToken, passwords: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._pages, self._cancel, self._passwords = pages, cancel, passwords
        self._opened: tuple[str, tuple[Size, ...]] = ("", ())

    def __call__(self, row: Row) -> PageImage | None:
        if not row.found or not row.evidence_boxes:
            return None
        size = self._sizes(row.file)[row.page - 1]
        across, down = (margin / side for margin, side in zip(_AROUND_POINTS, size, strict=True))
        clip = PageRect.union(row.evidence_boxes).grown(across, down).intersection(WHOLE_PAGE)
        if clip is None:
            return None
        scale = _DPI / _POINTS_PER_INCH
        pixels = max(1, round(clip.width * size.width * scale)), max(1, round(clip.height * size.height * scale))
        return self._pages.picture(self._source(row.file), row.page - 1, clip, pixels, self._cancel)

    def _sizes(self, file: str) -> tuple[Size, ...]:
        """Rows come file by file: the last one opened is kept."""
        opened, sizes = self._opened
        if opened != file:
            sizes = tuple(self._pages.open(self._source(file), self._cancel).sizes)
            self._opened = (file, sizes)
        return sizes

    def _source(self, file: str) -> DocumentSource:
        return DocumentSource(file, self._passwords.get(file))
