"""The states of the reading bar: each made of what is said and what its buttons do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from quizglass.errors import AppError
from quizglass.i18n import tr, trn
from quizglass.ui.reading import words
from quizglass.ui.reading.bar_content import BarButton, BarContent
from quizglass.ui.reading.document_texts import PageReading
from quizglass.ui.reading.words import Harvest, Progressing

_NEWS_MS: Final = 6000
_SAVED_MS: Final = 15_000

Do = Callable[[], object]


def reading(at: Progressing, stop: Do) -> BarContent:
    return BarContent(lambda: (words.progress_words(at), ""), at.share, (BarButton(lambda: tr("Cancel"), stop),))


def page_read(result: PageReading, show: Do | None) -> BarContent:
    """``show`` shows what was read; None where that is shown already."""
    harvest = Harvest.of(result.text.words)

    def say() -> tuple[str, str]:
        if not result.text.has_ink:
            return tr("Page {page} is blank.").format(page=result.page + 1), ""
        if not harvest.words and result.text.words:
            return tr("Page {page} has its text already.").format(page=result.page + 1), ""
        return words.page_read_words(result.page, harvest), ""

    buttons = (BarButton(lambda: tr("Show what was read"), show),) if harvest.words and show is not None else ()
    return BarContent(say, None, buttons, _NEWS_MS, closable=True)


def region_read(page: int, harvest: Harvest, copy: Do) -> BarContent:
    buttons = (BarButton(lambda: tr("Copy the text"), copy),) if harvest.words else ()
    return BarContent(lambda: (words.region_read_words(page, harvest), ""), None, buttons, 2 * _NEWS_MS, closable=True)


def pages_read(read: int, harvest: Harvest, failed: int, error: AppError | None, again: Do) -> BarContent:
    """``failed`` pages could not be read, the last of them because of ``error``; ``again`` tries these once more."""
    if error is None:
        return BarContent(lambda: (words.pages_read_words(read, harvest), ""), lasts_ms=_NEWS_MS, closable=True)

    def say() -> tuple[str, str]:
        missed = trn("{count} page could not be read.", "{count} pages could not be read.", failed)
        return missed.format(count=failed), str(error)

    return BarContent(say, None, (BarButton(lambda: tr("Try again"), again),), closable=True, is_bad=True)


def failed(error: AppError, again: Do) -> BarContent:
    return BarContent(
        error.describe,
        None,
        (BarButton(lambda: tr("Try again"), again),),
        closable=True,
        is_bad=True,
    )


def saved(out: Path, failed: int, show: Do) -> BarContent:
    """``failed`` pages could not be read; ``show`` opens what was saved."""

    def say() -> tuple[str, str]:
        where = tr("In {folder}").format(folder=out.parent)
        if failed:
            missed = trn(
                "{count} page could not be read and is as before.",
                "{count} pages could not be read and are as before.",
                failed,
            )
            where = f"{where}\n{missed.format(count=failed)}"
        return tr("Saved as {name}.").format(name=out.name), where

    return BarContent(say, None, (BarButton(lambda: tr("Open it"), show),), _SAVED_MS, closable=True)


def copied(count: int, harvest: Harvest) -> BarContent:
    """``count`` words were copied, of which ``harvest`` were read from the picture."""

    def say() -> tuple[str, str]:
        done = trn("{count} word copied.", "{count} words copied.", count).format(count=count)
        return done, words.source_words(harvest.confidence) if harvest.words else ""

    return BarContent(say, lasts_ms=_NEWS_MS, closable=True)


def note(words: str) -> BarContent:
    """A line marked by `N_`, that stays long enough to be read."""
    return BarContent(lambda: (tr(words), ""), lasts_ms=_NEWS_MS, closable=True)


def of_page(words: str, page: int, *buttons: BarButton) -> BarContent:
    """A line marked by `N_` about ``page``, which counts from 0."""
    return BarContent(lambda: (tr(words).format(page=page + 1), ""), None, buttons, 2 * _NEWS_MS, closable=True)


def refused(error: AppError) -> BarContent:
    """Why nothing could be done."""
    return BarContent(error.describe, closable=True, is_bad=True)
