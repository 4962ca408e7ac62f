"""The language of every visible string, in the window and on the command line alike.

gettext catalogues: ``resources/translations/<language>.po`` in git, compiled to ``.mo`` when the package is built
or installed. English is the source language. `tr` looks a string up when it is *shown*, so that the language can
be switched while the program runs; `N_` only marks a string for extraction.
"""

from __future__ import annotations

import gettext
import locale
import os
from collections.abc import Callable
from functools import cache

from quizglass.paths import resource

LANGUAGES = ("en", "ru")

_current: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"
_listeners: list[Callable[[], None]] = []


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools know
    """Mark ``message`` for extraction and give it back unchanged."""
    return message


def tr(message: str) -> str:
    """``message`` in the current language. Always called with a literal, formatted afterwards."""
    return _current.gettext(message) if message else ""


def trc(context: str, message: str) -> str:
    """Like `tr`, for a word that needs ``context`` to be translated (a verb or a noun, a button or a title)."""
    return _current.pgettext(context, message)


def trn(singular: str, plural: str, count: int) -> str:
    """The form for ``count``; the caller formats ``{count}`` afterwards."""
    return _current.ngettext(singular, plural, count)


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    file = resource("translations") / f"{code}.mo"
    if not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as opened:
        return gettext.GNUTranslations(opened)


def in_all_languages(message: str) -> str:
    """``message`` in every language, one after another: to be searched, not shown."""
    return " ".join(dict.fromkeys((message, *(_catalogue(code).gettext(message) for code in LANGUAGES))))


def decimal(number: float, digits: int = 1) -> str:
    """``number`` with so many digits after the point, or the comma where the language writes one."""
    written = f"{number:.{digits}f}"
    return written.replace(".", ",") if _language == "ru" else written


def language() -> str:
    """The current language: "en" or "ru"."""
    return _language


def system_language() -> str:
    """What the system asks for, when there is a translation; English otherwise."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not wanted:
        wanted = locale.getlocale()[0] or ""
    code = wanted.split(".")[0].split("_")[0].lower()
    return "ru" if code in {"ru", "russian"} else "en"


def set_language(code: str) -> None:
    """Switch to ``code`` ("" asks the system) and tell everyone who listens.

    An unknown code or a missing catalogue falls back to English.
    """
    global _current, _language
    code = code or system_language()
    catalogue = resource("translations") / f"{code}.mo"
    if code != "en" and catalogue.is_file():
        with catalogue.open("rb") as file:
            _current = gettext.GNUTranslations(file)
        _language = code
    else:
        _current, _language = gettext.NullTranslations(), "en"
    for listener in _listeners:
        listener()


def on_language_change(listener: Callable[[], None]) -> Callable[[], None]:
    """Call ``listener`` after every switch; the returned function ends that."""
    _listeners.append(listener)

    def stop() -> None:
        if listener in _listeners:
            _listeners.remove(listener)

    return stop
