"""LayoutXLM: LayoutLMv2 with a vocabulary of many languages."""

from __future__ import annotations

import runpy
from pathlib import Path

from family_case import FamilyCase
from layoutlmv2_case import SCRIPT, plain
from span_engine import boxes_when_pointing, pointed_words


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder, model_type="layoutxlm", multilingual=True)


CASE = FamilyCase("layoutxlm", make, plain, pointed_words, boxes_when_pointing, four_bit=False, eight_bit=False)
