"""What reads pictures on this machine, with versions: the key under which its readings are kept. Cheap to import."""

from __future__ import annotations

import functools
from importlib import metadata
from typing import Final

from quizglass.documents.recognition.language_data import installed_languages

_OWN_VERSION: Final = 1
"""Rises when the steps around the libraries change what is read."""


def reader_version() -> str:
    """Names the steps, the libraries and the languages. What another reader read is read again."""
    languages = "+".join(installed_languages())
    return f"quizglass-{_OWN_VERSION}/rapidocr-{_version('rapidocr')}/tesserocr-{_version('tesserocr')}-{languages}"


@functools.cache
def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "none"
