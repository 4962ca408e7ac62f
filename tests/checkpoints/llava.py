"""Makes a tiny LLaVA folder of the real class, random weights, in the form of deepvk/llava-saiga-8b.

python tests/checkpoints/llava.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from qwen2_vl import save, write, write_byte_level

MARKS = (
    "<|begin_of_text|>", "<|end_of_text|>", "<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>", "<image>",
    "<pad>",
)  # fmt: skip
CHAT_TEMPLATE = (
    "{% set loop_messages = messages %}{% for message in loop_messages %}{% set content = '<|start_header_id|>' + "
    "message['role'] + '<|end_header_id|>\n\n'+ message['content'] | trim + '<|eot_id|>' %}{% if loop.index0 == 0 %}"
    "{% set content = bos_token + content %}{% endif %}{{ content }}{% endfor %}{% if add_generation_prompt %}"
    "{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}"
)
"""That of Llama 3: a message is a string."""


def make(folder: Path, *, hidden: int = 64, side: int = 56, seed: int = 7) -> Path:
    """Write the folder. Its processor knows no patch size, as that of the published folder."""
    from transformers import CLIPVisionConfig, LlamaConfig, LlavaConfig, LlavaForConditionalGeneration

    folder.mkdir(parents=True, exist_ok=True)
    named = {"bos_token": "<|begin_of_text|>", "eos_token": "<|eot_id|>", "pad_token": "<pad>"}
    tokenizer = write_byte_level(folder, MARKS, CHAT_TEMPLATE, named)
    mark = tokenizer.token_to_id
    config = LlavaConfig(
        text_config=LlamaConfig(
            vocab_size=tokenizer.get_vocab_size(),
            hidden_size=hidden,
            intermediate_size=2 * hidden,
            num_hidden_layers=2,
            num_attention_heads=hidden // 16,
            num_key_value_heads=hidden // 32,
            bos_token_id=mark("<|begin_of_text|>"),
            eos_token_id=mark("<|eot_id|>"),
            initializer_range=0.2,
        ),
        vision_config=CLIPVisionConfig(
            hidden_size=hidden,
            intermediate_size=2 * hidden,
            projection_dim=hidden,
            num_hidden_layers=3,
            num_attention_heads=hidden // 16,
            image_size=side,
            patch_size=14,
            initializer_range=0.2,
            initializer_factor=10.0,
        ),
        image_token_id=mark("<image>"),
    )
    save(LlavaForConditionalGeneration, config, tokenizer, folder, seed, ends=("<|eot_id|>", "<|end_of_text|>"))
    write(folder / "processor_config.json", {"chat_template": None, "processor_class": "LlavaProcessor"})
    write(
        folder / "preprocessor_config.json",
        {
            "image_processor_type": "CLIPImageProcessor",
            "processor_class": "LlavaProcessor",
            "size": {"shortest_edge": side},
            "crop_size": {"height": side, "width": side},
            "resample": 3,
            "image_mean": [0.48145466, 0.4578275, 0.40821073],
            "image_std": [0.26862954, 0.26130258, 0.27577711],
            "do_convert_rgb": True,
            "do_rescale": True,
            "do_normalize": True,
            "do_resize": True,
            "do_center_crop": True,
        },
    )
    return folder


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
