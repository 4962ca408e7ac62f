"""LLaVA with Pixtral's tower: pictures of any shape, their rows ended by tokens; the system's words in the question."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import plain_llava
from family_case import FamilyCase
from plain_qwen_vl import chat, picture_of
from transformers import AutoTokenizer
from transformers.models.pixtral.image_processing_pil_pixtral import PixtralImageProcessorPil
from vision_engine import said_tokens

from quizglass.models.engine import Ask, View
from quizglass.models.prompting import SYSTEM

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "pixtral.py"


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def plain(folder: Path, view: View, ask: Ask) -> list[int]:
    assert view.image
    messages = chat(ask, system="")
    messages[0]["content"] = [
        {"type": "text", "content": SYSTEM + "\n\n"},
        {"type": "image"},
        {"type": "text", "content": messages[0]["content"][1]["text"]},
    ]
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    prompt = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    images = PixtralImageProcessorPil.from_pretrained(folder, local_files_only=True)
    pictures = images(images=[picture_of(view.image)], return_tensors="pt")
    return plain_llava.generated(folder, ask, prompt.replace("[IMG]", spelled(pictures)), dict(pictures))


def spelled(pictures: Any) -> str:
    """As `PixtralProcessor.replace_image_token` does it, a class that cannot be imported without torchvision."""
    height, width = pictures["image_sizes"][0].tolist()
    rows = ["[IMG]" * (width // 16)] * (height // 16)
    return "[IMG_BREAK]".join(rows) + "[IMG_END]"


CASE = FamilyCase("llava with pixtral", make, plain, said_tokens)
