"""Makes a tiny Qwen2-VL folder of the real class: own tokenizer, processor and generation config, random weights.

    python tests/checkpoints/qwen2_vl.py FOLDER

Everything that a published folder holds is there, so that the path from folder to answer is the real one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

MARKS = (
    "<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|object_ref_start|>", "<|object_ref_end|>", "<|box_start|>",
    "<|box_end|>", "<|quad_start|>", "<|quad_end|>", "<|vision_start|>", "<|vision_end|>", "<|vision_pad|>",
    "<|image_pad|>", "<|video_pad|>",
)  # fmt: skip
ENGLISH = (
    "system user assistant You read pictures of documents. Answer the question only from the picture, briefly, with "
    "the words and numbers that are printed there, in the language of the question. If the picture does not hold the "
    "answer, say exactly: NOT FOUND. Where in the picture is this text: invoice total amount date number name address "
    "page contract rent per month payable until signed seller buyer What is the total? When was it signed? Who is it?"
)
RUSSIAN = (
    "Вы читаете документ. Ответ на вопрос даётся по картинке: договор аренды, счёт на оплату, сумма к оплате, дата, "
    "номер, продавец, покупатель, адрес, срок действия, рублей, страница. Какова сумма? Когда подписан? Кто арендатор? "
    "Ответь по-русски. Где в документе номер договора?"
)
CHAT_TEMPLATE = (
    "{% for message in messages %}{% if loop.first and message['role'] != 'system' %}<|im_start|>system\n"
    "You are a helpful assistant.<|im_end|>\n{% endif %}<|im_start|>{{ message['role'] }}\n"
    "{% if message['content'] is string %}{{ message['content'] }}<|im_end|>\n{% else %}"
    "{% for content in message['content'] %}{% if content['type'] == 'image' %}<|vision_start|><|image_pad|>"
    "<|vision_end|>{% elif 'text' in content %}{{ content['text'] }}{% endif %}{% endfor %}<|im_end|>\n{% endif %}"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def write_tokenizer(folder: Path, vocabulary: int = 512) -> Tokenizer:
    """The tokenizer of a Qwen-VL."""
    named = {"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>"}
    return write_byte_level(folder, MARKS, CHAT_TEMPLATE, named, vocabulary)


def write_byte_level(
    folder: Path, marks: Sequence[str], chat_template: str, named: dict[str, str], vocabulary: int = 512
) -> Tokenizer:
    """A byte-level BPE trained on a few sentences, built as Qwen's is; ``named`` tells which mark is which."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary - len(marks),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([ENGLISH, RUSSIAN], trainer)
    tokenizer.add_special_tokens([AddedToken(mark, special=True, normalized=False) for mark in marks])
    tokenizer.save(str(folder / "tokenizer.json"))
    write(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "Qwen2Tokenizer" if marks is MARKS else "PreTrainedTokenizerFast",
            "bos_token": None,
            "unk_token": None,
            "add_prefix_space": False,
            "additional_special_tokens": [mark for mark in marks if mark not in named.values()],
            "model_max_length": 32768,
            "chat_template": chat_template,
            **named,
        },
    )
    return tokenizer


def make(
    folder: Path, *, most_image_tokens: int = 256, hidden: int = 64, layers: int = 2, seed: int = 7, spread: float = 0.2
) -> Path:
    """Write the folder; the same arguments give the same weights.

    ``spread`` is that of the random weights: much wider than usual, so that answers are not one token over and over.
    """
    from transformers import Qwen2VLConfig, Qwen2VLForConditionalGeneration

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = write_tokenizer(folder)
    mark = tokenizer.token_to_id
    heads = hidden // 16
    config = Qwen2VLConfig(
        text_config={
            "vocab_size": tokenizer.get_vocab_size(),
            "hidden_size": hidden,
            "intermediate_size": 2 * hidden,
            "num_hidden_layers": layers,
            "num_attention_heads": heads,
            "num_key_value_heads": heads // 2,
            "rope_parameters": {"rope_type": "default", "rope_theta": 1e6, "mrope_section": [2, 3, 3]},
            "max_position_embeddings": 32768,
            "bos_token_id": mark("<|endoftext|>"),
            "eos_token_id": mark("<|im_end|>"),
            "initializer_range": spread,
        },
        vision_config={
            "depth": 2,
            "embed_dim": hidden,
            "hidden_size": hidden,
            "num_heads": heads,
            "mlp_ratio": 2,
            "initializer_range": spread,
        },
        image_token_id=mark("<|image_pad|>"),
        video_token_id=mark("<|video_pad|>"),
        vision_start_token_id=mark("<|vision_start|>"),
        vision_end_token_id=mark("<|vision_end|>"),
        tie_word_embeddings=False,
    )
    save(Qwen2VLForConditionalGeneration, config, tokenizer, folder, seed)
    write(folder / "preprocessor_config.json", processor(most_image_tokens))
    return folder


def save(
    model_class: Any,
    config: Any,
    tokenizer: Tokenizer,
    folder: Path,
    seed: int,
    ends: Sequence[str] = ("<|im_end|>", "<|endoftext|>"),
) -> None:
    """Write a model with random weights and its generation config; ``ends`` end an answer, the last one pads."""
    import torch
    from transformers import GenerationConfig

    last = [tokenizer.token_to_id(end) for end in ends]
    state = torch.random.get_rng_state()
    torch.manual_seed(seed)
    model = model_class(config)
    torch.random.set_rng_state(state)
    model.generation_config = GenerationConfig(
        bos_token_id=last[-1],
        pad_token_id=last[-1],
        eos_token_id=last,
    )
    model.save_pretrained(folder)


def as_published(folder: Path) -> Path:
    """Rewrite ``folder`` in the layout that the Hub has it in: flat config, older names of weights, two shards."""
    from safetensors.torch import load_file, save_file

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    text = config.pop("text_config")
    rope = text.pop("rope_parameters")
    del text["layer_types"], text["model_type"]
    flat = text | config | {"rope_theta": rope["rope_theta"]}
    flat["rope_scaling"] = {"type": "mrope", "mrope_section": rope["mrope_section"]}
    flat["vision_config"].pop("rope_parameters", None)
    flat["vision_config"]["model_type"] = "qwen2_vl"
    write(folder / "config.json", flat)
    processor = json.loads((folder / "preprocessor_config.json").read_text(encoding="utf-8"))
    size = processor.pop("size")
    write(
        folder / "preprocessor_config.json",
        processor | {"min_pixels": size["shortest_edge"], "max_pixels": size["longest_edge"]},
    )
    weights = load_file(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    older = {
        name.replace("model.visual.", "visual.").replace("model.language_model.", "model."): tensor
        for name, tensor in weights.items()
    }
    shards: tuple[dict[str, object], dict[str, object]] = ({}, {})
    for number, (name, tensor) in enumerate(sorted(older.items())):
        shards[number % 2][name] = tensor
    names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    for file, shard in zip(names, shards, strict=True):
        save_file(shard, folder / file, metadata={"format": "pt"})
    placed = {name: file for file, shard in zip(names, shards, strict=True) for name in shard}
    write(folder / "model.safetensors.index.json", {"metadata": {}, "weight_map": placed})
    return folder


def processor(most_image_tokens: int, patch: int = 14) -> dict[str, object]:
    """preprocessor_config.json of a Qwen-VL; one token is two patches a side."""
    unit = 2 * patch
    return {
        "image_processor_type": "Qwen2VLImageProcessor",
        "processor_class": "Qwen2VLProcessor",
        "size": {"shortest_edge": 4 * unit * unit, "longest_edge": most_image_tokens * unit * unit},
        "patch_size": patch,
        "temporal_patch_size": 2,
        "merge_size": 2,
        "image_mean": [0.48145466, 0.4578275, 0.40821073],
        "image_std": [0.26862954, 0.26130258, 0.27577711],
        "do_convert_rgb": True,
        "do_rescale": True,
        "do_normalize": True,
        "do_resize": True,
    }


def write(file: Path, values: dict[str, object]) -> None:
    file.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
