"""The real reading worker, on pictures made in a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from quizglass.documents.requests import RecognizePage
from quizglass.documents.service import DocumentService
from quizglass.geometry import WHOLE_PAGE, PageRect
from quizglass.pages import DocumentSource, RecognizedText

ReadPicture = Callable[..., RecognizedText]


@pytest.fixture
def read_picture(documents: DocumentService, tmp_path: Path) -> ReadPicture:
    """Saves a picture and lets the reading worker read it."""

    def read(image: Image.Image, *, region: PageRect = WHOLE_PAGE, name: str = "scan.png", **save: object):
        path = tmp_path / name
        image.save(path, **save)
        return documents.call(RecognizePage(DocumentSource(str(path)), 0, region))

    return read
