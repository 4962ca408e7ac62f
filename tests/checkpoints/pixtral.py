"""Makes a tiny Pixtral folder of the real class, random weights, in the form of mistral-community/pixtral-12b.

python tests/checkpoints/pixtral.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from qwen2_vl import save, write, write_byte_level

MARKS = ("<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[IMG]", "[IMG_BREAK]", "[IMG_END]", "<pad>")
CHAT_TEMPLATE = (
    "{%- if messages[0]['role'] == 'system' %}{%- set system = messages[0]['content'] %}"
    "{%- set rest = messages[1:] %}{%- else %}{%- set rest = messages %}{%- endif %}{{- bos_token }}"
    "{%- for message in rest %}{%- if message['role'] == 'user' %}{{- '[INST]' }}"
    "{%- if loop.last and system is defined %}{{- system + '\n\n' }}{%- endif %}"
    "{%- if message['content'] is string %}{{- message['content'] }}{%- else %}{%- for block in message['content'] %}"
    "{%- if block['type'] == 'image' %}{{- '[IMG]' }}{%- else %}{{- block['content'] }}{%- endif %}{%- endfor %}"
    "{%- endif %}{{- '[/INST]' }}{%- else %}{{- message['content'] + eos_token }}{%- endif %}{%- endfor %}"
)
"""The system's words go to the last question, as in Mistral's templates."""


def make(folder: Path, *, hidden: int = 64, longest: int = 256, seed: int = 7) -> Path:
    """Write the folder; the longer side of a picture is at most ``longest`` pixels."""
    from transformers import LlavaConfig, LlavaForConditionalGeneration, MistralConfig, PixtralVisionConfig

    folder.mkdir(parents=True, exist_ok=True)
    named = {"bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>"}
    tokenizer = write_byte_level(folder, MARKS, CHAT_TEMPLATE, named)
    mark = tokenizer.token_to_id
    config = LlavaConfig(
        text_config=MistralConfig(
            vocab_size=tokenizer.get_vocab_size(),
            hidden_size=hidden,
            intermediate_size=2 * hidden,
            num_hidden_layers=2,
            num_attention_heads=hidden // 16,
            num_key_value_heads=hidden // 32,
            head_dim=16,
            sliding_window=None,
            bos_token_id=mark("<s>"),
            eos_token_id=mark("</s>"),
            initializer_range=0.2,
        ),
        vision_config=PixtralVisionConfig(
            hidden_size=hidden,
            intermediate_size=2 * hidden,
            num_hidden_layers=2,
            num_attention_heads=hidden // 16,
            image_size=longest,
            patch_size=16,
            initializer_range=0.2,
        ),
        image_token_id=mark("[IMG]"),
        vision_feature_layer=-1,
        vision_feature_select_strategy="full",
    )
    save(LlavaForConditionalGeneration, config, tokenizer, folder, seed, ends=("</s>",))
    write(
        folder / "preprocessor_config.json",
        {
            "image_processor_type": "PixtralImageProcessor",
            "processor_class": "PixtralProcessor",
            "size": {"longest_edge": longest},
            "patch_size": {"height": 16, "width": 16},
            "image_mean": [0.48145466, 0.4578275, 0.40821073],
            "image_std": [0.26862954, 0.26130258, 0.27577711],
            "do_convert_rgb": True,
            "do_rescale": True,
            "do_normalize": True,
            "do_resize": True,
        },
    )
    return folder


if __name__ == "__main__":
    print(make(Path(sys.argv[1])))
