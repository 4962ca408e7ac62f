"""Results and errors on their way from the worker: as builtins only, rebuilt by the parent.

The worker parses hostile files and is therefore not trusted. The parent looks up no class and calls nothing that a
reply names; the values check themselves when they are rebuilt. Builtins are also several times faster to pickle than
thousands of small objects, and the parent's thread that rebuilds them shares the interpreter with the window.
"""

from __future__ import annotations

import dataclasses
import functools
import io
import pickle
from collections.abc import Iterator
from typing import Any, TypeAlias

from quizglass.documents.properties import DocumentProperties, FontUse
from quizglass.errors import AppError
from quizglass.geometry import PageRect, Size
from quizglass.pages import (
    DocumentInfo,
    Figures,
    Findings,
    Hit,
    Link,
    OutlineEntry,
    PackedPicture,
    PackedPictures,
    PageImage,
    PageText,
    RecognizedText,
    Word,
)

_Found: TypeAlias = Figures | Findings | DocumentProperties | tuple[Link, ...]

Result: TypeAlias = DocumentInfo | PageImage | PackedPictures | PageText | RecognizedText | _Found | str | bytes | float
"""A float is not a result but the share of the work that is done, 0..1."""


class NotAReply(Exception):
    """What came is none of the things that a worker says."""


def pack(result: Result | AppError) -> tuple[bytes, bytes]:
    """The message and the picture of a frame."""
    return pickle.dumps(_plain(result), protocol=5), _picture(result)


def _picture(result: Result | AppError) -> bytes:
    match result:
        case PageImage():
            return result.data
        case PackedPictures(pictures):
            return b"".join(picture.data for picture in pictures if picture)
        case bytes():
            return result
    return b""


def unpack(message: bytes, picture: bytes) -> Result | AppError:
    """The inverse of `pack`.

    Raises:
        NotAReply: the message was not made by `pack`.
    """
    try:
        kind, *fields = _Builtins(io.BytesIO(message)).load()
        return _rebuild(kind, fields, picture)
    except Exception as error:
        raise NotAReply from error


class _Builtins(pickle.Unpickler):  # noqa: S301 - this is what makes it safe
    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} in a reply")


def _plain(result: Result | AppError) -> tuple[Any, ...]:
    match result:
        case PageImage():
            return "picture", result.width, result.height, result.stride
        case PackedPictures(pictures):
            return "packed", [p and (p.kind, p.width, p.height, len(p.data)) for p in pictures]
        case PageText():
            return "text", _plain_words(result.words), result.has_ink, result.has_images, result.defect
        case RecognizedText():
            rest = (result.reader, result.quarter_turns, result.skew, result.missing)
            return "recognized", _plain_words(result.words), *rest
        case DocumentInfo():
            sizes = [(size.width, size.height) for size in result.sizes]
            outline = [(entry.level, entry.title, entry.page, entry.y) for entry in result.outline]
            about = (result.labels, result.format, result.is_image, result.notes, result.title, result.damaged_pages)
            return "info", sizes, outline, *about
        case Figures() | Findings() | tuple() | DocumentProperties():
            return _plain_found(result)
        case AppError():
            return "error", result.code, result.params
        case str() | bytes() | float():
            return _plain_builtin(result)


def _plain_found(result: _Found) -> tuple[Any, ...]:
    """What was found on pages, and about the document."""
    match result:
        case Figures():
            return "figures", *([box.as_tuple() for box in boxes] for boxes in (result.pictures, result.drawings))
        case Findings():
            hits = [(hit.page, [box.as_tuple() for box in hit.boxes], *_context(hit)) for hit in result.hits]
            return "findings", result.searched, hits, result.doubtful
        case DocumentProperties():
            values = {field.name: getattr(result, field.name) for field in dataclasses.fields(result)}
            return "properties", values | {"fonts": [dataclasses.astuple(font) for font in result.fonts]}
    return "links", [(link.box.as_tuple(), link.page, link.x, link.y, link.address) for link in result]


def _plain_builtin(result: str | bytes | float) -> tuple[Any, ...]:
    match result:
        case str():
            return "string", result
        case bytes():
            return ("bytes",)
    return "progress", result


def _context(hit: Hit) -> tuple[str, str, str]:
    return hit.before, hit.text, hit.after


def _plain_words(words: tuple[Word, ...]) -> list[tuple[Any, ...]]:
    return [(w.text, w.box.as_tuple(), w.line, w.block, w.confidence, w.source) for w in words]


def _words(plain: list[tuple[Any, ...]]) -> tuple[Word, ...]:
    return tuple(Word(text, PageRect(*box), *rest) for text, box, *rest in plain)


def _rebuild(kind: str, fields: list[Any], picture: bytes) -> Result | AppError:
    match kind:
        case "picture":
            width, height, stride = fields
            return PageImage(width, height, stride, picture)
        case "packed":
            return PackedPictures(tuple(_cut(picture, fields[0])))
        case "text":
            words, *rest = fields
            return PageText(_words(words), *rest)
        case "recognized":
            words, *rest = fields
            return RecognizedText(_words(words), *rest)
        case "info":
            sizes, outline, *about = fields
            rebuilt_sizes = tuple(Size(*size) for size in sizes)
            entries = tuple(OutlineEntry(*entry) for entry in outline)
            labels, *rest = about
            return DocumentInfo(len(sizes), rebuilt_sizes, labels, entries, *rest)
        case "error":
            code, params = fields
            return _error_kinds()[code](**params)
        case "figures" | "findings" | "properties" | "links":
            return _rebuild_found(kind, fields)
    return _rebuild_builtin(kind, fields, picture)


def _cut(data: bytes, plain: list[tuple[str, int, int, int] | None]) -> Iterator[PackedPicture | None]:
    """Pictures out of ``data``, where they stand one behind the other."""
    end = 0
    for about in plain:
        if about is None:
            yield None
            continue
        kind, width, height, length = about
        start, end = end, end + length
        yield PackedPicture(data[start:end], kind, width, height)


def _rebuild_found(kind: str, fields: list[Any]) -> Result:
    match kind:
        case "findings":
            searched, plain_hits, doubtful = fields
            hits = tuple(Hit(page, tuple(PageRect(*box) for box in boxes), *rest) for page, boxes, *rest in plain_hits)
            return Findings(searched, hits, doubtful)
        case "figures":
            return Figures(*(tuple(PageRect(*box) for box in boxes) for boxes in fields))
        case "properties":
            (values,) = fields
            return DocumentProperties(**{**values, "fonts": tuple(FontUse(*font) for font in values["fonts"])})
    return tuple(Link(PageRect(*box), *rest) for box, *rest in fields[0])


def _rebuild_builtin(kind: str, fields: list[Any], picture: bytes) -> Result:
    match kind:
        case "string":
            return str(fields[0])
        case "bytes":
            return picture
        case "progress":
            return float(fields[0])
    raise NotAReply


@functools.cache
def _error_kinds() -> dict[str, type[AppError]]:
    kinds, waiting = {}, [AppError]
    while waiting:
        kind = waiting.pop()
        kinds[kind.code] = kind
        waiting += kind.__subclasses__()
    return kinds
