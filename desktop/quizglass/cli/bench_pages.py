"""Pages to measure models on: those of the samples that come with the program, over and over."""

from __future__ import annotations

from quizglass.answering.page_reader import PageReader
from quizglass.cancellation import CancelToken
from quizglass.geometry import WHOLE_PAGE
from quizglass.models.engine import Engine, View
from quizglass.pages import DocumentSource
from quizglass.paths import resource

_INVOICE = "invoice.pdf"
_SAMPLES = (_INVOICE, "lease-ru.pdf", "scanned-letter.pdf")


class BenchPages:
    """Words are read for the invoice only: models that see are measured without what they could copy from them."""

    def __init__(self, reader: PageReader) -> None:
        self._reader = reader
        self._sources = [DocumentSource(str(resource(f"samples/{name}"))) for name in _SAMPLES]

    def page(self, number: int, pixels: tuple[int, int]) -> View:
        """Page ``number`` of as many as are wanted, its picture at ``pixels`` (width, height)."""
        source = self._sources[number % len(self._sources)]
        cancel = CancelToken()
        size = self._reader.open(source, cancel).sizes[0]
        image = self._reader.picture(source, 0, WHOLE_PAGE, pixels, cancel)
        return View(number, (), image=image, page_size=size)

    def first_for(self, engine: Engine) -> View:
        """The invoice with its words, its picture at the size that a loaded ``engine`` asks for, if it does."""
        source, cancel = self._sources[0], CancelToken()
        size = self._reader.open(source, cancel).sizes[0]
        words = self._reader.words(source, 0, cancel).words
        pixels = engine.image_size(size)
        image = self._reader.picture(source, 0, WHOLE_PAGE, pixels, cancel) if pixels is not None else None
        return View(0, words, image=image, page_size=size)
