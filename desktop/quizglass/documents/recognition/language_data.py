"""Where Tesseract's language data is, and what of it is missing. Cheap to import: loads no OCR library."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import Final

WANTED_LANGUAGES: Final = ("eng", "rus")
"""By Tesseract's names. Numbers and Latin letters are read without any of it, Cyrillic is not."""

_SUFFIX: Final = ".traineddata"


def tessdata_folder() -> Path | None:
    """The first folder with the most of the wanted languages; None when none has any."""
    best, most = None, 0
    for folder in filter(os.path.isdir, _folders()):
        wanted = _wanted_in(folder)
        if wanted > most:
            best, most = folder, wanted
        if most == len(WANTED_LANGUAGES):
            break
    return best


def installed_languages() -> tuple[str, ...]:
    """Which of `WANTED_LANGUAGES` can be used."""
    folder = tessdata_folder()
    return () if folder is None else tuple(name for name in WANTED_LANGUAGES if _has(folder, name))


def missing_languages() -> tuple[str, ...]:
    """Which of `WANTED_LANGUAGES` are not installed."""
    installed = installed_languages()
    return tuple(name for name in WANTED_LANGUAGES if name not in installed)


def _wanted_in(folder: Path) -> int:
    return sum(_has(folder, name) for name in WANTED_LANGUAGES)


def _has(folder: Path, language: str) -> bool:
    try:
        return (folder / (language + _SUFFIX)).stat().st_size > 0
    except OSError:
        return False


def _folders() -> tuple[Path, ...]:
    """Where the system's packages and installers put language data; or people themselves, in Tesseract's own way."""
    own = os.environ.get("TESSDATA_PREFIX", "")
    return (Path(own), Path(own) / "tessdata") if own else _usual_folders()


@functools.cache
def _usual_folders() -> tuple[Path, ...]:
    if sys.platform == "win32":
        programs = (os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))
        return tuple(Path(folder) / "Tesseract-OCR" / "tessdata" for folder in programs if folder)
    prefixes = [Path("/usr/share"), Path("/usr/local/share"), Path("/opt/homebrew/share")]
    versions = ["tessdata", "tesseract-ocr/5/tessdata", "tesseract-ocr/4.00/tessdata", "tesseract-ocr/tessdata"]
    return tuple(prefix / version for prefix in prefixes for version in versions)
