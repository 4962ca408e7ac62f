"""What the worker can do with a document of any kind."""

from __future__ import annotations

from typing import Protocol

from quizglass.geometry import PageRect
from quizglass.pages import DocumentInfo, PageImage, PageText


class OpenedDocument(Protocol):
    """An open document. Pages count from 0. Every method may raise an `AppError`."""

    def info(self) -> DocumentInfo: ...

    def render(self, page: int, clip: PageRect, width: int, height: int, turns: int) -> PageImage:
        """See `RenderPage`."""

    def words(self, page: int) -> PageText:
        """See `ReadWords`."""

    def finest_scale(self, page: int) -> float:
        """Pixels a point beyond which drawing the page shows nothing more."""

    def close(self) -> None:
        """Free the file and all memory."""
