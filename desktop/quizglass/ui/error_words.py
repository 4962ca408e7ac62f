"""Errors of which only the code was kept."""

from __future__ import annotations

from collections.abc import Iterator

from quizglass.errors import AppError
from quizglass.i18n import tr


def kind_of(code: str | None) -> type[AppError]:
    """The class of errors that has ``code``; the root where there is none."""
    return next((kind for kind in _all_kinds(AppError) if kind.code == code), AppError)


def words_of(code: str | None) -> str:
    """What can be said of an error by its code alone, without the particulars."""
    kind = kind_of(code)
    what, remedy = (text if "{" not in text else "" for text in (kind.what, kind.remedy))
    return " ".join(part for part in (tr(what) or tr("This could not be answered."), tr(remedy)) if part)


def _all_kinds(root: type[AppError]) -> Iterator[type[AppError]]:
    for kind in root.__subclasses__():
        yield kind
        yield from _all_kinds(kind)
