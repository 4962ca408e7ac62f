"""A region across page borders, shown to engines as one page: its parts below one another, at one scale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from quizglass.answering.one_page import HUGE
from quizglass.answering.page_reader import OnPage, OnPicture, PageReader
from quizglass.answering.page_texts import OnShare
from quizglass.answering.survey import Survey
from quizglass.answers import Evidence
from quizglass.cancellation import CancelToken
from quizglass.geometry import WHOLE_PAGE, PageRect, PixelBox, RegionPart, Size
from quizglass.pages import DocumentInfo, DocumentSource, PageImage, PageText, Word

STACK: Final = 0
"""The number of the page that the parts make together."""
_SLIVER: Final = 0.15
"""The share of a box's height up to which it only reaches over into the next part."""


class Stack:
    """Where each part of a region stands on the page that they make together. ``sizes`` are of the parts' pages."""

    def __init__(self, parts: Sequence[RegionPart], sizes: Sequence[Size]) -> None:
        self.parts = tuple(parts)
        self._points = [
            Size(part.rect.width * size.width, part.rect.height * size.height)
            for part, size in zip(parts, sizes, strict=True)
        ]
        self.size = Size(max(size.width for size in self._points), sum(size.height for size in self._points))
        """In points."""
        self.bands = self._bands()
        """The place of each part on the common page."""

    def _bands(self) -> tuple[PageRect, ...]:
        bands, top = [], 0.0
        for points in self._points:
            bottom = top + points.height
            bands.append(PageRect.from_size((0.0, top, points.width, bottom), self.size).clamped())
            top = bottom
        return tuple(bands)

    def pixels(self, width: int, height: int) -> tuple[PixelBox, ...]:
        """Where each part stands on a picture of so many pixels of the common page; at least a pixel each way."""
        size = Size(width, height)
        edges = [tuple(round(edge) for edge in band.to_size(size)) for band in self.bands]
        return tuple(PixelBox(x0, y0, max(x0 + 1, x1), max(y0 + 1, y1)) for x0, y0, x1, y1 in edges)

    def onto(self, index: int, box: PageRect) -> PageRect:
        """A box on the page of part ``index``, cut to the part, as it stands on the common page."""
        part = self.parts[index].rect
        return (box.intersection(part) or part).inside(part).outside(self.bands[index])

    def back(self, box: PageRect) -> list[RegionPart]:
        """A box on the common page as it stands on the real ones, one part for each page it really lies on."""
        found = []
        for part, band in zip(self.parts, self.bands, strict=True):
            shared = box.intersection(band)
            if shared is not None and shared.height > _SLIVER * box.height:
                found.append(RegionPart(part.page, shared.inside(band).outside(part.rect)))
        return found

    def evidence_back(self, evidence: Evidence) -> tuple[Evidence, ...]:
        """What was found on the common page, on the real ones in their order."""
        boxes: dict[int, list[PageRect]] = defaultdict(list)
        for box in evidence.boxes:
            for part in self.back(box):
                boxes[part.page].append(part.rect)
        return tuple(replace(evidence, page=page, boxes=tuple(boxes[page])) for page in sorted(boxes))


class StackedPages:
    """A `PageReader` whose only page is the region: see `Stack`. ``sizes`` are of the parts' pages, in points."""

    def __init__(self, documents: PageReader, parts: Sequence[RegionPart], sizes: Sequence[Size]) -> None:
        self._documents = documents
        self._sizes = tuple(sizes)
        self.stack = Stack(parts, sizes)

    def open(self, source: DocumentSource, cancel: CancelToken) -> DocumentInfo:
        return replace(self._documents.open(source, cancel), page_count=1, sizes=(self.stack.size,))

    def known_words(self, source: DocumentSource, page: int, cancel: CancelToken) -> PageText:  # noqa: ARG002 - one page
        return self._joined([self._documents.known_words(source, part.page, cancel) for part in self.stack.parts])

    def words(
        self,
        source: DocumentSource,
        page: int,  # noqa: ARG002 - there is only one
        cancel: CancelToken,
        on_progress: OnShare | None = None,
        *,
        region: PageRect = WHOLE_PAGE,  # noqa: ARG002 - all of it is the region
    ) -> PageText:
        texts = []
        for done, (part, size) in enumerate(zip(self.stack.parts, self._sizes, strict=True)):
            read = part.rect if size.width * size.height > HUGE else WHOLE_PAGE
            tell = None if on_progress is None else _share_of(on_progress, done, len(self._sizes))
            texts.append(self._documents.words(source, part.page, cancel, tell, region=read))
        return self._joined(texts)

    def survey(
        self,
        source: DocumentSource,
        pages: tuple[int, ...],  # noqa: ARG002 - there is only one
        cancel: CancelToken,
        on_page: OnPage,
        on_picture: OnPicture | None = None,  # noqa: ARG002 - `words` reads pictures
    ) -> Survey:
        text = self.words(source, STACK, cancel)
        on_page(STACK)
        return Survey.of([(STACK, text)])

    def picture(
        self, source: DocumentSource, page: int, clip: PageRect, size: tuple[int, int], cancel: CancelToken
    ) -> PageImage:
        """The parts below one another. ``clip`` is the whole stack: an engine is shown all of the region."""
        del page, clip
        width, height = size
        stride = 3 * width
        rows = bytearray(b"\xff" * (stride * height))
        for part, box in zip(self.stack.parts, self.stack.pixels(width, height), strict=True):
            drawn = self._documents.picture(source, part.page, part.rect, (box.width, box.height), cancel)
            for row in range(min(drawn.height, height - box.top)):
                begin = (box.top + row) * stride
                rows[begin : begin + 3 * drawn.width] = drawn.data[row * drawn.stride :][: 3 * drawn.width]
        return PageImage(width, height, stride, bytes(rows))

    def _joined(self, texts: Sequence[PageText]) -> PageText:
        """One text of those of the parts' pages, with the words that stand in the parts alone."""
        words: list[Word] = []
        for index, text in enumerate(texts):
            within = [word for word in text.words if self.stack.parts[index].rect.contains(*word.box.center)]
            line = words[-1].line + 1 if words else 0
            block = words[-1].block + 1 if words else 0
            words += [
                replace(
                    word,
                    box=self.stack.onto(index, word.box),
                    line=word.line - within[0].line + line,
                    block=word.block - within[0].block + block,
                )
                for word in within
            ]
        return PageText(
            tuple(words),
            has_ink=any(text.has_ink for text in texts),
            has_images=any(text.has_images for text in texts),
            defect=next((text.defect for text in texts if text.needs_recognition), ""),
        )


def _share_of(on_progress: OnShare, done: int, total: int) -> OnShare:
    return lambda share: on_progress((done + share) / total)
