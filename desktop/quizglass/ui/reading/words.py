"""What the window says while pictures of pages are read, and what has come of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from quizglass.i18n import N_, tr, trn
from quizglass.pages import Word
from quizglass.ui.reading.duration import time_words


class Reads(Enum):
    """What is read, or made of what was read."""

    PAGE = auto()
    REGION = auto()
    PAGES = auto()
    SAVING = auto()


@dataclass(frozen=True, slots=True)
class Progressing:
    """``page`` counts from 0; ``share`` 0..1 is done of all; ``done`` of ``total`` pages are done."""

    what: Reads
    page: int = 0
    share: float = 0.0
    done: int = 0
    total: int = 1
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class Harvest:
    """How many words were read from pictures, and how sure the reader is of them, 0..1."""

    words: int = 0
    confidence: float = 0.0
    letters: int = 0

    @classmethod
    def of(cls, words: tuple[Word, ...]) -> Harvest:
        """What of ``words`` was read from a picture."""
        read = [word for word in words if word.source == "ocr"]
        letters = sum(len(word.text) for word in read)
        sure = sum(word.confidence * len(word.text) for word in read)
        return cls(len(read), sure / letters if letters else 0.0, letters)

    def __add__(self, other: Harvest) -> Harvest:
        letters = self.letters + other.letters
        sure = self.confidence * self.letters + other.confidence * other.letters
        return Harvest(self.words + other.words, sure / letters if letters else 0.0, letters)


_ONE: Final = {
    Reads.PAGE: N_("Reading page {page} from its picture… {share} %"),
    Reads.REGION: N_("Reading the region on page {page}… {share} %"),
    Reads.SAVING: N_("Making the searchable PDF… {share} %"),
}


def progress_words(at: Progressing) -> str:
    if at.what is Reads.PAGES:
        return _pages_words(at)
    return tr(_ONE[at.what]).format(page=at.page + 1, share=int(100 * at.share))


def _pages_words(at: Progressing) -> str:
    words = tr("Reading page {page} of {count}…").format(page=min(at.done + 1, at.total), count=at.total)
    if at.seconds_left is None:
        return words
    return tr("{doing} {time} left").format(doing=words, time=time_words(at.seconds_left))


def page_read_words(page: int, harvest: Harvest) -> str:
    """``page`` counts from 0."""
    if not harvest.words:
        return tr("No text was found in the picture of page {page}.").format(page=page + 1)
    return tr("Page {page} was read from its picture: {harvest}.").format(page=page + 1, harvest=harvest_words(harvest))


def region_read_words(page: int, harvest: Harvest) -> str:
    if not harvest.words:
        return tr("No text was found in the region.")
    return tr("The region on page {page} was read: {harvest}.").format(page=page + 1, harvest=harvest_words(harvest))


def pages_read_words(pages: int, harvest: Harvest) -> str:
    """``pages`` is how many were read from their pictures."""
    if not pages:
        return tr("All pages have their text already; no picture had to be read.")
    read = trn("{count} page was read from its picture", "{count} pages were read from their pictures", pages).format(
        count=pages
    )
    return tr("{read}: {harvest}.").format(read=read, harvest=harvest_words(harvest))


def harvest_words(harvest: Harvest) -> str:
    """``412 words, sure of 96 %``"""
    words = trn("{count} word", "{count} words", harvest.words).format(count=harvest.words)
    if not harvest.words:
        return words
    return tr("{words}, sure of {percent} %").format(words=words, percent=percent_of(harvest.confidence))


def percent_of(confidence: float) -> int:
    """Rounded down: 100 only where nothing at all is doubtful."""
    return int(100 * confidence + 1e-6)


def source_words(confidence: float) -> str:
    """What is said under an answer, or of a text, whose words were read from a picture."""
    return tr("Read from the picture, sure of {percent} %").format(percent=percent_of(confidence))
