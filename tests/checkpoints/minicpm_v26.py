"""Makes a tiny MiniCPM-V 2.6 folder as its publisher lays it out, random weights.

    python tests/checkpoints/minicpm_v26.py FOLDER

There is no class of transformers for it: the weights are written under the names of the published checkpoint, the
config flat, with the tower's inside and with the values that only the publisher's own code reads.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import torch
from qwen2_vl import CHAT_TEMPLATE, write, write_byte_level
from safetensors.torch import save_file

MARKS = (
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<unk>", "<image>", "</image>", "<slice>", "</slice>",
    "<image_id>", "</image_id>", "<ref>", "</ref>", "<box>", "</box>", "<point>", "</point>",
)  # fmt: skip
QUERIES = 8
"""Tokens a slice."""
PATCH = 14
_TOKENIZER = "tokenization_minicpmv_fast.MiniCPMVTokenizerFast"  # a file that no folder of ours ever holds


def make(folder: Path, *, hidden: int = 128, seen: int = 64, slice_side: int = 112, seed: int = 7) -> Path:
    """Write the folder: two layers each; slices of ``slice_side`` pixels a side."""
    folder.mkdir(parents=True, exist_ok=True)
    template = CHAT_TEMPLATE.replace("<|vision_start|><|image_pad|><|vision_end|>", "(<image>./</image>)\n")
    named = {"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>", "unk_token": "<unk>"}
    tokenizer = write_byte_level(folder, MARKS, template, named)
    settings = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    own = {"tokenizer_class": "MiniCPMVTokenizer", "auto_map": {"AutoTokenizer": [_TOKENIZER, None]}}
    write(folder / "tokenizer_config.json", settings | own)
    config = _config(tokenizer.get_vocab_size(), hidden, seen, slice_side)
    write(folder / "config.json", config)
    write(folder / "preprocessor_config.json", _processor(slice_side))
    ends = [tokenizer.token_to_id(end) for end in ("<|im_end|>", "<|endoftext|>")]
    write(folder / "generation_config.json", {"eos_token_id": ends, "pad_token_id": ends[-1]})
    chance = torch.Generator().manual_seed(seed)
    weights = {name: _drawn(name, shape, chance) for name, shape in shapes(config).items()}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def shapes(config: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    """The tensors of a checkpoint and their shapes, by the publisher's names."""
    return {
        **{f"llm.{name}": shape for name, shape in _of_language(config).items()},
        **{f"vpm.{name}": shape for name, shape in _of_tower(config["vision_config"]).items()},
        **{f"resampler.{name}": shape for name, shape in _of_resampler(config).items()},
    }


def _of_language(config: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    hidden, inner, words = (config[name] for name in ("hidden_size", "intermediate_size", "vocab_size"))
    keys = hidden * config["num_key_value_heads"] // config["num_attention_heads"]
    named: dict[str, tuple[int, ...]] = {"model.embed_tokens.weight": (words, hidden), "model.norm.weight": (hidden,)}
    named["lm_head.weight"] = (words, hidden)
    for layer in range(config["num_hidden_layers"]):
        at = f"model.layers.{layer}"
        for name, width in (("q", hidden), ("k", keys), ("v", keys)):
            named[f"{at}.self_attn.{name}_proj.weight"] = (width, hidden)
            named[f"{at}.self_attn.{name}_proj.bias"] = (width,)
        named[f"{at}.self_attn.o_proj.weight"] = (hidden, hidden)
        named |= {f"{at}.mlp.{name}_proj.weight": (inner, hidden) for name in ("gate", "up")}
        named[f"{at}.mlp.down_proj.weight"] = (hidden, inner)
        named |= {f"{at}.{name}_layernorm.weight": (hidden,) for name in ("input", "post_attention")}
    return named


def _of_tower(config: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    width, inner = config["hidden_size"], config["intermediate_size"]
    named: dict[str, tuple[int, ...]] = {
        "embeddings.patch_embedding.weight": (width, 3, PATCH, PATCH),
        "embeddings.patch_embedding.bias": (width,),
        "embeddings.position_embedding.weight": ((config["image_size"] // PATCH) ** 2, width),
    }
    for layer in range(config["num_hidden_layers"]):
        at = f"encoder.layers.{layer}"
        linear = {f"self_attn.{name}": (width, width) for name in ("q_proj", "k_proj", "v_proj", "out_proj")}
        linear |= {"mlp.fc1": (inner, width), "mlp.fc2": (width, inner)}
        for name, shape in linear.items():
            named |= {f"{at}.{name}.weight": shape, f"{at}.{name}.bias": shape[:1]}
        named |= {f"{at}.layer_norm{n}.{part}": (width,) for n in (1, 2) for part in ("weight", "bias")}
    return named | {f"post_layernorm.{part}": (width,) for part in ("weight", "bias")}


def _of_resampler(config: dict[str, Any]) -> dict[str, tuple[int, ...]]:
    hidden, seen = config["hidden_size"], config["vision_config"]["hidden_size"]
    named: dict[str, tuple[int, ...]] = {
        "query": (config["query_num"], hidden),
        "kv_proj.weight": (hidden, seen),
        "attn.in_proj_weight": (3 * hidden, hidden),
        "attn.in_proj_bias": (3 * hidden,),
        "attn.out_proj.weight": (hidden, hidden),
        "attn.out_proj.bias": (hidden,),
        "proj": (hidden, hidden),
    }
    return named | {f"{name}.{part}": (hidden,) for name in ("ln_q", "ln_kv", "ln_post") for part in ("weight", "bias")}


def _drawn(name: str, shape: tuple[int, ...], chance: torch.Generator) -> torch.Tensor:
    """Wider than usual, so that answers are not one token over and over; norms are about 1."""
    if "norm" in name or ".ln_" in name:
        return (0.1 * torch.randn(shape, generator=chance) + (name.endswith("weight"))).to(torch.bfloat16)
    spread = 0.2 if len(shape) == 1 or "embed" in name else 2.0 / math.sqrt(shape[-1])
    return (spread * torch.randn(shape, generator=chance)).to(torch.bfloat16)


def _config(vocabulary: int, hidden: int, seen: int, slice_side: int) -> dict[str, Any]:
    return {
        "architectures": ["MiniCPMV"],
        "auto_map": {"AutoConfig": "configuration_minicpm.MiniCPMVConfig", "AutoModel": "modeling_minicpmv.MiniCPMV"},
        "model_type": "minicpmv",
        "version": 2.6,
        "attention_dropout": 0.0,
        "batch_vision_input": True,
        "drop_vision_last_layer": False,
        "hidden_act": "silu",
        "hidden_size": hidden,
        "image_size": slice_side,
        "initializer_range": 0.02,
        "intermediate_size": 2 * hidden,
        "max_position_embeddings": 32768,
        "max_window_layers": 2,
        "num_attention_heads": 4,
        "num_hidden_layers": 2,
        "num_key_value_heads": 2,
        "patch_size": PATCH,
        "query_num": QUERIES,
        "rms_norm_eps": 1e-6,
        "rope_theta": 1000000.0,
        "slice_config": {"max_slice_nums": 9, "model_type": "minicpmv", "patch_size": PATCH},
        "slice_mode": True,
        "sliding_window": 131072,
        "tie_word_embeddings": False,
        "torch_dtype": "bfloat16",
        "use_image_id": True,
        "use_sliding_window": False,
        "vision_config": {
            "hidden_size": seen,
            "image_size": 2 * slice_side,
            "intermediate_size": 2 * seen,
            "model_type": "siglip_vision_model",
            "num_attention_heads": 4,
            "num_hidden_layers": 3,
            "patch_size": PATCH,
        },
        "vocab_size": vocabulary,
    }


def _processor(slice_side: int) -> dict[str, Any]:
    return {
        "image_processor_type": "MiniCPMVImageProcessor",
        "auto_map": {"AutoProcessor": "processing_minicpmv.MiniCPMVProcessor"},
        "processor_class": "MiniCPMVProcessor",
        "max_slice_nums": 9,
        "scale_resolution": slice_side,
        "patch_size": PATCH,
        "use_image_id": True,
        "image_feature_size": QUERIES,
        "slice_mode": True,
        "norm_mean": [0.5, 0.5, 0.5],
        "norm_std": [0.5, 0.5, 0.5],
        "version": 2.6,
    }


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
