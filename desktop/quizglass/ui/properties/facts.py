"""The properties of a document in words: a title and a value each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDateTime, QLocale, Qt

from quizglass.documents.properties import DocumentProperties, FontUse, Permission
from quizglass.geometry import Size
from quizglass.i18n import N_, language, tr, trn
from quizglass.pages import DocumentInfo, DocumentSource

_MM_PER_POINT: Final = 25.4 / 72
_PAPERS: Final = {
    "A0": (841, 1189), "A1": (594, 841), "A2": (420, 594), "A3": (297, 420), "A4": (210, 297), "A5": (148, 210),
    "A6": (105, 148), "B5": (176, 250), "Letter": (216, 279), "Legal": (216, 356), "Tabloid": (279, 432),
}  # fmt: skip
_NEAR_MM: Final = 2
_SIZES_TOLD: Final = 3
_FONTS_TOLD: Final = 24
_THOUSAND: Final = 1000
_PLAIN: Final = 100
"""From here on a fraction says nothing more."""
_RIGHTS: Final[dict[Permission, str]] = {
    "print": N_("printing"),
    "copy": N_("copying"),
    "edit": N_("changing"),
    "annotate": N_("commenting"),
    "form": N_("filling in forms"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """``value`` may have several lines."""

    title: str
    value: str


@dataclass(frozen=True, slots=True)
class TextCount:
    """How many pages have text, were read from their pictures, and would have to be; ``is_over``: all are counted."""

    with_text: int
    read: int
    unread: int
    is_over: bool


def facts(
    source: DocumentSource, info: DocumentInfo, properties: DocumentProperties | None, count: TextCount
) -> list[Fact]:
    """All that is known, in the order in which it is shown. ``properties`` is None until they have come."""
    path = Path(source.path)
    known = properties or DocumentProperties(format=info.format, title=info.title)
    found = [
        *_of_file(path, known),
        *_of_maker(known),
        Fact(tr("Pages"), _number(info.page_count)),
        Fact(tr("Size of the pages"), page_sizes(info.sizes)),
    ]
    if known.pixels is not None:
        found.append(
            Fact(tr("Picture"), tr("{width} × {height} pixels").format(width=known.pixels[0], height=known.pixels[1]))
        )
    found.append(Fact(tr("Text"), text_words(info.page_count, count)))
    if properties is not None and info.format.startswith("PDF"):
        found += _of_pdf(properties)
    return [fact for fact in found if fact.value]


def as_text(found: Sequence[Fact]) -> str:
    """To paste: one fact a line, further lines of a value indented by a tab."""
    return "\n".join(f"{fact.title}: {fact.value}".replace("\n", "\n\t") for fact in found)


def _of_file(path: Path, properties: DocumentProperties) -> Iterator[Fact]:
    yield Fact(tr("File"), path.name)
    yield Fact(tr("Folder"), str(path.parent))
    if properties.file_bytes:
        size = size_words(properties.file_bytes)
        yield Fact(
            tr("File size"), tr("{size} ({bytes} bytes)").format(size=size, bytes=_number(properties.file_bytes))
        )
    yield Fact(tr("Format"), properties.format)


def _of_maker(properties: DocumentProperties) -> Iterator[Fact]:
    yield Fact(tr("Title"), properties.title)
    yield Fact(tr("Author"), properties.author)
    yield Fact(tr("Subject"), properties.subject)
    yield Fact(tr("Keywords"), properties.keywords)
    yield Fact(tr("Created"), date_words(properties.created))
    yield Fact(tr("Changed"), date_words(properties.modified))
    yield Fact(tr("Made with"), properties.creator)
    yield Fact(tr("PDF made by"), properties.producer)


def _of_pdf(properties: DocumentProperties) -> Iterator[Fact]:
    encryption = properties.encryption
    yield Fact(tr("Encryption"), encryption or tr("none"))
    if encryption:
        denied = ", ".join(tr(_RIGHTS[right]) for right in properties.denied)
        yield Fact(tr("The owner does not allow"), denied or tr("nothing is forbidden"))
    signed = trn("{count} signature, not verified", "{count} signatures, not verified", properties.signatures)
    yield Fact(tr("Signed"), signed.format(count=properties.signatures) if properties.signatures else tr("no"))
    yield Fact(tr("Fonts"), font_words(properties.fonts, complete=properties.fonts_complete))


def font_words(fonts: Sequence[FontUse], *, complete: bool) -> str:
    """One font a line, those that are missing in the file first: they look different from computer to computer."""
    if not fonts:
        return tr("none")
    lines = []
    for font in sorted(fonts, key=lambda font: (font.is_embedded, font.name.casefold()))[:_FONTS_TOLD]:
        state = tr("embedded") if font.is_embedded else tr("not embedded")
        lines.append(f"{font.name or '?'} · {font.kind} · {state}")
    more = len(fonts) - len(lines)
    if more:
        lines.append(trn("and {count} more", "and {count} more", more).format(count=more))
    if not complete:
        lines.append(tr("There may be more: not all pages were looked at."))
    return "\n".join(lines)


def text_words(pages: int, count: TextCount) -> str:
    """Whether the pages have text, and how they came to it."""
    lines = []
    if not count.is_over:
        lines.append(tr("{count} of {pages} pages so far").format(count=count.with_text, pages=pages))
    elif count.with_text == pages:
        lines.append(tr("on all pages"))
    elif count.with_text:
        lines.append(tr("on {count} of {pages} pages").format(count=count.with_text, pages=pages))
    else:
        lines.append(tr("none"))
    if count.read:
        lines.append(
            trn(
                "{count} page was read from its picture", "{count} pages were read from their pictures", count.read
            ).format(count=count.read)
        )
    if count.unread:
        lines.append(
            trn(
                "{count} page is a picture that was not read",
                "{count} pages are pictures that were not read",
                count.unread,
            ).format(count=count.unread)
        )
    return "\n".join(lines)


def page_sizes(sizes: Sequence[Size]) -> str:
    """``210 × 297 mm (A4)``; the most frequent ones where they differ."""
    rounded = Counter((round(size.width * _MM_PER_POINT), round(size.height * _MM_PER_POINT)) for size in sizes)
    if len(rounded) == 1:
        return _size_words(*next(iter(rounded)))
    lines = [
        trn("{size}: {count} page", "{size}: {count} pages", count).format(size=_size_words(*size), count=count)
        for size, count in rounded.most_common(_SIZES_TOLD)
    ]
    more = len(rounded) - len(lines)
    if more:
        lines.append(trn("and {count} other size", "and {count} other sizes", more).format(count=more))
    return "\n".join(lines)


def _size_words(width: int, height: int) -> str:
    words = tr("{width} × {height} mm").format(width=width, height=height)
    low, high = sorted((width, height))
    for name, (short, long) in _PAPERS.items():
        if abs(low - short) <= _NEAR_MM and abs(high - long) <= _NEAR_MM:
            return f"{words} ({name})"
    return words


def date_words(iso: str) -> str:
    """A date as it is written here; what is no date stays as it is."""
    date = QDateTime.fromString(iso, Qt.DateFormat.ISODate)
    return _locale().toString(date, QLocale.FormatType.LongFormat) if date.isValid() and "T" in iso else iso


def size_words(count: int) -> str:
    """``1.5 MB``: bytes in thousands, as file managers tell them."""
    value, units = float(count), (tr("{size} bytes"), tr("{size} KB"), tr("{size} MB"), tr("{size} GB"))
    for unit in units[:-1]:
        if round(value) < _THOUSAND:
            return unit.format(size=_short(value))
        value /= _THOUSAND
    return units[-1].format(size=_short(value))


def _short(value: float) -> str:
    return _locale().toString(value, "f", 0 if value >= _PLAIN or value == int(value) else 1)


def _number(number: int) -> str:
    return _locale().toString(number)


def _locale() -> QLocale:
    return QLocale(language())
