"""The library for commands that can do without it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from quizglass import paths
from quizglass.cli import trouble
from quizglass.errors import AppError
from quizglass.library.library import Library


@contextmanager
def opened_library() -> Iterator[Library | None]:
    """The library in the user's data folder; None, after a word about it, where it cannot be used."""
    library: Library | None = None
    try:
        library = Library.open(paths.library_file())
    except AppError as error:
        trouble.tell(error)
    if library is None:
        yield None
        return
    if library.damage is not None:
        trouble.tell(library.damage)
    try:
        yield library
    finally:
        library.close()
