"""What an answer card says about how a question ended, and the one thing that helps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from quizglass.answers import Outcome, Progress
from quizglass.errors import DeviceError, ModelError
from quizglass.i18n import tr
from quizglass.ui.error_words import kind_of, words_of
from quizglass.ui.reading.answer_reading import picture_progress
from quizglass.ui.reading.language_words import missing_language_words
from quizglass.ui.reading.words import progress_words, source_words
from quizglass.ui.session.entry import Entry, Scope


class Help(Enum):
    """What the button under an answer does."""

    NOTHING = auto()
    ASK_DOCUMENT = auto()
    ASK_AGAIN = auto()
    CHOOSE_MODEL = auto()


@dataclass(frozen=True, slots=True)
class CardState:
    """``name`` is what the style sheet looks at; ``role`` how the words look; ``button`` is "" without one."""

    name: str
    words: str = ""
    role: str = "muted"
    button: str = ""
    help: Help = Help.NOTHING


def state_of(entry: Entry) -> CardState:
    if entry.outdated and entry.outcome in {Outcome.FOUND, Outcome.NOT_FOUND, Outcome.BLANK_PAGE, Outcome.NO_TEXT}:
        words = tr("About an earlier version of the file.")
        return CardState("unsure", words, "warn", tr("Ask again"), Help.ASK_AGAIN)
    match entry.outcome:
        case None:
            return CardState("running", "" if entry.text else stage_words(entry.progress))
        case Outcome.FOUND:
            return CardState("unsure", tr("Check this."), "warn") if entry.unsure else CardState("found")
        case Outcome.NOT_FOUND:
            return _not_found(Scope.of(entry.question))
        case Outcome.BLANK_PAGE:
            return CardState("blank", tr("This page is blank."))
        case Outcome.NO_TEXT:
            return _no_text(entry)
        case Outcome.STOPPED:
            return CardState("stopped", tr("Stopped."), button=tr("Ask again"), help=Help.ASK_AGAIN)
    return _failed(entry)


def _no_text(entry: Entry) -> CardState:
    """Why there were no words: not read yet when it was asked, not readable here, or none there."""
    read = entry.page_reading
    if read is not None and read.missing:
        words = " ".join(missing_language_words(read.missing))
        return CardState("no text", words, "warn", tr("Ask again"), Help.ASK_AGAIN)
    if read is None:
        words = tr("This page is a picture. Its text was not read.")
        return CardState("no text", words, button=tr("Read it and ask again"), help=Help.ASK_AGAIN)
    where = tr("No text in this region.") if Scope.of(entry.question) is Scope.REGION else tr("No text on this page.")
    words = tr("{where} A model that sees pictures can tell what they show.").format(where=where)
    return CardState("no text", words, button=tr("Choose a model"), help=Help.CHOOSE_MODEL)


def _not_found(scope: Scope) -> CardState:
    if scope is Scope.DOCUMENT:
        return CardState("not found", tr("Not in this document."))
    words = tr("Not in this region.") if scope is Scope.REGION else tr("Not on this page.")
    return CardState("not found", words, button=tr("Look in the whole document"), help=Help.ASK_DOCUMENT)


def _failed(entry: Entry) -> CardState:
    code = entry.answer.error if entry.answer is not None else None
    words = words_of(code) if entry.error is None else str(entry.error)
    kind = kind_of(code) if entry.error is None else type(entry.error)
    if issubclass(kind, ModelError | DeviceError):
        return CardState("failed", words, "bad", tr("Choose a model"), Help.CHOOSE_MODEL)
    return CardState("failed", words, "bad", tr("Ask again"), Help.ASK_AGAIN)


def reading_words(entry: Entry) -> str:
    """How well the words were read that the answer stands on; "" where they are no picture's."""
    if entry.reading is None or entry.running:
        return ""
    words = source_words(entry.reading.confidence)
    if not entry.doubtful:
        return words
    return tr("{reading}. Check the words with a dashed edge.").format(reading=words)


def stage_words(progress: Progress | None) -> str:
    """What is being done, for a card that has no text yet and for the status bar."""
    if progress is None:
        return tr("Waiting…")
    reading = picture_progress(progress)
    if reading is not None:
        return progress_words(reading)
    page = "" if progress.page is None else str(progress.page + 1)
    match progress.stage:
        case "loading":
            percent = round(100 * progress.done / progress.total) if progress.total else 0
            return tr("Loading the model: {percent} %").format(percent=percent) if percent else tr("Loading the model…")
        case "opening":
            return tr("Opening the document…")
        case "reading" if page:
            return tr("Reading page {page}…").format(page=page)
        case "reading":
            return tr("Reading…")
        case "looking" if page:
            return tr("Looking at page {page}…").format(page=page)
        case "looking":
            return tr("Looking…")
    return tr("Answering…")
