"""What all errors share.

Adapters translate third-party exceptions at the border with ``raise ... from``. The words live beside the class, in
English, marked for translation by `N_`; `describe` puts them into the current language. Fields in ``params`` fill the
words; they may hold a file's name, never its text.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import ClassVar, NamedTuple

from quizglass.i18n import N_, tr


class Description(NamedTuple):
    """What a person reads: what happened and why, and what to do about it."""

    what: str
    remedy: str


class AppError(Exception):
    """The root. ``code`` is stable and goes into logs, exports and the library; the words may change."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 15
    what: ClassVar[str] = N_("Something went wrong.")
    remedy: ClassVar[str] = N_("Try again; if it happens again, run the doctor.")

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params

    def __reduce__(self) -> tuple[object, ...]:
        # Keyword arguments do not survive the default pickling; errors cross from the worker process.
        return _rebuild, (type(self), self.params)

    def describe(self) -> Description:
        """The words for a person, in the current language."""
        known = _Known(self.params)
        return Description(tr(self.what).format_map(known), tr(self.remedy).format_map(known))

    def __str__(self) -> str:
        return " ".join(self.describe())


class _Known(dict[str, object]):
    """Leaves a field empty that the error was not given, instead of failing while telling of a failure."""

    def __missing__(self, key: str) -> str:
        return ""


def _rebuild(kind: type[AppError], params: dict[str, object]) -> AppError:
    return kind(**params)


class Cancelled(AppError):
    """Stopped by the user. An outcome, never shown as an error."""

    code = "cancelled"
    exit_code = 130
    what = N_("Stopped.")
    remedy = ""


def trace_without_text(error: BaseException) -> str:
    """The kinds of an exception and its causes, and where they came from; never their messages.

    A message may quote a document, and nothing of a document may reach a log.
    """
    lines = []
    cause: BaseException | None = error
    while cause is not None:
        frames = traceback.extract_tb(cause.__traceback__)
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)
