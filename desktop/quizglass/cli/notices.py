"""What a person at a terminal is told while a model works."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from quizglass.answers import AnswerEvent, Progress
from quizglass.cli import trouble
from quizglass.i18n import tr
from quizglass.models.engine import EngineInfo

_CLEAR_LINE = "\r\x1b[K"


class ProgressLine:
    """One line on a terminal that fills up and goes; nothing in a script."""

    def __init__(self) -> None:
        self._shows = sys.stderr is not None and sys.stderr.isatty()
        self._shown = ""

    def show(self, event: AnswerEvent) -> None:
        """Tell of ``event`` if it takes long; any other one ends the line."""
        self.write(progress_words(event))

    def write(self, line: str) -> None:
        """``line`` in place of what stands there; "" ends it."""
        if self._shows and line != self._shown:
            print(_CLEAR_LINE + line, end="", file=sys.stderr, flush=True)
            self._shown = line

    def end(self) -> None:
        self.write("")


def reading_page(page: int, share: float) -> str:
    """How far the reading of a page's picture is; ``page`` counts from 0."""
    words = tr("Reading page {page} from its picture: {percent} %")
    return words.format(page=page + 1, percent=int(100 * share))


def progress_words(event: AnswerEvent) -> str:
    """How far something is that takes long; "" for any other event."""
    if not isinstance(event, Progress):
        return ""
    if event.stage == "loading" and event.done < event.total:
        return tr("Loading the model: {percent} %").format(percent=100 * event.done // event.total)
    if event.stage == "recognizing" and event.page is not None:
        return reading_page(event.page, event.done / event.total)
    if event.stage == "recognizing-pages" and event.page is not None:
        words = tr("Reading page {page} from its picture ({done} of {total})")
        return words.format(page=event.page + 1, done=event.done + 1, total=event.total)
    return ""


def warn_of(engine: EngineInfo) -> None:
    """Say loudly that a model is slow where it runs."""
    if engine.notice == "gpu-unused":
        trouble.say(
            tr("{model} runs on the processor although there is a graphics card. Run the doctor to see why.").format(
                model=engine.name
            )
        )
    elif engine.notice:
        trouble.say(tr("{model} runs on the processor: expect minutes, not seconds.").format(model=engine.name))


def say_missing(page: int, names: Sequence[str]) -> None:
    """Say that letters of ``page``, from 0, could not be read for want of the data of these languages."""
    words = tr("Page {page} has letters that cannot be read without language data: {languages}. Run the doctor.")
    trouble.say(words.format(page=page + 1, languages=", ".join(names)))
