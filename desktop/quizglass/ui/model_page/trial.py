"""One question to the sample, to see that a model answers and whether it is right."""

from __future__ import annotations

from quizglass.answers import Answer, Outcome, Question
from quizglass.i18n import tr
from quizglass.pages import DocumentSource
from quizglass.paths import resource
from quizglass.ui.controls.cards.card_content import Mark
from quizglass.ui.error_words import words_of
from quizglass.ui.model_page.amounts import number_words

_SAMPLE = "invoice.pdf"
_QUESTION = "What is the total?"
_EXPECTED = "2,286.60"


def trial_question(model_id: str) -> Question:
    return Question(_QUESTION, DocumentSource(str(resource("samples") / _SAMPLE)), pages=(0,), model=model_id)


def trial_words(answer: Answer) -> tuple[Mark, str]:
    """What came of it."""
    if answer.outcome is Outcome.FAILED:
        return "bad", words_of(answer.error)
    said = " ".join((answer.text or "").split())
    if answer.outcome is Outcome.STOPPED:
        return "muted", tr("The trial was stopped.")
    if not said:
        return "warn", tr("It found no total on the sample, where {expected} stands.").format(expected=_EXPECTED)
    seconds = number_words(answer.timings.total) if answer.timings and answer.timings.total else "?"
    if _EXPECTED in said:
        return "good", tr("Right, in {seconds} s: {answer}").format(seconds=seconds, answer=said)
    words = tr("In {seconds} s it said: {answer}. On the sample stands {expected}.")
    return "warn", words.format(seconds=seconds, answer=said, expected=_EXPECTED)
