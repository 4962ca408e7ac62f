"""Makes a tiny Qwen2 language model with random weights, in the form of FractalGPT's RuQwen2.5: a bias on its head.

python tests/checkpoints/qwen2.py FOLDER
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from qwen2_vl import save, write, write_tokenizer


def make(folder: Path, *, biased: bool = True, hidden: int = 64, layers: int = 2, seed: int = 7) -> Path:
    """Write the folder. ``biased`` ties the head to the embeddings and gives it a bias, as RuQwen2.5 has it."""
    from transformers import Qwen2Config

    from quizglass.models.text_reader.qwen2 import Qwen2WithBiasedHead

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = write_tokenizer(folder)
    mark = tokenizer.token_to_id
    config = Qwen2Config(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=hidden,
        intermediate_size=2 * hidden,
        num_hidden_layers=layers,
        num_attention_heads=hidden // 16,
        num_key_value_heads=hidden // 32,
        max_position_embeddings=32768,
        bos_token_id=mark("<|endoftext|>"),
        eos_token_id=mark("<|im_end|>"),
        tie_word_embeddings=biased,
        initializer_range=0.2,
        **({"add_bias_to_lm_head": True} if biased else {}),
    )
    save(Qwen2WithBiasedHead, config, tokenizer, folder, seed)
    named = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    write(folder / "config.json", named | {"architectures": ["RuQwen2ForCausalLM" if biased else "Qwen2ForCausalLM"]})
    if biased:
        _spread_bias(folder / "model.safetensors", seed)
    return folder


def _spread_bias(file: Path, seed: int) -> None:
    """A bias wide enough to change what is said."""
    import torch
    from safetensors.torch import load_file, save_file

    weights = load_file(file)
    dice = torch.Generator().manual_seed(seed)
    weights["lm_head.bias"] = 3 * torch.randn(weights["lm_head.bias"].shape, generator=dice)
    save_file(weights, file, metadata={"format": "pt"})


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
