"""LayoutLMv3: words, boxes, and the page in patches."""

from __future__ import annotations

import runpy
from pathlib import Path

from family_case import FamilyCase
from span_engine import boxes_when_pointing, page_of, plain_words, pointed_words
from transformers import AutoTokenizer, LayoutLMv3ForQuestionAnswering
from transformers.models.layoutlmv3.image_processing_pil_layoutlmv3 import LayoutLMv3ImageProcessorPil

from quizglass.models.engine import Ask, View

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "layoutlmv3.py"


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def plain(folder: Path, view: View, ask: Ask) -> list[int]:
    processor = LayoutLMv3ImageProcessorPil.from_pretrained(folder, apply_ocr=False)
    picture = processor(images=[page_of(view, 32)], return_tensors="pt")["pixel_values"]
    model = LayoutLMv3ForQuestionAnswering.from_pretrained(folder).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    return plain_words(model, tokenizer, view, ask, {"pixel_values": picture})


CASE = FamilyCase("layoutlmv3", make, plain, pointed_words, boxes_when_pointing, four_bit=False, eight_bit=False)
