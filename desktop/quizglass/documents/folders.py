"""The documents in folders, and in the folders inside them. It may take long on a slow disk."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SUFFIXES: Final = frozenset(
    (
        *(".pdf", ".xps", ".oxps", ".epub", ".cbz", ".fb2", ".mobi", ".svg"),
        *(".png", ".jpg", ".jpeg", ".bmp", ".webp", ".tif", ".tiff", ".gif", ".pnm", ".ppm", ".pgm"),
    )
)
"""What is taken from a folder; a file that is named is tried whatever it is called."""

MOST_FOUND: Final = 200
"""What a window opens at once."""
_MOST_LOOKED_AT: Final = 100_000


@dataclass(frozen=True, slots=True)
class Found:
    """``others`` are the files in the folders that are no documents, ``beyond`` the documents that are too many."""

    files: tuple[str, ...]
    others: int = 0
    beyond: int = 0


def documents_in(paths: Iterable[str], most: int = MOST_FOUND) -> Found:
    """Named files as they are, and in place of each folder the documents in it, by name, at most ``most`` in all.

    Hidden files and folders are passed over, and links to folders are not followed: they may run in circles.
    """
    files: list[str] = []
    others = beyond = 0
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - a name with a zero byte is no folder, and no reason to fail
            files.append(path)
            continue
        for file in _files_below(path):
            if Path(file).suffix.lower() not in SUFFIXES:
                others += 1
            elif len(files) < most:
                files.append(file)
            else:
                beyond += 1
    return Found(tuple(dict.fromkeys(files)), others, beyond)


def _files_below(folder: str) -> list[str]:
    found: list[str] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [os.path.join(place, name) for name in sorted(names) if not name.startswith(".")]  # noqa: PTH118
        if len(found) > _MOST_LOOKED_AT:
            break
    return found
