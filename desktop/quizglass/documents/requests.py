"""What can be asked of the document worker. Every request is self-contained, so a restarted worker goes on at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from quizglass.geometry import PageRect
from quizglass.pages import DocumentSource


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """Gives `DocumentInfo`."""

    source: DocumentSource


@dataclass(frozen=True, slots=True)
class RenderPage:
    """Gives the part ``clip`` of the displayed page as a `PageImage` of exactly ``width`` by ``height`` pixels.

    ``turns`` are clockwise quarter turns of the view on top of the page's own rotation: ``clip`` is in fractions of
    the page before these turns, the picture comes out turned, and ``width`` and ``height`` are those of the picture.
    """

    source: DocumentSource
    page: int
    clip: PageRect
    width: int
    height: int
    turns: int = 0


@dataclass(frozen=True, slots=True)
class ReadWords:
    """Gives `PageText`."""

    source: DocumentSource
    page: int


@dataclass(frozen=True, slots=True)
class HashDocument:
    """Gives the SHA-256 of the file's bytes as hexadecimal digits."""

    source: DocumentSource


Request: TypeAlias = OpenDocument | RenderPage | ReadWords | HashDocument
