"""What can be asked of the document worker. Every request says all that a fresh worker needs to answer it.

``R`` is what comes back. Pages count from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from quizglass.documents.properties import DocumentProperties
from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.pages import (
    DocumentInfo,
    DocumentSource,
    Figures,
    Findings,
    Link,
    PackedPictures,
    PageImage,
    PageText,
    RecognizedText,
)

if TYPE_CHECKING:
    from quizglass.text.finding import Wanted

R = TypeVar("R")


@dataclass(frozen=True)
class Request(Generic[R]):
    """The root of all requests; answered with an ``R`` or an `AppError`."""

    source: DocumentSource


@dataclass(frozen=True)
class PageRequest(Request[R]):
    """Anything about one page: a failure is a failure of that page alone."""

    page: int


@dataclass(frozen=True)
class OpenDocument(Request[DocumentInfo]):
    """Check that the file is a document and tell its pages' sizes, labels, outline and title."""


@dataclass(frozen=True)
class HashDocument(Request[str]):
    """The SHA-256 of the file's bytes, in hexadecimal."""


@dataclass(frozen=True)
class ReadProperties(Request[DocumentProperties]):
    """What the document says of itself and how it was made. Takes a second or two where there are many fonts."""


@dataclass(frozen=True)
class RenderPage(PageRequest[PageImage]):
    """The part ``clip`` of the displayed page, drawn on exactly ``width`` by ``height`` pixels.

    ``turns`` are clockwise quarter turns of the view: ``clip`` is given on the unturned page, the picture comes
    turned, and ``width`` by ``height`` is its turned size.
    """

    clip: PageRect
    width: int
    height: int
    turns: int = 0


@dataclass(frozen=True, slots=True)
class PagePart:
    """The part ``clip`` of the displayed page, to be drawn on ``width`` by ``height`` pixels."""

    page: int
    clip: PageRect
    width: int
    height: int


@dataclass(frozen=True)
class PackParts(Request[PackedPictures]):
    """Pictures of ``parts``, made small for a file that holds many: as many as are made in ``most_s`` seconds.

    At least one is made.
    """

    parts: tuple[PagePart, ...]
    most_s: float


@dataclass(frozen=True)
class ReadWords(PageRequest[PageText]):
    """The words of the text layer in reading order, and whether the page is blank or holds pictures."""


@dataclass(frozen=True)
class ReadLinks(PageRequest[tuple[Link, ...]]):
    """Where the page leads to, inside the document and out of it."""


@dataclass(frozen=True)
class FindFigures(PageRequest[Figures]):
    """Where pictures and drawings stand on the page."""


@dataclass(frozen=True)
class FindInPages(Request[Findings]):
    """The places of ``wanted`` in the text layers of ``pages``, as many of them as are searched in ``most_s`` seconds.

    At least one is searched. A page that cannot be read counts as searched and doubtful.
    """

    pages: tuple[int, ...]
    wanted: Wanted
    most_s: float


@dataclass(frozen=True)
class RecognizePage(PageRequest[RecognizedText]):
    """The words that stand in the picture of the page, or of its part ``region``. Takes seconds, not milliseconds."""

    region: PageRect = WHOLE_PAGE


@dataclass(frozen=True)
class MakeSearchable(Request[bytes]):
    """The bytes of a PDF that looks like the document, with ``texts`` (page number, words) as invisible text."""

    texts: tuple[tuple[int, RecognizedText], ...]


@dataclass(frozen=True, slots=True)
class PageNote:
    """``page`` counts from 0. ``boxes`` are in fractions of the displayed page; without any it has no place there."""

    page: int
    boxes: tuple[PageRect, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PdfPart:
    """A PDF file, or pages of ``text``, or one after the other; ``title`` is its bookmark's."""

    title: str
    path: str = ""
    text: str = ""


@dataclass(frozen=True)
class AnnotatePdf(Request[bytes]):
    """The bytes of a PDF of the document with ``notes`` on its pages."""

    notes: tuple[PageNote, ...]


@dataclass(frozen=True)
class JoinPdfs(Request[bytes]):
    """The bytes of one PDF of all ``parts``; ``source`` is what it will be, for errors."""

    parts: tuple[PdfPart, ...]
