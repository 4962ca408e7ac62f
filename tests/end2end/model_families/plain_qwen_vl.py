"""What plain transformers says as a Qwen-VL: its chat template, its image processor, its ``generate``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from PIL import Image
from transformers import AutoImageProcessor, AutoModelForImageTextToText, AutoTokenizer

from quizglass.models.engine import Ask, View
from quizglass.models.prompting import SYSTEM, with_language
from quizglass.pages import PageImage

IMAGE_PAD = "<|image_pad|>"


def picture_of(image: PageImage) -> Image.Image:
    return Image.frombytes("RGB", (image.width, image.height), image.data)


def chat(ask: Ask, *, system: str = SYSTEM) -> list[dict[str, Any]]:
    """The messages of ``ask``, the picture before the first question."""
    asked = [*(exchange.question for exchange in ask.earlier), with_language(ask.question, ask.language)]
    messages: list[dict[str, Any]] = [{"role": "system", "content": system}] if system else []
    for number, question in enumerate(asked):
        text = {"type": "text", "text": question}
        messages.append({"role": "user", "content": [{"type": "image"}, text] if number == 0 else question})
        if number < len(ask.earlier):
            messages.append({"role": "assistant", "content": ask.earlier[number].answer})
    return messages


def generated(folder: Path, view: View, ask: Ask) -> list[int]:
    """The tokens of the answer, without those that end it."""
    assert view.image is not None
    model = AutoModelForImageTextToText.from_pretrained(folder, dtype=torch.float32, local_files_only=True)
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    seen = AutoImageProcessor.from_pretrained(folder, local_files_only=True)(
        images=[picture_of(view.image)], return_tensors="pt"
    )
    pads = int(seen["image_grid_thw"].prod()) // 4
    prompt = tokenizer.apply_chat_template(chat(ask), add_generation_prompt=True, tokenize=False)
    ids = tokenizer(prompt.replace(IMAGE_PAD, IMAGE_PAD * pads), return_tensors="pt")["input_ids"]
    kinds = (ids == tokenizer.convert_tokens_to_ids(IMAGE_PAD)).int()
    return answered(model, ids, ask, {"mm_token_type_ids": kinds, **seen})


def answered(model: Any, ids: torch.Tensor, ask: Ask, pictures: dict[str, Any]) -> list[int]:
    """The tokens that ``generate`` adds to the prompt ``ids``, without those that end an answer."""
    output = model.generate(
        input_ids=ids,
        attention_mask=torch.ones_like(ids),
        do_sample=False,
        max_new_tokens=ask.max_new_tokens,
        **pictures,
    )
    ends = model.generation_config.eos_token_id
    ends = ends if isinstance(ends, list) else [ends]
    return [token for token in output[0, ids.shape[1] :].tolist() if token not in ends]
