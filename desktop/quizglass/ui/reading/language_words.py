"""What language data is missing for reading pictures, and how to get it."""

from __future__ import annotations

import platform
from typing import Final

from quizglass.i18n import N_, tr

_WHAT: Final = {
    "rus": N_("Russian text in pictures cannot be read well: the data for it is not installed."),
    "eng": N_("English text in pictures cannot be read well: the data for it is not installed."),
}
_OTHER: Final = N_("Some text in pictures cannot be read well: the data for its language is not installed.")


def missing_language_words(languages: tuple[str, ...]) -> tuple[str, str]:
    """What cannot be read, and what to do about it. ``languages`` are named as Tesseract names them."""
    what = dict.fromkeys(tr(_WHAT.get(name, _OTHER)) for name in languages)
    return " ".join(what), _how_to_get(languages)


def _how_to_get(languages: tuple[str, ...]) -> str:
    if platform.system() == "Linux":
        command = " ".join(("sudo apt install", *(f"tesseract-ocr-{name}" for name in languages)))
        return tr("Install it, then read the page again: {command}").format(command=command)
    files = ", ".join(f"{name}.traineddata" for name in languages)
    return tr("Put {files} into the tessdata folder of Tesseract, then read the page again.").format(files=files)
