"""MiniCPM-V 4.6: the whole picture small, then its slices, before layers of linear attention."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import plain_llava
from family_case import FamilyCase
from plain_qwen_vl import chat, picture_of
from transformers import AutoTokenizer
from transformers.models.minicpmv4_6.image_processing_pil_minicpmv4_6 import MiniCPMV4_6ImageProcessorPil
from transformers.models.minicpmv4_6.processing_minicpmv4_6 import MiniCPMV4_6Processor
from vision_engine import said_tokens

from quizglass.models.engine import Ask, View

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "minicpm_v46.py"
IMAGE = "<|image_pad|>"


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def plain(folder: Path, view: View, ask: Ask) -> list[int]:
    assert view.image
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    prompt = tokenizer.apply_chat_template(chat(ask), add_generation_prompt=True, tokenize=False)
    images = MiniCPMV4_6ImageProcessorPil.from_pretrained(folder, local_files_only=True)
    seen = images(images=[picture_of(view.image)], max_slice_nums=36, downsample_mode="16x", return_tensors="pt")
    pictures = {name: seen[name] for name in ("pixel_values", "target_sizes")} | {"downsample_mode": "16x"}
    assert len(seen["target_sizes"]) > 2, "slices are what is to be compared"
    return plain_llava.generated(folder, ask, prompt.replace(IMAGE, spelled(seen)), pictures)


def spelled(seen: object) -> str:
    """By the real processor's method; the processor itself does not exist without torchvision."""
    marks = SimpleNamespace(
        slice_mode=True,
        image_token=IMAGE,
        image_start_token="<image>",
        image_end_token="</image>",
        slice_start_token="<slice>",
        slice_end_token="</slice>",
    )
    return "<image_id>0</image_id>" + MiniCPMV4_6Processor.replace_image_token(marks, seen, 0, image_token_divisor=16)


CASE = FamilyCase("minicpmv4_6", make, plain, said_tokens)
