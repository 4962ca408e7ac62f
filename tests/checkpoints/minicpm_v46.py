"""Makes a tiny MiniCPM-V 4.6 folder of the real class, random weights.

python tests/checkpoints/minicpm_v46.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from qwen2_vl import CHAT_TEMPLATE, save, write, write_byte_level

OWN = {
    "image_token": "<|image_pad|>",
    "video_token": "<|video_pad|>",
    "image_start_token": "<image>",
    "image_end_token": "</image>",
    "slice_start_token": "<slice>",
    "slice_end_token": "</slice>",
    "image_id_start_token": "<image_id>",
    "image_id_end_token": "</image_id>",
}
MARKS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>", *OWN.values())


def make(folder: Path, *, hidden: int = 64, slice_side: int = 112, seed: int = 7) -> Path:
    """Write the folder: layers of linear and of full attention take turns; slices of ``slice_side`` pixels a side."""
    from transformers import MiniCPMV4_6Config, MiniCPMV4_6ForConditionalGeneration

    folder.mkdir(parents=True, exist_ok=True)
    template = CHAT_TEMPLATE.replace("<|vision_start|><|image_pad|><|vision_end|>", "<|image_pad|>\n")
    named = {"eos_token": "<|im_end|>", "pad_token": "<|endoftext|>", **OWN}
    tokenizer = write_byte_level(folder, MARKS, template, named)
    mark = tokenizer.token_to_id
    config = MiniCPMV4_6Config(
        text_config={
            "model_type": "qwen3_5_text",
            "vocab_size": tokenizer.get_vocab_size(),
            "hidden_size": hidden,
            "intermediate_size": 2 * hidden,
            "num_hidden_layers": 2,
            "layer_types": ["linear_attention", "full_attention"],
            "num_attention_heads": hidden // 16,
            "num_key_value_heads": hidden // 32,
            "head_dim": 16,
            "linear_num_key_heads": 2,
            "linear_num_value_heads": 4,
            "linear_key_head_dim": 16,
            "linear_value_head_dim": 16,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 1e6,
                "partial_rotary_factor": 1.0,
                "mrope_section": [2, 3, 3],
                "mrope_interleaved": True,
            },
            "eos_token_id": mark("<|im_end|>"),
            "initializer_range": 0.2,
        },
        vision_config={
            "hidden_size": hidden,
            "intermediate_size": 2 * hidden,
            "num_hidden_layers": 3,
            "num_attention_heads": hidden // 16,
            "image_size": slice_side,
            "patch_size": 14,
            "initializer_range": 0.2,
        },
        insert_layer_id=1,
        image_size=slice_side,
        image_token_id=mark("<|image_pad|>"),
        video_token_id=mark("<|video_pad|>"),
        tie_word_embeddings=False,
    )
    save(MiniCPMV4_6ForConditionalGeneration, config, tokenizer, folder, seed)
    write(
        folder / "preprocessor_config.json",
        {
            "image_processor_type": "MiniCPMV4_6ImageProcessor",
            "processor_class": "MiniCPMV4_6Processor",
            "max_slice_nums": 9,
            "scale_resolution": slice_side,
            "patch_size": 14,
            "downsample_mode": "16x",
        },
    )
    return folder


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
