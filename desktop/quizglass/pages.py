"""What is known of a page: its words, its picture, its place in the document. Plain values that cross every border."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from quizglass.geometry import PageRect, Size

WordSource: TypeAlias = Literal["text", "ocr"]

TextDefect: TypeAlias = Literal["", "no-words", "garbled", "poor-layer", "partial"]
"""Why a page's text layer does not tell what is printed: there is none; its letters are wrong; it is a careless
recognition of the picture; it leaves out pictures that hold text."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word as printed, with its place.

    ``line`` and ``block`` count from 0 within the page and rise in reading order; words of one line share ``line``.
    ``confidence`` is 0..1; words of a text layer have 1.
    """

    text: str
    box: PageRect
    line: int
    block: int
    confidence: float = 1.0
    source: WordSource = "text"


@dataclass(frozen=True, slots=True)
class PageText:
    """The words of a page in reading order, and what else is seen on it.

    ``has_ink`` is False for a page that is blank to the eye. ``has_images`` says that pictures stand on it, so that
    words may be missing from ``words`` (a scan). ``defect`` says what is wrong with words of a text layer.
    """

    words: tuple[Word, ...]
    has_ink: bool = True
    has_images: bool = False
    defect: TextDefect = ""

    @property
    def needs_recognition(self) -> bool:
        """Whether the words must be read from the page's picture."""
        return self.has_ink and self.defect != ""


@dataclass(frozen=True, slots=True)
class RecognizedText:
    """What was read from the picture of a page, or of a part of it.

    ``words`` are in reading order with source "ocr", their boxes in fractions of the whole page as displayed.
    ``reader`` names what read them, with versions: another reader may read differently. ``quarter_turns`` clockwise
    and ``skew`` degrees (counter-clockwise positive) bring the text upright. ``missing`` are languages, as Tesseract
    names them ("rus"), whose letters stand on the page but whose language data is not installed.
    """

    words: tuple[Word, ...]
    reader: str
    quarter_turns: int = 0
    skew: float = 0.0
    missing: tuple[str, ...] = ()

    @property
    def confidence(self) -> float:
        """The mean over the letters of all words, 0..1; 0 when nothing was read."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters if letters else 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that was found. ``boxes`` are one a line; ``before``, ``text`` and ``after`` are the line to show."""

    page: int
    boxes: tuple[PageRect, ...]
    before: str
    text: str
    after: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found on the first ``searched`` of the pages that were to be searched.

    The text layers of the ``doubtful`` ones may not tell all that is printed: they may be pictures.
    """

    searched: int
    hits: tuple[Hit, ...] = ()
    doubtful: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A part of a page that leads elsewhere: to a place ``x``, ``y`` (0..1) on ``page``, or out to ``address``.

    One of ``page`` and ``address`` is given; ``x`` and ``y`` are None where the link does not say.
    """

    box: PageRect
    page: int | None = None
    x: float | None = None
    y: float | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Where pictures stand on a page, and drawings: lines and shapes that belong together (a chart, a ruled table)."""

    pictures: tuple[PageRect, ...] = ()
    drawings: tuple[PageRect, ...] = ()


@dataclass(frozen=True, slots=True)
class PageImage:
    """A picture as rows of 8-bit RGB: ``stride`` bytes a row, ``height`` rows, no padding beyond the stride."""

    width: int
    height: int
    stride: int
    data: bytes

    def __post_init__(self) -> None:
        if self.width < 1 or self.height < 1 or self.stride < 3 * self.width:
            raise ValueError(f"not a picture: {self.width}x{self.height}, stride {self.stride}")
        if len(self.data) != self.stride * self.height:
            raise ValueError(f"{len(self.data)} bytes for {self.height} rows of {self.stride}")


@dataclass(frozen=True, slots=True)
class PackedPicture:
    """A picture as the bytes of a file; ``kind`` is "png" or "jpeg"."""

    data: bytes
    kind: str
    width: int
    height: int

    def __post_init__(self) -> None:
        if self.kind not in {"png", "jpeg"} or self.width < 1 or self.height < 1:
            raise ValueError(f"not a packed picture: {self.kind}, {self.width}x{self.height}")


@dataclass(frozen=True, slots=True)
class PackedPictures:
    """The first of those that were asked for, as many as there was time for; None for one that cannot be drawn."""

    pictures: tuple[PackedPicture | None, ...]


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the document's outline. ``level`` counts from 0, ``page`` from 0 (None: leads nowhere)."""

    level: int
    title: str
    page: int | None
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What opening tells. ``sizes`` holds every page as displayed, in points of 1/72 inch, UserUnit applied.

    ``notes`` are codes of what is wrong but did not stop it from opening: "repaired"; "pages-gathered" (the list of
    pages is broken, these were found); "cut-short" (a picture that ends too early). ``damaged_pages``, from 0, cannot
    be shown.
    ``labels`` is empty when the document gives no page labels.
    """

    page_count: int
    sizes: tuple[Size, ...]
    labels: tuple[str, ...] = ()
    outline: tuple[OutlineEntry, ...] = ()
    format: str = ""
    is_image: bool = False
    notes: tuple[str, ...] = ()
    title: str = ""
    damaged_pages: tuple[int, ...] = ()

    def label(self, page: int) -> str:
        """The number printed on the page where the document gives one, else its place from 1."""
        label = self.labels[page].strip() if 0 <= page < len(self.labels) else ""
        return label or str(page + 1)

    def page_named(self, typed: str) -> int | None:
        """The page that a person means by a label or a number; None when there is none such."""
        wanted = typed.strip()
        for spelt in (str, str.casefold):
            labels = [spelt(label.strip()) for label in self.labels]
            if wanted and spelt(wanted) in labels:
                return labels.index(spelt(wanted))
        number = int(wanted) if wanted.isdecimal() and len(wanted) < 9 else 0
        return number - 1 if 1 <= number <= self.page_count else None


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """Where a document is: everything that a request needs to be repeated on a fresh worker."""

    path: str
    password: str | None = None
