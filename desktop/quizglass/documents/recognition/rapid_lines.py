"""RapidOCR's recognition network: reads Latin letters, digits and signs, best of all on receipts and forms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

import cv2
import numpy as np
from rapidocr import RapidOCR

from quizglass.documents.recognition.letters import normal_width
from quizglass.documents.recognition.read_line import ReadLine
from quizglass.documents.recognition.sheet import Picture
from quizglass.documents.recognition.words_of_line import Character, words_of

_PARAMS: Final = {
    "Global.log_level": "critical",
    "Global.use_det": False,
    "Global.use_cls": False,
    "Global.use_preprocess_img": False,
    "Global.return_word_box": True,
    "Global.text_score": 0.0,
    # Shorter lines are padded to the width given here, 320 by default: the cells of a form took twice as long so.
    "Rec.rec_img_shape": [3, 48, 128],
    # Lines are read side by side on threads, one thread each: twice as fast as one line on all threads.
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


class RapidLineReader:
    """Safe to use from several threads once made."""

    def __init__(self) -> None:
        self._rapid = RapidOCR(params=dict(_PARAMS))
        # Loads the network, which else the first lines of all threads would do at once.
        self._rapid(np.full((48, 96, 3), 255, np.uint8))

    def read(self, strip: Picture) -> ReadLine:
        """The words of a cleaned strip."""
        result: Any = self._rapid(cv2.cvtColor(strip, cv2.COLOR_GRAY2BGR))
        if not result.txts:
            return ReadLine()
        text, info = str(result.txts[0]), result.word_results[0]
        characters = list(_characters(text, info))
        return ReadLine(words_of(characters, _spaces(text), strip))


def _characters(text: str, info: Any) -> Iterator[Character]:
    """``info`` groups characters and the steps (of equal length along the line) at which each was seen."""
    length = float(info.line_txt_len) or 1.0
    letters, steps = chain.from_iterable(info.words), chain.from_iterable(info.word_cols)
    sure = [confidence for letter, confidence in zip(text, info.confs, strict=False) if not letter.isspace()]
    for letter, step, confidence in zip(letters, steps, sure, strict=False):
        yield Character(normal_width(letter), min(1.0, (step + 0.5) / length), float(confidence))


def _spaces(text: str) -> frozenset[int]:
    """How many characters that are not spaces stand before each space."""
    before = 0
    found = set()
    for letter in text:
        if letter.isspace():
            found.add(before)
        else:
            before += 1
    return frozenset(found)
