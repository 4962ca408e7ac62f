"""Makes a tiny Qwen3-VL folder of the real class, random weights.

python tests/checkpoints/qwen3_vl.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from qwen2_vl import processor, save, write, write_tokenizer


def make(folder: Path, *, most_image_tokens: int = 256, hidden: int = 64, seed: int = 7) -> Path:
    """Write the folder; features of both blocks of the tower go into the first layers (DeepStack)."""
    from transformers import Qwen3VLConfig, Qwen3VLForConditionalGeneration

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = write_tokenizer(folder)
    mark = tokenizer.token_to_id
    config = Qwen3VLConfig(
        text_config={
            "vocab_size": tokenizer.get_vocab_size(),
            "hidden_size": hidden,
            "intermediate_size": 2 * hidden,
            "num_hidden_layers": 3,
            "num_attention_heads": hidden // 16,
            "num_key_value_heads": hidden // 32,
            "head_dim": 16,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 5e6,
                "mrope_section": [2, 3, 3],
                "mrope_interleaved": True,
            },
            "max_position_embeddings": 32768,
            "bos_token_id": mark("<|endoftext|>"),
            "eos_token_id": mark("<|im_end|>"),
            "initializer_range": 0.2,
        },
        vision_config={
            "depth": 2,
            "hidden_size": hidden,
            "intermediate_size": 2 * hidden,
            "out_hidden_size": hidden,
            "num_heads": hidden // 16,
            "num_position_embeddings": 64,
            "deepstack_visual_indexes": [0, 1],
            "initializer_range": 0.2,
        },
        image_token_id=mark("<|image_pad|>"),
        video_token_id=mark("<|video_pad|>"),
        vision_start_token_id=mark("<|vision_start|>"),
        vision_end_token_id=mark("<|vision_end|>"),
        tie_word_embeddings=False,
    )
    save(Qwen3VLForConditionalGeneration, config, tokenizer, folder, seed)
    write(folder / "preprocessor_config.json", processor(most_image_tokens, patch=16) | {
        "image_mean": [0.5, 0.5, 0.5],
        "image_std": [0.5, 0.5, 0.5],
    })  # fmt: skip
    return folder


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
