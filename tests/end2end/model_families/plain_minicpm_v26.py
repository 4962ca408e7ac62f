"""MiniCPM-V 2.6 written down once more, without any of our modules: all slices padded into one batch, with masks.

transformers has no class for it. The tower is SigLIP's encoder of transformers behind patches that are unfolded in
one row, the resampler is torch's attention as a function, the language model is Qwen2 and its ``generate``.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from safetensors.torch import load_file
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence
from transformers import Qwen2Config, Qwen2ForCausalLM, SiglipVisionConfig
from transformers.models.siglip.modeling_siglip import SiglipEncoder

Weights = dict[str, torch.Tensor]
Grid = tuple[int, int]


def weights_of(folder: Path, part: str) -> Weights:
    named = load_file(folder / "model.safetensors")
    return {name.removeprefix(part): tensor.float() for name, tensor in named.items() if name.startswith(part)}


def best_grid(width: int, height: int, side: int, most: int) -> Grid | None:
    """Columns and rows."""
    wanted = min(math.ceil(width * height / (side * side)), most)
    if wanted <= 1:
        return None
    best, least = (1, 1), math.inf
    for count in (wanted - 1, wanted, wanted + 1):
        if count == 1 or count > most:
            continue
        for columns in (each for each in range(1, count + 1) if count % each == 0):
            error = abs(math.log(width / height) - math.log(columns / (count // columns)))
            if error < least:
                best, least = (columns, count // columns), error
    return best


def to_patches(width: float, height: float, side: int, patch: int, *, enlarge: bool) -> tuple[int, int]:
    if width * height > side * side or enlarge:
        ratio = width / height
        height = int(side / math.sqrt(ratio))
        width = int(height * ratio)
    return max(round(width / patch) * patch, patch), max(round(height / patch) * patch, patch)


def sliced(picture: Image.Image, values: dict[str, Any], most: int) -> tuple[list[Image.Image], Grid | None]:
    side, patch = values["scale_resolution"], values["patch_size"]
    grid = best_grid(*picture.size, side, most)
    whole = picture.resize(
        to_patches(*picture.size, side, patch, enlarge=grid is None), resample=Image.Resampling.BICUBIC
    )
    if grid is None:
        return [whole], None
    refined = [max(round(length / by) * by, by) / by for length, by in zip(picture.size, grid, strict=True)]
    width, height = to_patches(*refined, side, patch, enlarge=True)
    large = picture.resize((width * grid[0], height * grid[1]), resample=Image.Resampling.BICUBIC)
    slices = []
    for top in range(0, large.height, height):
        slices.extend(large.crop((left, top, left + width, top + height)) for left in range(0, large.width, width))
    return [whole, *slices], grid


def patch_rows(picture: Image.Image, patch: int) -> tuple[torch.Tensor, Grid]:
    """(patches, 3 * patch * patch), and how many there are down and across."""
    pixels = torch.frombuffer(bytearray(picture.tobytes()), dtype=torch.uint8)
    pixels = pixels.view(picture.height, picture.width, 3).permute(2, 0, 1).float() / 255
    rows = functional.unfold((pixels[None] - 0.5) / 0.5, patch, stride=patch)[0].T
    return rows, (picture.height // patch, picture.width // patch)


def features(folder: Path, pictures: list[Image.Image]) -> torch.Tensor:
    """(pictures, queries, hidden)."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    vision = config["vision_config"]
    cut = [patch_rows(picture, config["patch_size"]) for picture in pictures]
    sizes = [size for _, size in cut]
    padded = pad_sequence([rows for rows, _ in cut], batch_first=True)
    real = torch.arange(padded.shape[1])[None] < torch.tensor([rows * columns for rows, columns in sizes])[:, None]
    seen = tower(weights_of(folder, "vpm."), vision, padded, sizes, real)
    return resampled(weights_of(folder, "resampler."), seen, sizes, real, heads=max(1, config["hidden_size"] // 128))


def tower(
    weights: Weights, values: dict[str, Any], patches: torch.Tensor, sizes: list[Grid], real: torch.Tensor
) -> torch.Tensor:
    side = values["image_size"] // values["patch_size"]
    hidden = functional.linear(
        patches, weights["embeddings.patch_embedding.weight"].flatten(1), weights["embeddings.patch_embedding.bias"]
    )
    limits = torch.arange(1 / side, 1.0, 1 / side)
    for number, (rows, columns) in enumerate(sizes):
        down, across = (
            torch.bucketize(torch.arange(0, 1 - 1e-6, float(1 / torch.tensor(count))), limits, right=True)
            for count in (rows, columns)
        )
        places = (down[:, None] * side + across).flatten()
        hidden[number, : rows * columns] += weights["embeddings.position_embedding.weight"][places]
    config = SiglipVisionConfig(**values)
    config._attn_implementation = "eager"
    encoder = SiglipEncoder(config).eval()
    encoder.load_state_dict(
        {name.removeprefix("encoder."): tensor for name, tensor in weights.items() if name.startswith("encoder.")}
    )
    hidden_from = torch.zeros(len(sizes), 1, 1, real.shape[1]).masked_fill(~real[:, None, None], torch.finfo().min)
    with torch.no_grad():
        hidden = encoder(inputs_embeds=hidden, attention_mask=hidden_from).last_hidden_state
    norm = weights["post_layernorm.weight"], weights["post_layernorm.bias"]
    return functional.layer_norm(hidden, hidden.shape[-1:], *norm, eps=config.layer_norm_eps)


def resampled(weights: Weights, seen: torch.Tensor, sizes: list[Grid], real: torch.Tensor, heads: int) -> torch.Tensor:
    def normal(name: str, values: torch.Tensor) -> torch.Tensor:
        return functional.layer_norm(
            values, values.shape[-1:], weights[f"{name}.weight"], weights[f"{name}.bias"], 1e-6
        )

    values = normal("ln_kv", functional.linear(seen, weights["kv_proj.weight"])).transpose(0, 1)
    width = values.shape[-1]
    places = pad_sequence([torch.tensor(sines(*size, width)) for size in sizes])
    found, _ = functional.multi_head_attention_forward(
        normal("ln_q", weights["query"])[:, None].repeat(1, len(sizes), 1),
        values + places,
        values,
        width,
        heads,
        weights["attn.in_proj_weight"],
        weights["attn.in_proj_bias"],
        None,
        None,
        False,
        0.0,
        weights["attn.out_proj.weight"],
        weights["attn.out_proj.bias"],
        training=False,
        key_padding_mask=~real,
    )
    return normal("ln_post", found.transpose(0, 1)) @ weights["proj"]


def sines(rows: int, columns: int, width: int) -> list[list[float]]:
    """Number by number, as the sincos embedding of MAE is defined: columns first."""
    quarter = width // 4
    waves = [10000 ** (-number / quarter) for number in range(quarter)]
    return [
        [turn(place * wave) for place in (column, row) for turn in (math.sin, math.cos) for wave in waves]
        for row in range(rows)
        for column in range(columns)
    ]


def language(folder: Path) -> Any:
    values = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    model = Qwen2ForCausalLM(Qwen2Config(**{name: value for name, value in values.items() if name in USED})).eval()
    model.load_state_dict(weights_of(folder, "llm."))
    return model


USED = frozenset(
    {
        "hidden_size",
        "intermediate_size",
        "max_position_embeddings",
        "num_attention_heads",
        "num_hidden_layers",
        "num_key_value_heads",
        "rms_norm_eps",
        "rope_theta",
        "tie_word_embeddings",
        "vocab_size",
    }
)
