"""The picture that a model was shown, made again pixel by pixel; for a reader of words the words that it was given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from quizglass.documents.requests import RenderPage
from quizglass.errors import AppError
from quizglass.geometry import PageRect, PixelBox, RegionPart, Size
from quizglass.pages import PageImage, Word
from quizglass.ui.controls.page_part import as_image
from quizglass.ui.regions.region_words import PartWords
from quizglass.ui.services import Services
from quizglass.ui.session.entry import Entry
from quizglass.ui.session.session import DocumentSession
from quizglass.ui.theme import LIGHT

_READ_WIDTH: Final = 1400
_READ_HEIGHT: Final = 1800
_LINES_A_WIDTH: Final = 600
"""How thin the lines around words are, so that they are still seen where the picture is shown smaller."""


@dataclass(frozen=True, slots=True)
class Seen:
    """``words`` counts those that were given; None where the picture itself was."""

    image: QImage
    words: int | None = None


def fetch_seen(
    services: Services,
    session: DocumentSession,
    entry: Entry,
    on_seen: Callable[[Seen], object],
    on_error: Callable[[AppError], object],
) -> None:
    """Have it drawn by the document worker, as it was drawn for the model."""
    # Here and not above: answering is loaded after the first page is shown.
    from quizglass.answering.stacked_pages import Stack

    parts = entry.shown_parts
    stack = Stack(parts, [session.info.sizes[part.page] for part in parts])
    seen = entry.answer.seen if entry.answer is not None else None
    size = seen or _for_reading(stack.size)
    boxes = (PixelBox(0, 0, *size),) if len(parts) == 1 else stack.pixels(*size)
    futures = [
        services.documents.submit(RenderPage(session.source, part.page, part.rect, box.width, box.height), urgent=True)
        for part, box in zip(parts, boxes, strict=True)
    ]

    def drawn(pictures: Sequence[PageImage]) -> None:
        image = _put_together(pictures, boxes, size)
        if seen is not None:
            on_seen(Seen(image))
        else:
            _words_of(session, parts, lambda found: on_seen(_with_words(image, parts, boxes, found)))

    _all(services, futures, (), drawn, on_error)


def _for_reading(points: Size) -> tuple[int, int]:
    """The pixels of a picture that is looked at by people."""
    scale = min(_READ_WIDTH / points.width, _READ_HEIGHT / points.height)
    return max(1, round(points.width * scale)), max(1, round(points.height * scale))


def _all(
    services: Services,
    waiting: Sequence[Future[PageImage]],
    drawn: tuple[PageImage, ...],
    then: Callable[[Sequence[PageImage]], object],
    on_error: Callable[[AppError], object],
) -> None:
    if not waiting:
        then(drawn)
        return
    first, *rest = waiting
    services.relay.deliver(first, lambda picture: _all(services, rest, (*drawn, picture), then, on_error), on_error)


def _put_together(pictures: Sequence[PageImage], boxes: Sequence[PixelBox], size: tuple[int, int]) -> QImage:
    if len(pictures) == 1:
        return as_image(pictures[0])
    image = QImage(*size, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        for picture, box in zip(pictures, boxes, strict=True):
            painter.drawImage(box.left, box.top, as_image(picture))
    return image


def _words_of(session: DocumentSession, parts: Sequence[RegionPart], then: Callable[[PartWords], object]) -> None:
    """The words of ``parts`` that are known by now: nothing is read for this."""

    def next_part(left: Sequence[RegionPart], found: PartWords) -> None:
        if not left:
            then(found)
            return
        page, rect = left[0]

        def known(words: Sequence[Word]) -> None:
            within = tuple(word for word in words if rect.contains(*word.box.center))
            next_part(left[1:], (*found, within))

        session.texts.known(page, lambda text: known(text.words), lambda _: known(()))

    next_part(parts, ())


def _with_words(image: QImage, parts: Sequence[RegionPart], boxes: Sequence[PixelBox], found: PartWords) -> Seen:
    """A line around every word that was given to the reader."""
    with QPainter(image) as painter:
        painter.setPen(QPen(LIGHT.accent, max(1, round(image.width() / _LINES_A_WIDTH))))
        for part, box, words in zip(parts, boxes, found, strict=True):
            for word in words:
                painter.drawRect(_on_picture(word.box.inside(part.rect), box))
    return Seen(image, sum(map(len, found)))


def _on_picture(rect: PageRect, box: PixelBox) -> QRectF:
    return QRectF(
        box.left + rect.x0 * box.width, box.top + rect.y0 * box.height, rect.width * box.width, rect.height * box.height
    )
