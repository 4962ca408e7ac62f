"""The words of pages: from the text layer where it tells them, else from the picture, which is read once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import replace
from typing import Final, TypeAlias

from quizglass.answering.keeping import LibrarySource
from quizglass.answering.kept_readings import WORDS_IN_MEMORY, FileVersion, KeptReadings, file_version
from quizglass.answering.merged_words import merged
from quizglass.answering.recently_used import RecentlyUsed
from quizglass.answering.turns import Turns
from quizglass.cancellation import CancelToken
from quizglass.documents.requests import ReadWords, RecognizePage
from quizglass.documents.service import DocumentService
from quizglass.documents.text_layer_trust import layer_contradicts
from quizglass.errors import Cancelled
from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.pages import DocumentSource, PageText, RecognizedText

OnShare: TypeAlias = Callable[[float], None]
"""Gets how much of the work is done, 0..1, on the thread that waits for it."""

_POLL_S: Final = 0.05
_VERDICTS_IN_MEMORY: Final = 10_000


class PageTexts:
    """The one place that decides between text layer and picture, page by page. Safe to use from any thread.

    Pages count from 0. Every method raises `AppError` for what is wrong with the file or the page, and `Cancelled`
    when stopped; what had been read by then is kept.

    Args:
        documents: where pages come from.
        library: where readings are kept: open, a function that gives it, or None (then only in memory).
    """

    def __init__(self, documents: DocumentService, library: LibrarySource) -> None:
        self._documents = documents
        self._readings = KeptReadings(documents, library)
        self._layers = RecentlyUsed[PageText](WORDS_IN_MEMORY, lambda text: len(text.words) + 1)
        self._lies = RecentlyUsed[bool](_VERDICTS_IN_MEMORY)
        self._turns = Turns()

    def layer(self, source: DocumentSource, page: int, cancel: CancelToken) -> PageText:
        """The text layer as it is, with its defect."""
        version = file_version(source)
        known = self._layers.get((source, page, version))
        return known or self.learn(source, page, self._documents.call(ReadWords(source, page), cancel), version)

    def learn(self, source: DocumentSource, page: int, layer: PageText, version: FileVersion) -> PageText:
        """Remember a text layer that was read elsewhere, of the file as it was at ``version``."""
        return self._layers.keep((source, page, version), layer)

    def remembered(self, source: DocumentSource, page: int) -> PageText | None:
        """The words as far as the document need not be looked at for them: what was read before; else None."""
        layer = self._layers.get((source, page, file_version(source)))
        if layer is not None and not layer.needs_recognition:
            return self._checked(source, page, layer)
        reading = self._readings.get(source, page)
        return None if reading is None else PageText(reading.words, has_images=True)

    def kept(self, source: DocumentSource, page: int, cancel: CancelToken | None = None) -> PageText | None:
        """The words as far as no picture must be read for them: a good layer, or what was read before; else None."""
        known = self.remembered(source, page)
        if known is not None:
            return known
        layer = self.layer(source, page, cancel or CancelToken())
        return None if layer.needs_recognition else self._checked(source, page, layer)

    def _checked(self, source: DocumentSource, page: int, layer: PageText) -> PageText:
        """A good ``layer``; but what the picture says where it was read on request and the layer says otherwise."""
        if page not in self._readings.pages(source):
            return layer
        reading = self._readings.get(source, page)
        if reading is None:
            return layer
        key = (source, page, file_version(source), reading.reader)
        lies = self._lies.get(key)
        if lies is None:
            lies = self._lies.keep(key, layer_contradicts(layer.words, reading.words))
        return PageText(reading.words, has_images=True) if lies else layer

    def words(
        self,
        source: DocumentSource,
        page: int,
        cancel: CancelToken,
        on_progress: OnShare | None = None,
        *,
        region: PageRect = WHOLE_PAGE,
        urgent: bool = True,
    ) -> PageText:
        """The words of the page; its picture is read where the layer does not tell them, or ``region`` of it.

        Words that were read have source "ocr". A layer that leaves out pictures is completed by what stands in them.
        """
        known = self.kept(source, page, cancel)
        if known is not None:
            return known
        layer = self.layer(source, page, cancel)
        believed = layer.words if layer.defect == "partial" else ()
        if region != WHOLE_PAGE:
            part = self.read_region(source, page, region, cancel, on_progress)
            return PageText(merged(believed, part.words), has_images=True)

        def read() -> RecognizedText:
            text = self._recognize(RecognizePage(source, page), cancel, on_progress, urgent=urgent)
            return replace(text, words=merged(believed, text.words if _says_something(text) else ()))

        return PageText(self._read_once(source, page, None, cancel, read).words, has_images=True)

    def from_picture(
        self, source: DocumentSource, page: int, cancel: CancelToken, on_progress: OnShare | None = None
    ) -> PageText:
        """The words of a page that was to be read although its text layer looks good.

        From now on its words are those of the picture where the layer contradicts them, else those of the layer.
        """
        if self.layer(source, page, cancel).needs_recognition:
            return self.words(source, page, cancel, on_progress)

        def read() -> RecognizedText:
            return self._recognize(RecognizePage(source, page), cancel, on_progress, urgent=True)

        self._readings.pages(source)  # asked before: the page that is read now is added to those known
        self._read_once(source, page, None, cancel, read)
        return self.words(source, page, cancel)

    def recognized(self, source: DocumentSource, page: int) -> RecognizedText | None:
        """What was read from the picture of the page, None where it was not."""
        reading = self._readings.get(source, page)
        if reading is None:
            return None
        return replace(reading, words=tuple(word for word in reading.words if word.source == "ocr"))

    def pages_read(self, source: DocumentSource) -> frozenset[int]:
        """The pages whose whole picture was read."""
        return frozenset(self._readings.pages(source))

    def missing_languages(
        self, source: DocumentSource, pages: Collection[int], region: PageRect | None = None
    ) -> dict[int, tuple[str, ...]]:
        """Those of ``pages`` in whose pictures letters stand that could not be read, and for want of which languages.

        With ``region`` only that part of them counts.
        """
        found = {}
        for page in pages:
            reading = self._readings.get(source, page) or (region and self._readings.get(source, page, region))
            if reading and reading.missing:
                found[page] = reading.missing
        return found

    def read_region(
        self,
        source: DocumentSource,
        page: int,
        region: PageRect,
        cancel: CancelToken,
        on_progress: OnShare | None = None,
    ) -> RecognizedText:
        """What stands in the picture of a part of the page, whatever its text layer says."""

        def read() -> RecognizedText:
            return self._recognize(RecognizePage(source, page, region), cancel, on_progress, urgent=True)

        return self._read_once(source, page, region, cancel, read)

    def _read_once(
        self,
        source: DocumentSource,
        page: int,
        region: PageRect | None,
        cancel: CancelToken,
        read: Callable[[], RecognizedText],
    ) -> RecognizedText:
        """What is kept, or what ``read`` gives, which then is kept. Of several who want the same, one reads."""
        version = file_version(source)
        with self._turns.take((source, page, version, region), cancel):
            text = self._readings.get(source, page, region)
            if text is None:
                text = read()
                self._readings.keep(source, page, text, version, region)
            return text

    def _recognize(
        self, request: RecognizePage, cancel: CancelToken, on_progress: OnShare | None, *, urgent: bool
    ) -> RecognizedText:
        shares: list[float] = []  # filled by a thread of the service
        future = self._documents.submit(request, urgent=urgent, on_progress=shares.append, cancel=cancel)
        told = 0
        try:
            while not cancel.cancelled:
                with suppress(TimeoutError):
                    return future.result(timeout=_POLL_S)
                if on_progress is not None and len(shares) > told:
                    told = len(shares)
                    on_progress(shares[told - 1])
            future.cancel()
        except CancelledError:  # the service was closed while this waited
            pass
        raise Cancelled


def _says_something(text: RecognizedText) -> bool:
    """A lone letter on a whole page is a round or straight thing in a drawing."""
    return sum(character.isalnum() for word in text.words for character in word.text) > 1
