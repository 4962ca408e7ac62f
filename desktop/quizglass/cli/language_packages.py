"""How the language data for reading pictures is installed, system by system."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Sequence
from typing import Final

from quizglass.i18n import tr

_PACKAGE_PREFIXES: Final = {
    "apt-get": ("sudo apt-get install", "tesseract-ocr-"),
    "dnf": ("sudo dnf install", "tesseract-langpack-"),
    "pacman": ("sudo pacman -S", "tesseract-data-"),
}
"""Each package manager's command, and what it puts before a language to name the package."""


def remedy(
    languages: Sequence[str],
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
) -> str:
    """What to do to have ``languages``, by Tesseract's names, on this system; a whole sentence."""
    if platform == "darwin":
        return tr("Run: {command}").format(command="brew install tesseract tesseract-lang")
    if platform == "win32":
        words = tr("Run: {command}, and choose the languages {languages} in its installer.")
        return words.format(
            command="winget install UB-Mannheim.TesseractOCR --interactive", languages=", ".join(languages)
        )
    for manager, (command, prefix) in _PACKAGE_PREFIXES.items():
        if which(manager):
            packages = " ".join(prefix + language for language in languages)
            return tr("Run: {command}").format(command=f"{command} {packages}")
    files = ", ".join(f"{language}.traineddata" for language in languages)
    return tr("Put {files} into a folder and name that in TESSDATA_PREFIX.").format(files=files)
