"""What plain transformers says as a LLaVA: the folder's chat template, the processor's own spelling, ``generate``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from plain_qwen_vl import answered
from transformers import AutoModelForImageTextToText, AutoTokenizer

from quizglass.models.engine import Ask


def generated(folder: Path, ask: Ask, prompt: str, pictures: dict[str, Any]) -> list[int]:
    """The tokens of the answer to ``prompt``, without those that end it."""
    model = AutoModelForImageTextToText.from_pretrained(folder, dtype=torch.float32, local_files_only=True)
    ids = AutoTokenizer.from_pretrained(folder, local_files_only=True)(
        prompt, add_special_tokens=False, return_tensors="pt"
    )["input_ids"]
    return answered(model, ids, ask, pictures)
