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
_CLEAN: Final = 0.86
_PROSE: Final = 12.0
"""Heights that a line is long from which on Tesseract is several times as fast as the network."""
_HEAD_START: Final = 0.05


class LineReader:
    """Safe to use from several threads."""

    def __init__(self) -> None:
        self._network = RapidLineReader()
        tessdata, languages = tessdata_folder(), installed_languages()
        self.tesseract = TesseractLineReader(tessdata, languages) if tessdata is not None and languages else None

    def read(self, strip: Picture, *, cyrillic_page: bool) -> ReadLine:
        """The words of a cleaned strip, which stands on a page that is mostly Cyrillic or not."""
        if self.tesseract is None:
            return self._network.read(strip)
        if cyrillic_page:
            return self._read_cyrillic(strip, self.tesseract)
        return self._read_latin(strip, self.tesseract)

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

    def _read_latin(self, strip: Picture, tesseract: TesseractLineReader) -> ReadLine:
        height, width = strip.shape
        if width >= _PROSE * height:
            line = tesseract.read(strip)
            if line.least_confidence >= _CLEAN and not line.cyrillic:
                return line
        other = self._network.read(strip)
        if other.confidence >= _DOUBTED:
            return other
        line = tesseract.read(strip)
        if line.cyrillic >= _MOSTLY:
            return line if line.confidence >= other.confidence else other
        return line if line.confidence > other.confidence + 2 * _HEAD_START else other
