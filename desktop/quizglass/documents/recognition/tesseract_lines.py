"""Tesseract on single lines: reads Cyrillic, and clean prose faster than the network for Latin."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Final

import cv2
import tesserocr

from quizglass.documents.recognition.letters import cyrillic_share, in_cyrillic
from quizglass.documents.recognition.read_line import ReadLine, ReadWord
from quizglass.documents.recognition.sheet import Picture
from quizglass.documents.recognition.words_of_line import unglued

_MARGIN: Final = 10
"""Pixels of paper around a line, without which Tesseract loses its first and last letters."""
_SPECKS: Final = frozenset("|_[]{}‘’'`\"“”„.,:;~-—–=°*¦<>\\/()!")
_SURE: Final = 0.9
_MOSTLY: Final = 0.6


class TesseractLineReader:
    """Safe to use from several threads: each gets an engine of its own."""

    def __init__(self, tessdata: Path, languages: tuple[str, ...]) -> None:
        self._tessdata = str(tessdata)
        # The first language decides in doubt.
        self._languages = "+".join(sorted(languages, reverse=True))
        self._own = threading.local()

    def read(self, strip: Picture) -> ReadLine:
        """The words of a cleaned strip."""
        framed = cv2.copyMakeBorder(strip, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_CONSTANT, value=[255])
        height, width = framed.shape
        api = self._api()
        api.SetImageBytes(framed.tobytes(), width, height, 1, width)
        api.SetSourceResolution(300)
        if not api.Recognize():
            return ReadLine()
        words = _without_specks(_words(api, strip.shape[1]))
        texts = [word.text for word in words]
        if cyrillic_share(" ".join(texts)) >= _MOSTLY:
            texts = in_cyrillic(texts)
        return ReadLine(
            tuple(
                part
                for word, text in zip(words, texts, strict=True)
                for part in unglued(ReadWord(text, word.start, word.end, word.confidence))
            )
        )

    def _api(self) -> tesserocr.PyTessBaseAPI:
        api: tesserocr.PyTessBaseAPI | None = getattr(self._own, "api", None)
        if api is None:
            api = tesserocr.PyTessBaseAPI(
                path=self._tessdata,
                lang=self._languages,
                psm=tesserocr.PSM.SINGLE_LINE,
                oem=tesserocr.OEM.LSTM_ONLY,
            )
            self._own.api = api
        return api


def _words(api: tesserocr.PyTessBaseAPI, length: int) -> list[ReadWord]:
    found = []
    level = tesserocr.RIL.WORD
    results = api.GetIterator()
    for item in tesserocr.iterate_level(results, level) if results is not None else ():
        if item.Empty(level):
            continue
        text = item.GetUTF8Text(level).strip()
        box = item.BoundingBox(level)
        if text and box is not None:
            left, right = ((x - _MARGIN) / length for x in (box[0], box[2]))
            found.append(ReadWord(text, max(0.0, left), min(1.0, right), item.Confidence(level) / 100))
    return found


def _without_specks(words: list[ReadWord]) -> list[ReadWord]:
    """Without signs at either end that Tesseract doubts itself: dirt and what is left of a table's rules."""
    first, after = 0, len(words)
    while first < after and _is_speck(words[first]):
        first += 1
    while after > first and _is_speck(words[after - 1]):
        after -= 1
    return words[first:after]


def _is_speck(word: ReadWord) -> bool:
    return word.confidence < _SURE and set(word.text) <= _SPECKS
