"""The readers that are compared: Tesseract alone and RapidOCR alone as they come, and ours, which uses both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import cv2
import numpy as np
import tesserocr
from PIL import Image
from rapidocr import RapidOCR

from quizglass.documents.mupdf_library import pymupdf
from quizglass.documents.recognition.language_data import tessdata_folder
from quizglass.documents.requests import RecognizePage
from quizglass.documents.service import DocumentService
from quizglass.geometry import PageRect, Size
from quizglass.pages import DocumentSource, Word

SCAN_DPI = 300
"""At which the pages of PDFs are drawn for the readers that need a picture."""
_CREDIBLE_DPI = 70
"""Tesseract as a program, too, guesses where a file claims less."""


@dataclass(frozen=True)
class PageToRead:
    """A page of a file. ``russian`` says which language data a person would choose for Tesseract."""

    path: str
    page: int
    russian: bool

    def picture(self) -> Image.Image:
        with pymupdf.open(self.path) as document:
            if document.is_pdf:
                pixels = document[self.page].get_pixmap(dpi=SCAN_DPI, alpha=False)
                image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
                image.info["dpi"] = (SCAN_DPI, SCAN_DPI)
                return image
        with Image.open(self.path) as image:
            return image.convert("RGB")


Reader: TypeAlias = Callable[[PageToRead], tuple[Word, ...]]


def tesseract_alone(page: PageToRead) -> tuple[Word, ...]:
    """Tesseract on the whole page with its own layout analysis (psm 3)."""
    picture = page.picture()
    size = Size(*picture.size)
    with tesserocr.PyTessBaseAPI(
        path=str(tessdata_folder()),
        lang="rus+eng" if page.russian else "eng",
        psm=tesserocr.PSM.AUTO,
        oem=tesserocr.OEM.LSTM_ONLY,
    ) as api:
        api.SetImage(picture)
        dpi = picture.info.get("dpi", (0, 0))[0]
        if dpi >= _CREDIBLE_DPI:
            api.SetSourceResolution(round(dpi))
        return tuple(_tesseract_words(api, size)) if api.Recognize() else ()


def _tesseract_words(api: Any, size: Size) -> Iterator[Word]:
    level = tesserocr.RIL.WORD
    results = api.GetIterator()
    for item in tesserocr.iterate_level(results, level) if results is not None else ():
        if not item.Empty(level) and (box := item.BoundingBox(level)) is not None:
            yield Word(item.GetUTF8Text(level), PageRect.from_size(box, size), 0, 0)


class RapidAlone:
    """RapidOCR with its defaults."""

    def __init__(self) -> None:
        self._rapid = RapidOCR(params={"Global.log_level": "critical", "Global.return_word_box": True})

    def __call__(self, page: PageToRead) -> tuple[Word, ...]:
        picture = page.picture()
        result: Any = self._rapid(cv2.cvtColor(np.asarray(picture), cv2.COLOR_RGB2BGR))
        if not result.txts:
            return ()
        size = Size(*picture.size)
        return tuple(_word(text, corners, size) for line in result.word_results for text, _, corners in line if corners)


def _word(text: str, corners: list[list[float]], size: Size) -> Word:
    xs, ys = zip(*corners, strict=True)
    return Word(text, PageRect.from_size((min(xs), min(ys), max(xs), max(ys)), size), 0, 0)


class Ours:
    """The way that the product takes: a request to the reading worker."""

    def __init__(self, documents: DocumentService) -> None:
        self._documents = documents

    def __call__(self, page: PageToRead) -> tuple[Word, ...]:
        return self._documents.call(RecognizePage(DocumentSource(page.path), page.page)).words
