"""The folder of a nano model before it has learnt anything: a Qwen2-VL of some million weights."""

from __future__ import annotations

from pathlib import Path

from qwen2_vl import save, write

from nano_qwen2_vl.vocabulary import write_tokenizer

PATCH = 8
UNIT = 2 * PATCH
"""Pixels a side of one token: about one letter."""
TOKENS = 32
"""Of a picture."""
PAPER, SPREAD = 0.95, 0.3
"""Of the pixels, 0..1: nothing comes of white paper, so that all that the tower gets is ink."""
VISION_WIDTH = 96
WIDTH = 128


def make(folder: Path, seed: int = 11) -> Path:
    """Write the folder with random weights."""
    from transformers import Qwen2VLConfig, Qwen2VLForConditionalGeneration

    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = write_tokenizer(folder)
    mark = tokenizer.token_to_id
    config = Qwen2VLConfig(
        text_config={
            "vocab_size": tokenizer.get_vocab_size(),
            "hidden_size": WIDTH,
            "intermediate_size": 2 * WIDTH,
            "num_hidden_layers": 3,
            "num_attention_heads": 4,
            "num_key_value_heads": 4,
            # A base this small tells places some steps apart; Qwen's own is for texts of thousands of tokens.
            "rope_parameters": {"rope_type": "default", "rope_theta": 100.0, "mrope_section": [4, 6, 6]},
            "max_position_embeddings": 4096,
            "bos_token_id": mark("<|endoftext|>"),
            "eos_token_id": mark("<|im_end|>"),
            "initializer_range": 0.04,
        },
        vision_config={
            "depth": 3,
            "embed_dim": VISION_WIDTH,
            "hidden_size": WIDTH,
            "num_heads": 4,
            "mlp_ratio": 4,
            "patch_size": PATCH,
            "initializer_range": 0.04,
        },
        image_token_id=mark("<|image_pad|>"),
        video_token_id=mark("<|video_pad|>"),
        vision_start_token_id=mark("<|vision_start|>"),
        vision_end_token_id=mark("<|vision_end|>"),
        tie_word_embeddings=False,
    )
    save(Qwen2VLForConditionalGeneration, config, tokenizer, folder, seed)
    write(folder / "preprocessor_config.json", _processor())
    return folder


def _processor() -> dict[str, object]:
    return {
        "image_processor_type": "Qwen2VLImageProcessor",
        "processor_class": "Qwen2VLProcessor",
        "size": {"shortest_edge": 4 * UNIT * UNIT, "longest_edge": TOKENS * UNIT * UNIT},
        "patch_size": PATCH,
        "temporal_patch_size": 2,
        "merge_size": 2,
        "image_mean": [PAPER] * 3,
        "image_std": [SPREAD] * 3,
        "do_convert_rgb": True,
        "do_rescale": True,
        "do_normalize": True,
        "do_resize": True,
    }
