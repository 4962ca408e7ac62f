"""Reading a line with whichever of the two readers reads it best.

RapidOCR's network knows no Cyrillic, and makes Latin look-alikes of it with some confidence. Tesseract reads both, but
stumbles over the print of receipts, over stamps and short numbers. So the script of the page decides who begins, and
the line decides who has the last word.
"""

from __future__ import annotations

from typing import Final

from quizglass.documents.recognition.language_data import installed_languages, tessdata_folder
from quizglass.documents.recognition.rapid_lines import RapidLineReader
from quizglass.documents.recognition.read_line import ReadLine
from quizglass.documents.recognition.sheet import Picture
from quizglass.documents.recognition.tesseract_lines import TesseractLineReader

_MOSTLY: Final = 0.5
_DOUBTED: Final = 0.75
"""The network says less than this of letters that it does not know."""
_READABLE: Final = 0.5
CLEAN_WORD: Final = 0.82
"""Tesseract is not mistaken where it is that sure of a word."""
_PROSE: Final = 12.0
"""Heights that a line is long from which on Tesseract is several times as fast as the network."""
_HEAD_START: Final = 0.05


class LineReader:
    """Safe to use from several threads."""

    def __init__(self) -> None:
        self._network = RapidLineReader()
        self.tesseract = _tesseract(installed_languages())
        self._english = _tesseract(tuple(name for name in installed_languages() if name == "eng"))

    def read(self, strip: Picture, *, cyrillic_page: bool, clean_print: bool) -> ReadLine:
        """The words of a cleaned strip, which stands on a page that is much in Cyrillic or not, clean or not."""
        if cyrillic_page and self.tesseract is not None:
            return self._read_cyrillic(strip, self.tesseract)
        if clean_print and self._english is not None and _is_prose(strip):
            line = self._english.read(strip)
            if line.least_confidence >= CLEAN_WORD:
                return line
        return self._read_latin(strip)

    def read_latin(self, strip: Picture) -> ReadLine:
        """The words as the network alone reads them."""
        return self._network.read(strip)

    def _read_cyrillic(self, strip: Picture, tesseract: TesseractLineReader) -> ReadLine:
        line = tesseract.read(strip)
        if line.has_letters and line.cyrillic >= _MOSTLY and line.confidence >= _READABLE:
            return line
        other = self._network.read(strip)
        if not line.words or other.confidence >= line.confidence - _HEAD_START:
            # Numbers, and names in Latin; a line of Cyrillic that is hard to read stays with who knows its letters.
            doubtful = line.cyrillic >= _MOSTLY and other.has_letters
            return line if doubtful else other
        return line

    def _read_latin(self, strip: Picture) -> ReadLine:
        other = self._network.read(strip)
        if other.confidence >= _DOUBTED or self.tesseract is None:
            return other
        line = self.tesseract.read(strip)
        if line.is_surely_cyrillic:
            return line if line.confidence >= max(_DOUBTED, other.confidence) else other
        return line if not line.cyrillic and line.confidence > other.confidence + 2 * _HEAD_START else other


def _is_prose(strip: Picture) -> bool:
    height, width = strip.shape
    return bool(width >= _PROSE * height)


def _tesseract(languages: tuple[str, ...]) -> TesseractLineReader | None:
    tessdata = tessdata_folder()
    return TesseractLineReader(tessdata, languages) if tessdata is not None and languages else None
