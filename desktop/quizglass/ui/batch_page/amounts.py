"""How many documents, pages and questions there are, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale

from quizglass.i18n import tr, trn

_LOOKED_AT: Final = 1000


def documents_words(count: int) -> str:
    return trn("{count} document", "{count} documents", count).format(count=number_words(count))


def pages_words(count: int) -> str:
    return trn("{count} page", "{count} pages", count).format(count=number_words(count))


def questions_words(count: int) -> str:
    return trn("{count} question", "{count} questions", count).format(count=number_words(count))


def name_of_files(paths: tuple[str, ...]) -> str:
    """What to call a run of these documents: their folder, ``lease.pdf``, ``lease.pdf and 3 more``; "" without any."""
    if not paths:
        return ""
    first, folder = Path(paths[0]).name, Path(paths[0]).parent
    if len(paths) > 1 and folder.name and all(folder in Path(path).parents for path in paths[1:_LOOKED_AT]):
        return folder.name
    more = len(paths) - 1
    return tr("{name} and {count} more").format(name=first, count=number_words(more)) if more else first


def number_words(count: int) -> str:
    """As the language of the window writes it."""
    return QLocale().toString(count)
