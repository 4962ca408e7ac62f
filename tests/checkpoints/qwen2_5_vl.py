"""Makes a tiny Qwen2.5-VL folder of the real class, random weights.

python tests/checkpoints/qwen2_5_vl.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from qwen2_vl import processor, save, write, write_tokenizer


def make(folder: Path, *, most_image_tokens: int = 256, hidden: int = 64, seed: int = 7) -> Path:
    """Write the folder; one block of the tower looks through windows, the other at all."""
    from transformers import Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = write_tokenizer(folder)
    mark = tokenizer.token_to_id
    config = Qwen2_5_VLConfig(
        text_config={
            "vocab_size": tokenizer.get_vocab_size(),
            "hidden_size": hidden,
            "intermediate_size": 2 * hidden,
            "num_hidden_layers": 2,
            "num_attention_heads": hidden // 16,
            "num_key_value_heads": hidden // 32,
            "rope_parameters": {"rope_type": "default", "rope_theta": 1e6, "mrope_section": [2, 3, 3]},
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
            "fullatt_block_indexes": [1],
            "initializer_range": 0.2,
        },
        image_token_id=mark("<|image_pad|>"),
        video_token_id=mark("<|video_pad|>"),
        vision_start_token_id=mark("<|vision_start|>"),
        vision_end_token_id=mark("<|vision_end|>"),
        tie_word_embeddings=False,
    )
    save(Qwen2_5_VLForConditionalGeneration, config, tokenizer, folder, seed)
    write(folder / "preprocessor_config.json", processor(most_image_tokens))
    return folder


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
