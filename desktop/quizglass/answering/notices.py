"""What the user is told beside an answer, from the code that the engine gave it."""

from __future__ import annotations

from quizglass.i18n import N_, tr

_WORDS = {
    "smaller-picture": (
        N_("Memory ran short: the model looked at a smaller picture."),
        N_("Small print may be misread. Ask of a smaller region, or choose a smaller model or 4-bit."),
    ),
    "smaller-for-server": (
        N_("The server takes no larger picture: the model looked at a smaller one."),
        N_("Small print may be misread. Ask of a smaller region, or have the server accept longer questions."),
    ),
    "repeats": (
        N_("The model began to repeat itself and was stopped: the answer may lack its end."),
        N_("Ask of a smaller region, or in other words."),
    ),
    "page-cut": (
        N_("The page holds more text than the model can take in: its end was left out."),
        N_("Ask of a region of the page."),
    ),
}


def words(code: str) -> tuple[str, str]:
    """What happened and what can be done, in the current language; empty for a code that nobody knows."""
    what, remedy = _WORDS.get(code, ("", ""))
    return (tr(what), tr(remedy)) if what else ("", "")
