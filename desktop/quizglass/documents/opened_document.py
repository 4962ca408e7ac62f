"""What the worker can do with a document of any kind."""

from __future__ import annotations

from typing import Protocol

from quizglass.documents.properties import DocumentProperties
from quizglass.geometry import PageRect
from quizglass.pages import DocumentInfo, Figures, Hit, Link, PageImage, PageText
from quizglass.text.finding import Wanted


class OpenedDocument(Protocol):
    """An open document. Pages count from 0. Every method may raise an `AppError`."""

    def info(self) -> DocumentInfo: ...

    def render(self, page: int, clip: PageRect, width: int, height: int, turns: int) -> PageImage:
        """See `RenderPage`."""

    def words(self, page: int) -> PageText:
        """See `ReadWords`."""

    def find(self, page: int, wanted: Wanted) -> tuple[list[Hit], bool]:
        """The places of ``wanted`` in the text layer, and whether the page may hold text that the layer does not."""

    def links(self, page: int) -> tuple[Link, ...]:
        """See `ReadLinks`."""

    def figures(self, page: int) -> Figures:
        """See `FindFigures`."""

    def properties(self) -> DocumentProperties:
        """See `ReadProperties`."""

    def finest_scale(self, page: int) -> float:
        """Pixels a point beyond which drawing the page shows nothing more."""

    def close(self) -> None:
        """Free the file and all memory."""
