"""LLaVA with CLIP's tower, as deepvk/llava-saiga-8b: a message is a string, the processor forgot its patch size."""

from __future__ import annotations

import runpy
from pathlib import Path

import plain_llava
from family_case import FamilyCase
from PIL import Image
from plain_qwen_vl import picture_of
from transformers import AutoTokenizer, LlavaProcessor
from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil
from vision_engine import said_tokens

from quizglass.models.engine import Ask, View
from quizglass.models.prompting import SYSTEM, with_language

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "llava.py"


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def plain(folder: Path, view: View, ask: Ask) -> list[int]:
    """With the processor as models need it: patch size, strategy and extra token told."""
    assert view.image
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    images = CLIPImageProcessorPil.from_pretrained(folder, local_files_only=True)
    processor = LlavaProcessor(
        images, tokenizer, patch_size=14, vision_feature_select_strategy="default", num_additional_image_tokens=1
    )
    square = Image.new("RGB", (max(view.image.width, view.image.height),) * 2, "white")
    square.paste(picture_of(view.image), (0, 0))
    messages = [{"role": "system", "content": SYSTEM}]
    asked = [*(exchange.question for exchange in ask.earlier), with_language(ask.question, ask.language)]
    asked[0] = "<image>\n" + asked[0]
    for number, question in enumerate(asked):
        messages.append({"role": "user", "content": question})
        if number < len(ask.earlier):
            messages.append({"role": "assistant", "content": ask.earlier[number].answer})
    prompt = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
    pictures = images(images=[square], return_tensors="pt")
    spelled = processor.replace_image_token(pictures, 0)
    return plain_llava.generated(folder, ask, prompt.replace("<image>", spelled), dict(pictures))


CASE = FamilyCase("llava", make, plain, said_tokens)
