"""The words within a region, from the text layer or read from the picture where that is needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from quizglass.errors import AppError
from quizglass.geometry import RegionPart
from quizglass.pages import PageText, Word
from quizglass.ui.reading import bar_contents
from quizglass.ui.reading.document_texts import DocumentTexts
from quizglass.ui.reading.picture_reading import PictureReading
from quizglass.ui.reading.text_selection import words_within

PartWords = tuple[tuple[Word, ...], ...]
"""The words of each part of a region."""


class RegionWords:
    """What goes wrong is said in the bar of ``reading``."""

    def __init__(self, texts: DocumentTexts, reading: PictureReading) -> None:
        self._texts = texts
        self._reading = reading

    def fetch(self, parts: tuple[RegionPart, ...], then: Callable[[PartWords], object]) -> None:
        """Give the words of ``parts`` to ``then``, once they are known."""
        self._next(parts, (), then)

    def _next(self, left: tuple[RegionPart, ...], found: PartWords, then: Callable[[PartWords], object]) -> None:
        if not left:
            then(found)
            return
        part, *rest = left

        def take(text: PageText) -> None:
            self._next(tuple(rest), (*found, words_within(text.words, part.rect)), then)

        def known(text: PageText) -> None:
            if text.needs_recognition:
                self._reading.read_page(part.page, take)
            else:
                take(text)

        self._texts.known(part.page, known, partial(_say, self._reading))


def _say(reading: PictureReading, error: AppError) -> None:
    reading.say(bar_contents.refused(error))
