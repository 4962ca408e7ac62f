"""What a document says of itself and how it was made. Plain values that cross the border of the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Permission: TypeAlias = Literal["print", "copy", "edit", "annotate", "form"]
PERMISSIONS: tuple[Permission, ...] = ("print", "copy", "edit", "annotate", "form")


@dataclass(frozen=True, slots=True)
class FontUse:
    """A font of the document. ``kind`` is the PDF's word for it ("TrueType", "Type0")."""

    name: str
    kind: str
    is_embedded: bool


@dataclass(frozen=True, slots=True)
class DocumentProperties:
    """What is not known is "" or None. Dates are ISO 8601, or as the document has them where they are no dates.

    ``encryption`` is the method's name, "" where the file is open to all; ``denied`` are the permissions that its
    owner does not give. ``fonts_complete``: there was time to look at all pages for fonts. ``pixels`` are those of a
    picture's first page.
    """

    format: str = ""
    file_bytes: int = 0
    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    creator: str = ""
    producer: str = ""
    created: str = ""
    modified: str = ""
    encryption: str = ""
    denied: tuple[Permission, ...] = ()
    signatures: int = 0
    fonts: tuple[FontUse, ...] = ()
    fonts_complete: bool = True
    pixels: tuple[int, int] | None = None
