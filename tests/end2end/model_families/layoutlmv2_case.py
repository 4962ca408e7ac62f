"""LayoutLMv2: words, boxes, and what a ResNeXt sees of the page."""

from __future__ import annotations

import runpy
from pathlib import Path

import plain_layoutlmv2
from family_case import FamilyCase
from span_engine import boxes_when_pointing, page_of, plain_words, pointed_words
from transformers import AutoTokenizer
from transformers.models.layoutlmv2.image_processing_pil_layoutlmv2 import LayoutLMv2ImageProcessorPil

from quizglass.models.engine import Ask, View

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "layoutlmv2.py"
SIDE = 64


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def plain(folder: Path, view: View, ask: Ask) -> list[int]:
    processor = LayoutLMv2ImageProcessorPil.from_pretrained(folder, apply_ocr=False)
    picture = processor(images=[page_of(view, SIDE)], return_tensors="pt")["pixel_values"].float()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return plain_words(plain_layoutlmv2.model(folder), tokenizer, view, ask, {"image": picture})


CASE = FamilyCase("layoutlmv2", make, plain, pointed_words, boxes_when_pointing, four_bit=False, eight_bit=False)
