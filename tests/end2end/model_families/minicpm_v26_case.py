"""MiniCPM-V 2.6: our port beside the same arithmetic written down plainly; transformers has no class for it."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import plain_minicpm_v26 as theirs
import torch
from family_case import FamilyCase
from plain_qwen_vl import chat, picture_of
from transformers import PreTrainedTokenizerFast
from vision_engine import said_tokens

from quizglass.models.engine import Ask, View

SCRIPT = Path(__file__).parents[2] / "checkpoints" / "minicpm_v26.py"
PICTURE = "(<image>./</image>)"


def make(folder: Path) -> object:
    return runpy.run_path(str(SCRIPT))["make"](folder)


def plain(folder: Path, view: View, ask: Ask) -> list[int]:
    assert view.image
    values = json.loads((folder / "preprocessor_config.json").read_text(encoding="utf-8"))
    pictures, grid = theirs.sliced(picture_of(view.image), values, values["max_slice_nums"])
    assert grid, "slices are what is to be compared"
    tokenizer = PreTrainedTokenizerFast.from_pretrained(folder)
    prompt = tokenizer.apply_chat_template(chat(ask), add_generation_prompt=True, tokenize=False)
    one = "<unk>" * values["image_feature_size"]
    rows = "\n".join(f"<slice>{one}</slice>" * grid[0] for _ in range(grid[1]))
    prompt = prompt.replace(PICTURE, f"<image_id>0</image_id><image>{one}</image>{rows}")
    ids = tokenizer(prompt, add_special_tokens=False, return_tensors="pt")["input_ids"]
    model = theirs.language(folder)
    embedded = model.get_input_embeddings()(ids).detach()
    embedded[ids == tokenizer.convert_tokens_to_ids("<unk>")] = theirs.features(folder, pictures).flatten(0, 1)
    ends = json.loads((folder / "generation_config.json").read_text(encoding="utf-8"))["eos_token_id"]
    said = model.generate(
        inputs_embeds=embedded,
        attention_mask=torch.ones_like(ids),
        do_sample=False,
        max_new_tokens=ask.max_new_tokens,
        eos_token_id=ends,
        pad_token_id=ends[-1],
    )
    return [token for token in said[0].tolist() if token not in ends]


CASE = FamilyCase("minicpmv", make, plain, said_tokens)
