"""Makes a tiny moondream2 folder, random weights: names of weights and files as the release 2025-06-21 has them.

python tests/checkpoints/moondream2.py FOLDER

Nothing here comes from the network that reads it: the names are written down from ``moondream/torch`` of
vikhyat/moondream. Pictures are cut as for the published network, which is only wider and deeper.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from qwen2_vl import ENGLISH, RUSSIAN, write

END = "<|endoftext|>"
MARKS = (END, *(f"<|md_reserved_{number}|>" for number in range(20)))
VISION = {"enc_dim": 32, "enc_n_layers": 2, "enc_ff_dim": 48, "enc_n_heads": 2, "proj_inner_dim": 48, "max_crops": 4}
TEXT = {"dim": 64, "ff_dim": 128, "n_layers": 2, "n_heads": 2, "n_kv_heads": 2}
REGION = {"inner_dim": 48, "coord_feat_dim": 16, "size_feat_dim": 16}
PATCHES, PATCH_NUMBERS = 27**2, 3 * 14 * 14
STEPS = 1024


def make(folder: Path, *, seed: int = 7) -> Path:
    """Write the folder. The random weights are so wide that answers are no token over and over."""
    import torch
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = write_tokenizer(folder)
    write_descriptions(folder, vocabulary)
    dice = torch.Generator().manual_seed(seed)
    weights = {
        name: torch.randn(shape, generator=dice) * spread(name) + (1.0 if is_norm(name) else 0.0)
        for name, shape in shapes(vocabulary)
    }
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def write_tokenizer(folder: Path) -> int:
    """A byte-level BPE whose first numbers are marks, as those of ``moondream/starmie-v1``; its size."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=512,
        special_tokens=[AddedToken(mark, special=True, normalized=False) for mark in MARKS],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([ENGLISH, RUSSIAN], trainer)
    tokenizer.save(str(folder / "tokenizer.json"))
    return int(tokenizer.get_vocab_size())


def write_descriptions(folder: Path, vocabulary: int) -> None:
    """What lies beside the weights, also what was forgotten there: it belongs to GPT-2's tokenizer."""
    template = {
        "query": {"prefix": [1, 40, 2], "suffix": [3]},
        "detect": {"prefix": [1, 41, 42, 2], "suffix": [3]},
    }
    write(
        folder / "config.json",
        {
            "architectures": ["HfMoondream"],
            "auto_map": {
                "AutoConfig": "hf_moondream.HfConfig",
                "AutoModelForCausalLM": "hf_moondream.HfMoondream",
            },
            "config": {
                "vision": VISION | {"proj_out_dim": TEXT["dim"]},
                "text": TEXT | {"vocab_size": vocabulary},
                "region": REGION | {"dim": TEXT["dim"]},
                "tokenizer": {"templates": template},
            },
            "model_type": "moondream1",
            "torch_dtype": "bfloat16",
        },
    )
    write(folder / "generation_config.json", {"_from_model_config": True, "bos_token_id": 50256, "eos_token_id": 50256})
    write(folder / "special_tokens_map.json", {"bos_token": END, "eos_token": END, "unk_token": END})
    write(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "CodeGenTokenizer",
            "added_tokens_decoder": {"50256": {"content": END, "special": True}},
            "bos_token": END,
            "eos_token": END,
        },
    )


def shapes(vocabulary: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Every weight of the file."""
    width, words = VISION["enc_dim"], TEXT["dim"]
    yield from linear("model.vision.patch_emb", PATCH_NUMBERS, width)
    yield "model.vision.pos_emb", (1, PATCHES, width)
    for layer in range(VISION["enc_n_layers"]):
        at = f"model.vision.blocks.{layer}"
        yield from norm(f"{at}.ln1", width)
        yield from attention(f"{at}.attn", width)
        yield from norm(f"{at}.ln2", width)
        yield from perceptron(f"{at}.mlp", width, VISION["enc_ff_dim"], width)
    yield from norm("model.vision.post_ln", width)
    yield from perceptron("model.vision.proj_mlp", 2 * width, VISION["proj_inner_dim"], words)
    yield "model.text.wte", (vocabulary, words)
    for layer in range(TEXT["n_layers"]):
        at = f"model.text.blocks.{layer}"
        yield from norm(f"{at}.ln", words)
        yield from attention(f"{at}.attn", words)
        yield from perceptron(f"{at}.mlp", words, TEXT["ff_dim"], words)
    yield from norm("model.text.post_ln", words)
    yield from linear("model.text.lm_head", words, vocabulary)
    for kind, numbers, steps in (("coord", 1, STEPS), ("size", 2, 2 * STEPS)):
        features = REGION[f"{kind}_feat_dim"]
        yield f"model.region.{kind}_features", (numbers, features // 2)
        yield from linear(f"model.region.{kind}_encoder", features, words)
        yield from perceptron(f"model.region.{kind}_decoder", words, REGION["inner_dim"], steps)


def spread(name: str) -> float:
    """With large biases, and words that are small beside them, the same token would always win."""
    if name.endswith(".bias"):
        return 0.02
    return 3.0 if name.endswith(".wte") else 0.3


def is_norm(name: str) -> bool:
    return name.endswith((".ln.weight", ".ln1.weight", ".ln2.weight", ".post_ln.weight"))


def linear(name: str, wide: int, out: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    yield f"{name}.weight", (out, wide)
    yield f"{name}.bias", (out,)


def norm(name: str, wide: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    yield f"{name}.weight", (wide,)
    yield f"{name}.bias", (wide,)


def attention(name: str, wide: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    yield from linear(f"{name}.qkv", wide, 3 * wide)
    yield from linear(f"{name}.proj", wide, wide)


def perceptron(name: str, wide: int, inner: int, out: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    yield from linear(f"{name}.fc1", wide, inner)
    yield from linear(f"{name}.fc2", inner, out)


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
